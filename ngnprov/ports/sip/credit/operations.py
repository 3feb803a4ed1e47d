# SPDX-License-Identifier: Apache-2.0
"""Prepaid credit on the wire (sip.md 2.4)."""

from collections.abc import Sequence
from decimal import Decimal

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.credit import service
from ngnprov.ports.sip.credit.types import LONGEST_DESCRIPTION, BalanceChange, CreditHistory, PrepaidStatus, SipIds
from ngnprov.ports.sip.credit.wire import BalanceChangeAnswer, CreditHistoryAnswer, PrepaidStatusAnswer
from ngnprov.ports.sip.errors import AccountUnknown
from ngnprov.ports.sip.permissions import READ, WRITE_MONEY
from ngnprov.ports.sip.types import SipId
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Int, ListOf, Money, Text

_FAULTS = (MissingInput, InvalidValue, AccountUnknown)


class SipCredit(PortService):
    """Prepaid credit: balances and their history."""

    @operation(
        SipId,
        Money(),
        Text(LONGEST_DESCRIPTION),
        returns=BalanceChange,
        faults=_FAULTS,
        optional=("description",),
        may=WRITE_MONEY,
    )
    def addBalance(call: Call, sipId: SipIdFields, value: Decimal, description: str | None) -> BalanceChangeAnswer:
        """Add to the balance of an account, or take from it with a negative value; it never goes below zero."""
        return service.add_balance(call, sipId, value, description)

    @reading(SipIds, returns=ListOf(PrepaidStatus), faults=_FAULTS, may=READ)
    def getPrepaidStatus(call: Call, sipIds: Sequence[SipIdFields]) -> list[PrepaidStatusAnswer]:
        """The balances of accounts, in the order asked; 0 for accounts that are unknown among several."""
        return service.get_prepaid_status(call, sipIds)

    @reading(SipId, Int(0), returns=CreditHistory, faults=_FAULTS, optional=("count",), may=READ)
    def getCreditHistory(call: Call, sipId: SipIdFields, count: int | None) -> CreditHistoryAnswer:
        """The latest changes of a balance, newest first; a count of 0 asks for all."""
        return service.get_credit_history(call, sipId, count or 0)
