# SPDX-License-Identifier: Apache-2.0
"""EnumPort as one would write it with Spyne 2.14.0 alone: the same types, rows of the same tables, no rights and no rules."""

import sqlite3
from collections.abc import Callable
from typing import Any

from plain_types import auth, model
from spyne import Application, ServiceBase, rpc
from spyne.protocol.soap import Soap11
from spyne.server.wsgi import WsgiApplication

from ngnprov.ports.enum.mappings.types import EnumMapping as DeclaredMapping
from ngnprov.ports.enum.numbers import types as declared

NAMESPACE = "urn:AGProjects:NGNPro:Enum"
EnumId, EnumNumber, EnumMapping = model(declared.EnumId), model(declared.EnumNumber), model(DeclaredMapping)
EnumNumberQuery, EnumNumberPage = model(declared.EnumNumberQuery), model(declared.EnumNumberPage)


def make(path: str) -> Callable[..., Any]:
    """The WSGI callable over the SQLite database of ngnprov at ``path``."""
    connection = sqlite3.connect(path, check_same_thread=False)
    connection.row_factory = sqlite3.Row

    def number(row: sqlite3.Row) -> Any:
        found = connection.execute(
            "SELECT id, type, mapto, ttl, priority FROM enum_mappings WHERE number = ?", (row["id"],)
        )
        return EnumNumber(
            id=EnumId(number=row["number"], tld=row["tld"]),
            mappings=[EnumMapping(**dict(each)) for each in found],
            changeDate=row["change_date"],
            **{name: row[name] for name in ("owner", "info", "customer", "reseller")},
        )

    class EnumPort(ServiceBase):
        """Three operations."""

        __in_header__ = (auth,)

        @rpc(EnumId, _returns=EnumNumber, _args=["enumId"])
        def getNumber(ctx: Any, enum_id: Any) -> Any:
            """One."""
            key = (enum_id.tld, enum_id.number)
            return number(connection.execute("SELECT * FROM enum_numbers WHERE tld = ? AND number = ?", key).fetchone())

        @rpc(EnumNumberQuery, _returns=EnumNumberPage)
        def getNumbers(ctx: Any, query: Any) -> Any:
            """Many."""
            rows = connection.execute("SELECT * FROM enum_numbers LIMIT ?", (query.range.count,)).fetchall()
            return EnumNumberPage(numbers=[number(row) for row in rows], total=len(rows))

        @rpc(EnumNumber, _returns=EnumNumber)
        def addNumber(ctx: Any, number: Any) -> Any:
            """Nothing is stored."""
            return number

    return WsgiApplication(
        Application([EnumPort], NAMESPACE, in_protocol=Soap11(parse_xsi_type=False), out_protocol=Soap11())
    )
