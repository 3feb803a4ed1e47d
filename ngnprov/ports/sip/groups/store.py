# SPDX-License-Identifier: Apache-2.0
"""SQL of memberships."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from sqlalchemy import delete, select

from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.groups.tables import groups

_c = groups.c
_OF = Statement(select(_c.name).where(_c.account == parameter("account")).order_by(_c.name))
_OF_MANY = among(select(_c.account, _c.name).order_by(_c.account, _c.name), _c.account)
_ADD = insertion(groups)
_REMOVE = Statement(delete(groups).where(_c.account == parameter("account"), _c.name == parameter("name")))


def of_account(unit: Unit, account: int) -> list[str]:
    """The groups of an account, by name."""
    return [row[0] for row in unit.all(_OF, account=account)]


def of_accounts(unit: Unit, accounts: list[int]) -> dict[int, list[str]]:
    """The groups of several accounts; those in none are left out."""
    rows = unit.all_among(_OF_MANY, accounts)
    return {account: [row[1] for row in members] for account, members in groupby(rows, itemgetter(0))}


def add(unit: Unit, account: int, names: Iterable[str]) -> None:
    """Add an account to groups. Raises Duplicate when it is in one of them."""
    unit.run_many(_ADD, [{"account": account, "name": name} for name in names])


def remove(unit: Unit, account: int, name: str) -> None:
    """Remove an account from a group."""
    unit.run(_REMOVE, account=account, name=name)
