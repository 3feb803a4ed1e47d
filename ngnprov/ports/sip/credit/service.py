# SPDX-License-Identifier: Apache-2.0
"""The rules of prepaid credit (sip.md 5.6): an exact balance, and a ledger that adds up to it.

The balance is never negative. The contract only infers that a refund may take it below zero; credit is money that was paid
before, and a refund of more than is left would be a loan. So it is refused and the ledger stays as it is (promise P4).
"""

from collections.abc import Sequence
from decimal import Decimal

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.resource import list_maximum
from ngnprov.calls.undo import Step, Undo
from ngnprov.db.columns import money_in, money_out
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue, NotAuthorized
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts.lookup import find_account, lock_account, unknown
from ngnprov.ports.sip.accounts.rights import Rights
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.credit import store
from ngnprov.ports.sip.credit.types import LONGEST_DESCRIPTION
from ngnprov.ports.sip.credit.wire import (
    BalanceChangeAnswer,
    CreditHistoryAnswer,
    CreditHistoryEntryAnswer,
    PrepaidStatusAnswer,
)
from ngnprov.ports.sip.wire import SipIdFields

DEFAULT_DESCRIPTION = "Manual update"
MOST_STATUSES = 1000
"""Accounts that one getPrepaidStatus may ask for; the old client's pages ask for 500 at most."""


def add_balance(call: Call, sip_id: SipIdFields, value: Decimal, description: str | None) -> BalanceChangeAnswer:
    """Credit an account, prepaid or not, or debit it by a negative ``value``; the balance before and after.

    An empty description becomes :data:`DEFAULT_DESCRIPTION`; others are kept to the letter, as clients read them back. A value
    of 0 is entered like any other and changes no balance. Raises MissingInput, AccountUnknown, InvalidValue on ``value`` for a
    balance that would be negative or too high, NotAuthorized.
    """
    _require_right(call)
    account = lock_account(call, sip_id)
    described = description or DEFAULT_DESCRIPTION
    old, new = post(call, account, value, described, field="value")
    undo_by = [_pay(account, old - new, f"Undone: {described}"[:LONGEST_DESCRIPTION])]
    journal_posting(call, account, (old, new), undo_by=undo_by, value=new - old, description=described)
    return BalanceChangeAnswer(old_balance=old, new_balance=new)


def post(call: Call, account: Account, value: Decimal, description: str, *, field: str) -> tuple[Decimal, Decimal]:
    """Change the balance of a held account and enter it into the ledger; the balance before and after.

    The caller writes the journal. Raises InvalidValue on ``field``.
    """
    amount = money_in(value)
    balance = store.post(call.unit, account.id, amount, description, call.now)
    if balance is None:
        present = money_out(store.balance(call.unit, account.id))
        bound = "below zero" if amount < 0 else f"above {money_out(store.HIGHEST):f}"
        raise InvalidValue(f"would take the balance, which is {present:f}, {bound}", field=field)
    return money_out(balance - amount), money_out(balance)


def steps_of_all(call: Call, account: Account) -> list[Step]:
    """What gives an account its balance that is made again."""
    balance = store.balance(call.unit, account.id)
    return [_pay(account, money_out(balance), "Made again")] if balance else []


def _pay(account: Account, value: Decimal, description: str) -> Step:
    return Step("sip", "addBalance", {"sipId": account.sip_id, "value": value, "description": description})


def journal_posting(
    call: Call, account: Account, balances: tuple[Decimal, Decimal], undo_by: Undo = (), **entered: object
) -> None:
    """Journal a change of a balance: the balance before and after, and what was ``entered``, which was not there before."""
    old, new = balances
    before = {"balance": old, **dict.fromkeys(entered)}
    after = {"balance": new, **entered}
    call.journal_entry(account.subject, before, after, customer=account.customer, undo_by=undo_by)


def get_prepaid_status(call: Call, sip_ids: Sequence[SipIdFields]) -> list[PrepaidStatusAnswer]:
    """The balances of accounts, as many and in the order as asked; 0 for an account that is not in the caller's scope.

    Raises AccountUnknown when one account is asked for and there is none, MissingInput, InvalidValue (too many).
    """
    if len(sip_ids) > MOST_STATUSES:
        raise InvalidValue(f"must name at most {MOST_STATUSES} accounts", field="sipIds")
    wanted = [names.parts(sip_id, f"sipIds.{place}") for place, sip_id in enumerate(sip_ids)]
    found = store.balances_of(call.unit, call.actor, wanted)
    if len(wanted) == 1 and not found:
        raise unknown(field="sipIds.0")
    return [PrepaidStatusAnswer(balance=money_out(found.get(address, 0))) for address in wanted]


def get_credit_history(call: Call, sip_id: SipIdFields, count: int) -> CreditHistoryAnswer:
    """The ``count`` latest changes of a balance, newest first, 0 for all; at most as many as any list has.

    Raises MissingInput, AccountUnknown; an account without history has an empty one, for the old client dies of a fault.
    """
    account = find_account(call, sip_id)
    maximum = list_maximum(call)
    page = store.history(call.unit, account.id, min(count or maximum, maximum))
    entries, _ = page.answer(lambda rows: [_entry(row) for row in rows])
    return CreditHistoryAnswer(entries=entries)


def _entry(row: Row) -> CreditHistoryEntryAnswer:
    date, description, value, balance = row
    return CreditHistoryEntryAnswer(
        date=clock.to_seconds(date),
        action="Debit balance" if value < 0 else "Set balance",
        description=description,
        value=money_out(value),
        balance=money_out(balance),
        session="",
    )


def _require_right(call: Call) -> None:
    """Credit is money: a login needs ``prepaid_changes`` to give it, as CDRTool's page does (sip.md 6)."""
    if not Rights(call).prepaid_changes:
        raise NotAuthorized("prepaid credit is not yours to change: prepaid_changes is off")
