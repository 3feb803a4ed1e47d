# SPDX-License-Identifier: Apache-2.0
"""SQL of vouchers. Rows travel in the order of :data:`COLUMNS`."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, column, select, table, text, update

from ngnprov.db.ledgers import sequences
from ngnprov.db.lists.page import BATCH
from ngnprov.db.statement import Statement, among, insertion, insertion_if_new, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.sip.vouchers.tables import voucher_key, vouchers

COLUMNS = tuple(column.name for column in vouchers.columns)
KIND = "voucher"

_c = vouchers.c
_is_good = _c.redeem_date == ""
_rows: Select[Any] = select(*vouchers.columns).order_by(_c.id)
_INSERT = insertion(vouchers)
_REDEEM = Statement(
    update(vouchers)
    .where(
        _c.id == parameter("id"),
        _c.number_hash == parameter("number_hash"),
        _c.reseller.in_([0, parameter("reseller")]),
        _c.blocked.is_(False),
        _is_good,
    )
    .values(redeem_date=parameter("at"), redeemed_by=parameter("by"))
    .returning(_c.value)
)
_LISTS = {
    (of_batch, only_good): Statement(_rows.where(*[_c.batch == parameter("batch")] * of_batch, *[_is_good] * only_good))
    for of_batch in (False, True)
    for only_good in (False, True)
}
_good = select(_c.id, _c.blocked).where(_is_good).order_by(_c.id).with_for_update()
_HOLD = among(_good, _c.id)
_HOLD_BATCH = Statement(_good.where(_c.batch == parameter("batch")))
_BLOCK = Statement(update(vouchers).where(_c.id == parameter("id")).values(blocked=parameter("is_blocked")))
_HASH_KEY = Statement(select(voucher_key.c.hash_key))
_ADD_HASH_KEY = insertion_if_new(voucher_key)

_clear = table("sip_vouchers_clear", *(column(name) for name in COLUMNS if name != "number_hash"))
_HAS_CLEAR = {
    "sqlite": Statement(text("SELECT name FROM sqlite_master WHERE name = 'sip_vouchers_clear'")),
    "postgresql": Statement(text("SELECT 1 WHERE to_regclass('sip_vouchers_clear') IS NOT NULL")),
}
_CLEAR = Statement(select(_clear).order_by(_clear.c.id))
_DROP_CLEAR = Statement(text("DROP TABLE sip_vouchers_clear"))


def take_ids(unit: Unit, count: int) -> range:
    """New ids for ``count`` vouchers."""
    first = sequences.take(unit, KIND, count)
    return range(first, first + count)


def insert(unit: Unit, rows: list[Row]) -> None:
    """Store vouchers. Raises Duplicate when a number is there already."""
    unit.run_many(_INSERT, [dict(zip(COLUMNS, row, strict=True)) for row in rows])


def redeem(unit: Unit, voucher: int, number_hash: bytes, reseller: int, by: str, at: str) -> int | None:
    """Use up a voucher for an account of ``reseller``; its value, None when the account may use no such voucher."""
    row = unit.first(_REDEEM, id=voucher, number_hash=number_hash, reseller=reseller, by=by, at=at)
    return None if row is None else row[0]


def find(unit: Unit, batch: str | None, only_good: bool) -> Iterator[list[Row]]:
    """Vouchers by id, of one batch or of all, some at a time; ``only_good`` leaves the redeemed ones out."""
    named = {} if batch is None else {"batch": batch}
    return unit.batches(_LISTS[batch is not None, only_good], BATCH, **named)


def hold(unit: Unit, ids: list[int]) -> dict[int, bool]:
    """Those of the vouchers that are not redeemed, held against redemption until the unit ends; is each blocked?"""
    return {id: bool(blocked) for id, blocked in unit.all_among(_HOLD, ids)}


def lock_batch(unit: Unit, batch: str) -> dict[int, bool]:
    """The same for a batch."""
    return {id: bool(blocked) for id, blocked in unit.all(_HOLD_BATCH, batch=batch)}


def set_blocked(unit: Unit, ids: list[int], blocked: bool) -> None:
    """Block or unblock vouchers."""
    unit.run_many(_BLOCK, [{"id": id, "is_blocked": blocked} for id in ids])


def hash_key(unit: Unit) -> bytes | None:
    """The sealed key of the hash of numbers; None when there is none yet."""
    row = unit.first(_HASH_KEY)
    return None if row is None else row[0]


def add_hash_key(unit: Unit, id: int, sealed: bytes) -> None:
    """Store the sealed key of the hash unless another was first."""
    unit.run(_ADD_HASH_KEY[unit.dialect_name], id=id, hash_key=sealed)


def clear_rows(unit: Unit) -> Iterator[list[Row]]:
    """What an upgrade put aside, some at a time: rows as stored, with the number in clear and without its hash."""
    if unit.first(_HAS_CLEAR[unit.dialect_name]) is not None:
        yield from unit.batches(_CLEAR, BATCH)
        unit.run(_DROP_CLEAR)
