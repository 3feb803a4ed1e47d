# SPDX-License-Identifier: Apache-2.0
"""SipPort as one would write it with Spyne 2.14 alone: the same types, rows of the same tables, no rights and no rules."""

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from plain_types import auth, model
from spyne import Application, ServiceBase, rpc
from spyne.protocol.soap import Soap11
from spyne.server.wsgi import WsgiApplication

from ngnprov.ports.sip.accounts import types as declared
from ngnprov.ports.sip.types import SipId as DeclaredId
from ngnprov.soap.types import members, python_name

NAMESPACE = "urn:AGProjects:NGNPro:Sip"
SipId, SipAccount = model(DeclaredId), model(declared.SipAccount)
SipQuery, SipAccountPage = model(declared.SipQuery), model(declared.SipAccountPage)
AclEntry, Property = model(declared.AclEntry), model(declared.Property)
_SPECIAL = ("id", "password", "groups", "acl", "properties", "prepaid")


def make(path: str) -> Callable[..., Any]:
    """The WSGI callable over the SQLite database of ngnprov at ``path``."""
    connection = sqlite3.connect(path, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    columns = [(wire, python_name(wire)) for wire in members(declared.SipAccount) if wire not in _SPECIAL]

    def account(row: sqlite3.Row) -> Any:
        made = SipAccount(**{wire: row[name] for wire, name in columns})
        made.id = SipId(username=row["username"], domain=row["domain"])
        made.password, made.prepaid = "secret", bool(row["prepaid"])
        found = connection.execute("SELECT name FROM sip_groups WHERE account = ?", (row["id"],))
        made.groups = [name for (name,) in found]
        made.acl = [AclEntry(ip=ip, mask=mask, tag=tag) for ip, mask, tag in json.loads(row["acl"] or "[]")]
        made.properties = [Property(name=name, value=value) for name, value in json.loads(row["properties"] or "[]")]
        return made

    class SipPort(ServiceBase):
        """Three operations."""

        __in_header__ = (auth,)

        @rpc(SipId, _returns=SipAccount, _args=["sipId"])
        def getAccount(ctx: Any, sip_id: Any) -> Any:
            """One."""
            found = connection.execute(
                "SELECT * FROM sip_accounts WHERE username = ? AND domain = ?", (sip_id.username, sip_id.domain)
            )
            return account(found.fetchone())

        @rpc(SipQuery, _returns=SipAccountPage)
        def getAccounts(ctx: Any, query: Any) -> Any:
            """Many."""
            rows = connection.execute("SELECT * FROM sip_accounts LIMIT ?", (query.range.count,)).fetchall()
            return SipAccountPage(accounts=[account(row) for row in rows], total=len(rows))

        @rpc(SipAccount, _returns=SipAccount)
        def addAccount(ctx: Any, account: Any) -> Any:
            """Nothing is stored."""
            return account

    return WsgiApplication(
        Application([SipPort], NAMESPACE, in_protocol=Soap11(parse_xsi_type=False), out_protocol=Soap11())
    )
