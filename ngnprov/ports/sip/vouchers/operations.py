# SPDX-License-Identifier: Apache-2.0
"""Vouchers on the wire (sip.md 2.4); they are made on the command line (``ngnprov vouchers``)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.credit.types import BalanceChange
from ngnprov.ports.sip.credit.wire import BalanceChangeAnswer
from ngnprov.ports.sip.errors import AccountUnknown, VoucherUnknown
from ngnprov.ports.sip.permissions import WRITE_MONEY
from ngnprov.ports.sip.types import SipId
from ngnprov.ports.sip.vouchers import service
from ngnprov.ports.sip.vouchers.types import PrepaidCard
from ngnprov.ports.sip.vouchers.wire import PrepaidCardFields
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.port_service import PortService, operation


class SipVouchers(PortService):
    """Vouchers: credit to be redeemed once."""

    @operation(
        SipId,
        PrepaidCard,
        returns=BalanceChange,
        faults=(MissingInput, InvalidValue, AccountUnknown, VoucherUnknown),
        may=WRITE_MONEY,
    )
    def addBalanceFromVoucher(call: Call, sipId: SipIdFields, card: PrepaidCardFields) -> BalanceChangeAnswer:
        """Add the value of a voucher to the balance of an account; the voucher is used up."""
        return service.redeem(call, sipId, card)
