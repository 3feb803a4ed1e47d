# SPDX-License-Identifier: Apache-2.0
"""SQL of balances and the ledger. Amounts are stored counts (:mod:`ngnprov.db.columns`)."""

import json
from collections.abc import Iterator

from sqlalchemy import exists, func, select, update

from ngnprov.calls.actor import Actor
from ngnprov.db.columns import MONEY_UNIT
from ngnprov.db.lists.page import BATCH, Page, each
from ngnprov.db.scope import scope_of, scoped
from ngnprov.db.statement import Statement, in_pairs, insertion, insertion_if_new, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.credit.tables import balances, ledger

HIGHEST = 10**10 * MONEY_UNIT - 1
"""The highest balance: up to here a double carries four decimals exactly, as the wire must."""

_a, _b, _l = accounts.c, balances.c, ledger.c
_address = _a.username + "@" + _a.domain
_after = _b.balance + parameter("value")
_POST = Statement(
    update(balances)
    .where(_b.account == parameter("account"), _after >= 0, _after <= HIGHEST)
    .values(balance=_after)
    .returning(_b.balance)
)
_CREATE = insertion_if_new(balances)
_ENTER = insertion(ledger, without=("id",))
_BALANCE = Statement(select(_b.balance).where(_b.account == parameter("account")))
_HISTORY = Statement(
    select(_l.date, _l.description, _l.value, _l.balance)
    .where(_l.account == parameter("account"))
    .order_by(_l.id.desc())
    .limit(parameter("most"))
)
_COUNT = Statement(select(func.count()).where(_l.account == parameter("account")))
_statuses = select(_a.username, _a.domain, func.coalesce(_b.balance, 0)).select_from(
    accounts.outerjoin(balances, _b.account == _a.id)
)
_STATUSES = {
    dialect: scoped(_statuses.where(listed), reseller=_a.reseller, customer=_a.customer)
    for dialect, listed in in_pairs(_a.username, _a.domain).items()
}
_sums = select(_l.account, func.sum(_l.value).label("total")).group_by(_l.account).subquery()
_balance, _total = func.coalesce(_b.balance, 0), func.coalesce(_sums.c.total, 0)
_UNEQUAL = Statement(
    select(_a.id, _address, _balance, _total)
    .select_from(
        accounts.outerjoin(balances, _b.account == _a.id).outerjoin(_sums, _sums.c.account == _a.id),
    )
    .where(_balance != _total)
    .order_by(_a.id)
)
_running = select(
    _l.account, _l.balance, func.sum(_l.value).over(partition_by=_l.account, order_by=_l.id).label("total")
).subquery()
_ASTRAY = Statement(
    select(_address, func.count())
    .select_from(accounts.join(_running, _running.c.account == _a.id))
    .where(_running.c.balance != _running.c.total)
    .group_by(_a.id, _a.username, _a.domain)
    .order_by(_a.id)
)
_NEGATIVE = Statement(
    select(_address)
    .where(
        exists().where(_b.account == _a.id, _b.balance < 0) | exists().where(_l.account == _a.id, _l.balance < 0),
    )
    .order_by(_a.id)
)
_HOLD = Statement(select(_a.id).where(_a.id == parameter("account")).with_for_update())
_SUM = Statement(select(func.coalesce(func.sum(_l.value), 0)).where(_l.account == parameter("account")))
_CORRECT = Statement(update(balances).where(_b.account == parameter("account")).values(balance=parameter("total")))


def post(unit: Unit, account: int, value: int, description: str, at: str) -> int | None:
    """Change a balance by ``value`` and enter it into the ledger; the new balance.

    None, and nothing changed, when the balance would be below 0 or above :data:`HIGHEST`. Entries of an account have the
    order of its changes as long as the account is held.
    """
    row = unit.first(_POST, account=account, value=value)
    if row is None and unit.run(_CREATE[unit.dialect_name], account=account, balance=0):
        row = unit.first(_POST, account=account, value=value)
    if row is None:
        return None
    after: int = row[0]
    unit.run(_ENTER, account=account, date=at, description=description, value=value, balance=after)
    return after


def balance(unit: Unit, account: int) -> int:
    """The balance of an account."""
    row = unit.first(_BALANCE, account=account)
    return 0 if row is None else row[0]


def balances_of(unit: Unit, actor: Actor, addresses: list[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The balances of the accounts in the actor's scope among (user name, domain)."""
    statement = _STATUSES[unit.dialect_name][actor.level]
    rows = unit.all(statement, pairs=json.dumps(addresses), scope=scope_of(actor))
    return {(username, domain): found for username, domain, found in rows}


def history(unit: Unit, account: int, most: int) -> Page:
    """The latest entries of an account, newest first: date, description, value, balance after it."""
    if most <= BATCH:
        rows = unit.all(_HISTORY, account=account, most=most)
        return Page(unit, None, {}, len(rows), len(rows), rows)
    length = min(most, unit.one(_COUNT, account=account)[0])
    return Page(unit, _HISTORY, {"account": account, "most": most}, length, length)


def unequal(unit: Unit) -> Iterator[tuple[int, str, int, int]]:
    """Accounts whose balance is not the sum of their entries: number, address, balance, sum."""
    return ((id, address, found, int(total)) for id, address, found, total in each(unit, _UNEQUAL))


def astray(unit: Unit) -> Iterator[Row]:
    """Accounts with entries whose balance is not the sum up to them: address, number of such entries."""
    return each(unit, _ASTRAY)


def negative(unit: Unit) -> Iterator[str]:
    """Addresses of accounts that have, or had after an entry, less than nothing."""
    return (address for (address,) in each(unit, _NEGATIVE))


def hold(unit: Unit, account: int) -> bool:
    """Hold an account against other changes until the unit ends; is it there?"""
    return unit.first(_HOLD, account=account) is not None


def total(unit: Unit, account: int) -> int:
    """The sum of the entries of an account."""
    return int(unit.one(_SUM, account=account)[0])


def correct(unit: Unit, account: int, total: int) -> None:
    """Set the balance of a held account to the sum of its entries."""
    if not unit.run(_CORRECT, account=account, total=total):
        unit.run(_CREATE[unit.dialect_name], account=account, balance=total)
