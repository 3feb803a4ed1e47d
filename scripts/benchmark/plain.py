# SPDX-License-Identifier: Apache-2.0
"""What one would write with Spyne 2.14 alone: its own SOAP protocol and WSGI server, the same types, rows of a table.

The login header is read and not looked at, there are no rights and no rules: only the wire and, for reading, the queries.
It is the most favourable plain service.
"""

import sqlite3
from collections.abc import Callable
from io import BytesIO
from typing import Any

from spyne import (
    Application,
    Array,
    Boolean,
    ComplexModel,
    Double,
    Integer,
    Integer32,
    ServiceBase,
    Unicode,
    rpc,
)
from spyne.protocol.soap import Soap11
from spyne.server.wsgi import WsgiApplication

import ngnprov.soap  # noqa: F401  makes Spyne importable on every Python
from ngnprov.ports.customer.types import CustomerAccount as Declared
from ngnprov.soap.types import item_type, members, python_name, xsd_name

NAMESPACE = "urn:AGProjects:NGNPro:Customer"
_KINDS = {"string": Unicode, "integer": Integer, "int": Integer32, "double": Double, "boolean": Boolean}


class CustomerProperty(ComplexModel):
    """A property."""

    __namespace__ = "urn:AGProjects:NGNPro"
    name = Unicode
    category = Unicode
    value = Unicode
    permission = Unicode


_members = {
    wire: Array(CustomerProperty) if item_type(kind) is not None else _KINDS[xsd_name(kind)]
    for wire, kind in members(Declared).items()
}
CustomerAccount = type(
    "CustomerAccount", (ComplexModel,), {"__namespace__": "urn:AGProjects:NGNPro", "_type_info": list(_members.items())}
)


class auth(ComplexModel):
    """The login header."""

    __namespace__ = "urn:AGProjects:NGNPro"
    username = Unicode
    password = Unicode
    admin = Boolean
    impersonate = Integer


class Filter(ComplexModel):
    """A filter."""

    __namespace__ = "urn:AGProjects:NGNPro"
    username = Unicode
    customer = Integer


class Range(ComplexModel):
    """A slice."""

    __namespace__ = "urn:AGProjects:NGNPro"
    start = Integer32
    count = Integer32


class Query(ComplexModel):
    """A query."""

    __namespace__ = "urn:AGProjects:NGNPro"
    filter = Filter
    range = Range


class Result(ComplexModel):
    """A page."""

    __namespace__ = "urn:AGProjects:NGNPro"
    accounts = Array(CustomerAccount)
    total = Integer32


def make(path: str) -> Callable[..., Any]:
    """The WSGI callable over the SQLite database of ngnprov at ``path``."""
    connection = sqlite3.connect(path, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    columns = [(wire, python_name(wire)) for wire in _members if wire not in ("properties", "password")]

    def account(row: sqlite3.Row) -> Any:
        found = connection.execute(
            "SELECT name, category, value, permission FROM customer_properties WHERE customer = ?", (row["id"],)
        )
        made = CustomerAccount(**{wire: row[name] for wire, name in columns})
        made.resellerActive = bool(made.resellerActive)
        made.password = "secret"
        made.properties = [CustomerProperty(**dict(each)) for each in found]
        return made

    class CustomerPort(ServiceBase):
        """Three operations."""

        __in_header__ = (auth,)

        @rpc(Integer, _returns=CustomerAccount)
        def getAccount(ctx: Any, id: int) -> Any:
            """One."""
            return account(connection.execute("SELECT * FROM customers WHERE id = ?", (id,)).fetchone())

        @rpc(Query, _returns=Result)
        def getCustomers(ctx: Any, query: Any) -> Any:
            """Many."""
            rows = connection.execute("SELECT * FROM customers ORDER BY id LIMIT ?", (query.range.count,)).fetchall()
            return Result(accounts=[account(row) for row in rows], total=len(rows))

        @rpc(CustomerAccount, _returns=CustomerAccount)
        def addAccount(ctx: Any, account: Any) -> Any:
            """Nothing is stored."""
            account.id = 1
            return account

    return WsgiApplication(
        Application([CustomerPort], NAMESPACE, in_protocol=Soap11(parse_xsi_type=False), out_protocol=Soap11())
    )


def request(app: Callable[..., Any], body: bytes, path: str = "/") -> bytes:
    """One POST."""
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "CONTENT_TYPE": "text/xml; charset=UTF-8",
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
    }
    pieces = app(environ, lambda status, headers, error=None: told.append(status))
    answer = b"".join(pieces)
    close = getattr(pieces, "close", None)
    if close is not None:
        close()
    if told[0][:3] != "200":
        raise RuntimeError(answer[-500:])
    return answer
