# SPDX-License-Identifier: Apache-2.0
"""What administrators do with vouchers: make them in batches, list, block and unblock them.

A voucher is redeemed with its id and its number. Numbers are random (:data:`DIGITS`, 66 bits), enough that guesses
need not be throttled (NIST SP 800-63B 5.1.2.2 asks for 64), and each guess must name one voucher.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.policy import Policy
from ngnprov.db.columns import money_in, money_out
from ngnprov.db.failures import Duplicate, Transient
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.sip.credit.store import HIGHEST
from ngnprov.ports.sip.errors import VoucherUnknown
from ngnprov.ports.sip.permissions import ISSUE_VOUCHERS
from ngnprov.ports.sip.vouchers import numbers, store

DIGITS = 20
"""Length of a number; the first digit is not 0. There are 9 * 10^19 numbers."""
MOST = 100_000
"""Vouchers that are made, or blocked by id, in one call."""
LONGEST_BATCH = 64

_LEAST_NUMBER = 10 ** (DIGITS - 1)
_ISSUERS = Policy(ISSUE_VOUCHERS)
GENERATE = Task(name="vouchers generate", policy=_ISSUERS)
LIST = Task(name="vouchers list", policy=_ISSUERS, writes=False)
BLOCK = Task(name="vouchers block", policy=_ISSUERS)
UNBLOCK = Task(name="vouchers unblock", policy=_ISSUERS)


class Voucher(NamedTuple):
    """A voucher. ``reseller`` is whose accounts may redeem it, 0 for anybody's; times as clients see them, "" for never."""

    id: int
    number: str
    value: Decimal
    reseller: int
    batch: str
    is_blocked: bool
    created: str
    redeemed: str
    redeemed_by: str

    @property
    def state(self) -> str:
        """``unused``, ``blocked`` or ``redeemed``."""
        if self.redeemed:
            return "redeemed"
        return "blocked" if self.is_blocked else "unused"


def generate(call: Call, count: int, value: Decimal, reseller: int = 0, batch: str = "") -> list[Voucher]:
    """Make ``count`` vouchers of ``value`` for the accounts of a reseller, 0 for all; their ids follow one another.

    Raises InvalidValue (count, value, reseller, batch).
    """
    if not 1 <= count <= MOST:
        raise InvalidValue(f"must be a number from 1 to {MOST}", field="count")
    amount = _amount(value)
    _check_batch(batch)
    _check_reseller(call, reseller)
    ids = store.take_ids(call.unit, count)
    drawn = dict(zip(ids, _numbers(count), strict=True))
    keys, hash = call.context.keys, numbers.hash_of(call.unit, call.context.keys)
    rows = [
        (id, numbers.sealed(keys, id, number), hash(number), amount, reseller, batch, False, call.now, "", "")
        for id, number in drawn.items()
    ]
    try:
        store.insert(call.unit, rows)
    except Duplicate as error:
        raise Transient("a number was drawn that is in use") from error  # the next try draws others
    made = {"count": count, "value": value, "reseller": reseller, "batch": batch}
    call.created(f"SIP vouchers {ids[0]} to {ids[-1]}", made)
    return [_voucher(row, drawn[row[0]]) for row in rows]


def find(call: Call, batch: str | None = None, only_good: bool = False) -> Iterator[list[Voucher]]:
    """Vouchers by id, some at a time; of one batch, and without the redeemed ones, when asked.

    Who knows a number has its credit. Raises InternalFailure, on the way, when a
    number does not open.
    """
    keys = call.context.keys
    return (
        [_voucher(row, numbers.opened(keys, row[0], row[1])) for row in rows]
        for rows in store.find(call.unit, batch, only_good)
    )


def set_blocked(call: Call, ids: Sequence[int], blocked: bool) -> int:
    """Block vouchers, so that nobody redeems them, or let them be redeemed again; how many were not so before.

    All of them or none. Raises InvalidValue (too many), VoucherUnknown when one
    is not there or redeemed.
    """
    if len(ids) > MOST:
        raise InvalidValue(f"must be at most {MOST} vouchers", field="ids")
    held = store.hold(call.unit, list(ids))
    missing = next((id for id in ids if id not in held), None)
    if missing is not None:
        raise VoucherUnknown(f"there is no voucher {missing}, or it has been redeemed")
    return _set_blocked(call, held, blocked)


def set_batch_blocked(call: Call, batch: str, blocked: bool) -> int:
    """The same for all vouchers of a batch that are not redeemed. Raises VoucherUnknown when there are none."""
    held = store.lock_batch(call.unit, batch)
    if not held:
        raise VoucherUnknown("the batch has no voucher that is not redeemed")
    return _set_blocked(call, held, blocked)


def _set_blocked(call: Call, held: Mapping[int, bool], blocked: bool) -> int:
    changed = [id for id, is_blocked in held.items() if is_blocked is not blocked]
    if changed:
        store.set_blocked(call.unit, changed, blocked)
        call.journal_entry("SIP vouchers", before={"blocked": not blocked}, after={"blocked": blocked, "ids": changed})
    return len(changed)


def _voucher(row: Row, number: str) -> Voucher:
    id, _, _, amount, reseller, batch, blocked, created, redeemed, by = row
    return Voucher(
        id,
        number,
        money_out(amount),
        reseller,
        batch,
        is_blocked=bool(blocked),
        created=clock.to_seconds(created),
        redeemed=clock.to_seconds(redeemed),
        redeemed_by=by,
    )


def _numbers(count: int) -> set[str]:
    """So many different random numbers."""
    drawn: set[str] = set()
    while len(drawn) < count:
        drawn.add(str(_LEAST_NUMBER + secrets.randbelow(9 * _LEAST_NUMBER)))
    return drawn


def _check_reseller(call: Call, reseller: int) -> None:
    """Hold the reseller, if there is to be one, until the unit ends. Raises InvalidValue (reseller)."""
    if not reseller:
        return
    try:
        found = find_tenancy(call, reseller, "reseller").reseller
    except InvalidValue:
        raise InvalidValue(f"reseller {reseller} does not exist", field="reseller") from None
    if found != reseller:
        raise InvalidValue(f"reseller {reseller} is not a reseller but a customer of {found}", field="reseller")


def _amount(value: Decimal) -> int:
    if not value.is_finite() or not 0 < value <= money_out(HIGHEST):
        raise InvalidValue(f"must be an amount above 0, at most {money_out(HIGHEST):f}", field="value")
    amount = money_in(value)
    if money_out(amount) != value:
        raise InvalidValue("must be an amount with at most four decimals", field="value")
    return amount


def _check_batch(batch: str) -> None:
    if len(batch) > LONGEST_BATCH or not batch.isprintable() or batch != batch.strip():
        raise InvalidValue(
            f"must be at most {LONGEST_BATCH} printable characters without blanks around them", field="batch"
        )
