# SPDX-License-Identifier: Apache-2.0
"""SIP aliases in CSV files: each is added as addAlias adds it."""

from collections.abc import Iterator

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.policy import Policy
from ngnprov.intake.adding import Form
from ngnprov.intake.record_files import RecordFile, all_of, columns_of
from ngnprov.ports.sip.aliases import service
from ngnprov.ports.sip.aliases.service import NewAliases
from ngnprov.ports.sip.aliases.types import SipAlias
from ngnprov.ports.sip.aliases.wire import SipAliasAnswer
from ngnprov.ports.sip.permissions import READ, WRITE
from ngnprov.ports.sip.types import SipId

FILE = RecordFile(
    (
        *columns_of(SipId, "username", "domain", under="id"),
        *columns_of(SipId, "username", "domain", under="target", beginning="target"),
        *columns_of(SipAlias, "owner"),
    ),
    frozenset({"username", "domain", "targetusername"}),
    Task(name="aliases import", policy=Policy(WRITE)),
    Task(name="aliases export", policy=Policy(READ), writes=False),
)


def form() -> Form:
    """Files of aliases."""
    return FILE.form(lambda call: NewAliases(call).make)


def rows(call: Call, domain: str) -> Iterator[SipAliasAnswer]:
    """The aliases of a domain by user name, of all in scope without one."""
    filter = {"alias_domain": domain} if domain else {}
    return all_of(lambda query: service.get_aliases(call, query), filter, "aliasUsername")
