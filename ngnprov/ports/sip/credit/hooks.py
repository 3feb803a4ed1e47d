# SPDX-License-Identifier: Apache-2.0
"""What must hold of prepaid credit, for ``ngnprov doctor``.

The ledger is the truth: a balance is corrected to the sum of its entries, unless that is not a possible balance. Entries are
never changed, so a wrong running balance is only reported.
"""

from collections.abc import Iterator
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.db.columns import money_out
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.credit import store


def examine(unit: Unit) -> Iterator[Finding]:
    """Balances that are not the sum of their entries, entries that do not say the sum of those before, what is below zero."""
    for account, address, balance, total in store.unequal(unit):
        yield Finding(_unequal(address, balance, total), repair=partial(_add_up, account, address))
    for address, count in store.astray(unit):
        yield Finding(f"{count} entries in the ledger of {address} do not say the sum of those before them")
    for address in store.negative(unit):
        yield Finding(f"the balance of {address} is or was below zero")


def _add_up(account: int, address: str, call: Call) -> Finding | None:
    """Whoever enters something into the ledger holds the account."""
    if not store.hold(call.unit, account):
        return None
    balance, total = store.balance(call.unit, account), store.total(call.unit, account)
    if balance == total:
        return None
    text = _unequal(address, balance, total)
    if not 0 <= total <= store.HIGHEST:
        return Finding(text)
    store.correct(call.unit, account, total)
    before, after = ({"balance": money_out(value)} for value in (balance, total))
    call.changed(f"SIP account {address}", before, after)
    return Finding(text, State.REPAIRED)


def _unequal(address: str, balance: int, total: int) -> str:
    return f"the balance of {address} is {money_out(balance):f}, but its entries add up to {money_out(total):f}"
