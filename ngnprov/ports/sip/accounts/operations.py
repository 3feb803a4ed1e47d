# SPDX-License-Identifier: Apache-2.0
"""SIP accounts on the wire (sip.md 2.3)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerLimit, CustomerUnknown, InvalidValue, MissingInput, ResellerLimit
from ngnprov.ports.sip.accounts import service
from ngnprov.ports.sip.accounts.types import SipAccount, SipAccountPage, SipQuery
from ngnprov.ports.sip.accounts.wire import SipAccountAnswer, SipAccountFields, SipAccountPageAnswer, SipQueryFields
from ngnprov.ports.sip.errors import AccountExists, AccountInUse, AccountUnknown, DomainUnknown
from ngnprov.ports.sip.permissions import READ, WRITE
from ngnprov.ports.sip.types import Done, SipId
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.port_service import PortService, listing, operation, reading

_INPUT = (MissingInput, InvalidValue, CustomerUnknown)
_changing = partial(operation, may=WRITE, versioned="sip_accounts")
_reading = partial(reading, may=READ, versioned="sip_accounts")


class SipAccounts(PortService):
    """Accounts: the addresses that log in and are called."""

    @_changing(
        SipAccount, returns=SipAccount, faults=(*_INPUT, DomainUnknown, AccountExists, CustomerLimit, ResellerLimit)
    )
    def addAccount(call: Call, account: SipAccountFields) -> SipAccountAnswer:
        """Create an account; the user name <autoincrement> takes the next number. Answers the stored account."""
        return service.add_account(call, account)

    @_changing(SipAccount, returns=Done, faults=(*_INPUT, AccountUnknown, AccountInUse))
    def updateAccount(call: Call, account: SipAccountFields) -> bool:
        """Change the members given; absent and null ones stay. Groups, acl and properties are replaced as lists."""
        return service.update_account(call, account)

    @_changing(SipId, returns=Done, faults=(MissingInput, AccountUnknown, AccountInUse))
    def deleteAccount(call: Call, sipId: SipIdFields) -> bool:
        """Remove an account, all that is kept for it, and the aliases that lead to it."""
        return service.delete_account(call, sipId)

    @_reading(SipId, returns=SipAccount, faults=(MissingInput, AccountUnknown))
    def getAccount(call: Call, sipId: SipIdFields) -> SipAccountAnswer:
        """One account."""
        return service.get_account(call, sipId)

    @listing(SipQuery, returns=SipAccountPage, may=READ)
    def getAccounts(call: Call, query: SipQueryFields | None) -> SipAccountPageAnswer:
        """Accounts that match: a slice of them, and how many there are in all."""
        return service.get_accounts(call, query or {})
