# SPDX-License-Identifier: Apache-2.0
"""SIP accounts in CSV files: each is added as addAccount adds it."""

from collections.abc import Iterator

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.policy import Policy
from ngnprov.intake.adding import Form
from ngnprov.intake.record_files import RecordFile, all_of, columns_of
from ngnprov.ports.sip.accounts import service
from ngnprov.ports.sip.accounts.making import NewAccounts
from ngnprov.ports.sip.accounts.store import PREPAID
from ngnprov.ports.sip.accounts.types import SipAccount
from ngnprov.ports.sip.accounts.wire import SipAccountAnswer
from ngnprov.ports.sip.permissions import READ, WRITE
from ngnprov.ports.sip.types import SipId

FILE = RecordFile(
    columns_of(SipId, "username", "domain", under="id")
    + columns_of(
        SipAccount,
        *(
            "password",
            "ha1",
            "firstName",
            "lastName",
            "email",
            "timezone",
            "owner",
            "groups",
            "quota",
            "prepaid",
            "rpid",
        ),
        *("region", "quickdialPrefix", "timeout", "callLimit"),
    ),
    frozenset({"username", "domain"}),
    Task(name="accounts import", policy=Policy(WRITE)),
    Task(name="accounts export", policy=Policy(READ), writes=False),
)
SECRET = ("password", "ha1")


def form() -> Form:
    """Files of accounts."""
    return FILE.form(lambda call: NewAccounts(call).make)


def rows(call: Call, domain: str) -> Iterator[SipAccountAnswer]:
    """The accounts of a domain by user name, of all in scope without one; ``prepaid`` is the flag and no group then."""
    filter = {"domain": domain} if domain else {}
    for shown in all_of(lambda query: service.get_accounts(call, query), filter, "username"):
        groups = [name for name in shown.groups if name != PREPAID]
        yield shown._replace(groups=groups, prepaid=bool(shown.prepaid))
