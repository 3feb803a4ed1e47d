# SPDX-License-Identifier: Apache-2.0
"""What an account does with a voucher (sip.md 5.6): it redeems it, once."""

from collections.abc import Mapping
from typing import Any

from ngnprov.call import Call
from ngnprov.db.columns import money_out
from ngnprov.db.unit import Row
from ngnprov.errors import MissingInput
from ngnprov.ports.sip.accounts.held import hold_account
from ngnprov.ports.sip.credit import service as credit
from ngnprov.ports.sip.errors import VoucherUnknown
from ngnprov.ports.sip.vouchers import store


def redeem(call: Call, sip_id: Mapping[str, Any], card: Mapping[str, Any]) -> Row:
    """Add the value of a voucher to the balance of an account and use the voucher up; the balance before and after.

    Raises MissingInput, AccountUnknown, and VoucherUnknown (1050) alike for a voucher that is not there, has another number,
    is blocked, used, or another reseller's; InvalidValue on ``card`` when the balance would be too high.
    """
    for member in ("id", "number"):
        if member not in card:
            raise MissingInput("is missing", field=f"card.{member}")
    account = hold_account(call, sip_id)
    number = "".join(card["number"].split())
    stored = store.redeem(call.unit, card["id"], number, account.reseller, account.address, call.now)
    if stored is None:
        raise VoucherUnknown("there is no such voucher, or it cannot be redeemed", field="card")
    value = money_out(stored)
    old, new = credit.post(call, account, value, f"Voucher {number}", field="card")
    call.journal(
        account.subject,
        before={"balance": old},
        after={"balance": new, "value": value, "voucher": card["id"]},
        customer=account.customer,
    )
    return old, new
