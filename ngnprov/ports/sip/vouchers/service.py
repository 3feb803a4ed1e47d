# SPDX-License-Identifier: Apache-2.0
"""What an account does with a voucher (sip.md 5.6): it redeems it, once."""

from ngnprov.calls.call import Call
from ngnprov.db.columns import money_out
from ngnprov.errors import MissingInput
from ngnprov.ports.sip.accounts.lookup import lock_account
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.credit import service as credit
from ngnprov.ports.sip.credit.wire import BalanceChangeAnswer
from ngnprov.ports.sip.errors import VoucherUnknown
from ngnprov.ports.sip.vouchers import numbers, store
from ngnprov.ports.sip.vouchers.wire import PrepaidCardFields
from ngnprov.ports.sip.wire import SipIdFields


def redeem(call: Call, sip_id: SipIdFields, card: PrepaidCardFields) -> BalanceChangeAnswer:
    """Add the value of a voucher to the balance of an account and use the voucher up; the balance before and after.

    Raises MissingInput, AccountUnknown, and VoucherUnknown (1050) alike for a voucher that is not there, has another number,
    is blocked, used, or another reseller's; InvalidValue on ``card`` when the balance would be too high.
    """
    if "id" not in card:
        raise MissingInput("is missing", field="card.id")
    if "number" not in card:
        raise MissingInput("is missing", field="card.number")
    account = lock_account(call, sip_id)
    stored = _use_up(call, card["id"], "".join(card["number"].split()), account)
    if stored is None:
        raise VoucherUnknown("there is no such voucher, or it cannot be redeemed", field="card")
    value = money_out(stored)
    old, new = credit.post(call, account, value, f"Voucher {card['id']}", field="card")  # its number stays a secret
    credit.journal_posting(call, account, (old, new), value=value, voucher=card["id"])
    return BalanceChangeAnswer(old_balance=old, new_balance=new)


def _use_up(call: Call, voucher: int, number: str, account: Account) -> int | None:
    hash = numbers.present_hash(call.unit, call.context.keys)
    if hash is None:
        return None
    return store.redeem(call.unit, voucher, hash(number), account.reseller, account.address, call.now)
