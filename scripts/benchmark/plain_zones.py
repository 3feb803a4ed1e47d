# SPDX-License-Identifier: Apache-2.0
"""DnsPort as one would write it with Spyne 2.14 alone: the same types, rows of the same table, no rights and no rules."""

import sqlite3
from collections.abc import Callable
from typing import Any

from plain_types import auth, model
from spyne import Application, ServiceBase, rpc
from spyne.protocol.soap import Soap11
from spyne.server.wsgi import WsgiApplication

from ngnprov.ports.dns.records import types as declared
from ngnprov.soap.types import members, python_name

DnsRecord, DnsRecordPage = model(declared.DnsRecord), model(declared.DnsRecordPage)
DnsRecordQuery = model(declared.DnsRecordQuery)


def make(path: str) -> Callable[..., Any]:
    """The WSGI callable over the SQLite database of ngnprov at ``path``."""
    connection = sqlite3.connect(path, check_same_thread=False)
    names = list(members(declared.DnsRecord))
    columns = ", ".join(map(python_name, names))

    class DnsPort(ServiceBase):
        """Two operations."""

        __in_header__ = (auth,)

        @rpc(DnsRecord, _returns=DnsRecord)
        def addRecord(ctx: Any, record: Any) -> Any:
            """Nothing is stored."""
            return record

        @rpc(DnsRecordQuery, _returns=DnsRecordPage)
        def getRecords(ctx: Any, query: Any) -> Any:
            """Many."""
            rows = connection.execute(f"SELECT {columns} FROM dns_records LIMIT ?", (query.range.count,)).fetchall()
            made = [DnsRecord(**dict(zip(names, row, strict=True))) for row in rows]
            return DnsRecordPage(records=made, total=len(rows))

    return WsgiApplication(
        Application(
            [DnsPort],
            "urn:AGProjects:NGNPro:Dns",
            in_protocol=Soap11(parse_xsi_type=False),
            out_protocol=Soap11(),
        )
    )
