# SPDX-License-Identifier: Apache-2.0
"""Bounds a statement by the actor's scope: what is another's is not found (customer.md 6.4)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, true

from ngnprov.calls.actor import Actor, Level
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit

Scoped = Mapping[Level, Statement]


def scoped(
    rows: Select[Any],
    *,
    reseller: ColumnElement[int],
    customer: ColumnElement[int] | None = None,
    account: ColumnElement[int] | None = None,
) -> Scoped:
    """``rows`` once for each level; without ``customer`` a customer finds nothing, without ``account`` an account."""
    conditions: dict[Level, Any] = {Level.ADMIN: true(), Level.RESELLER: reseller == parameter("scope")}
    if customer is not None:
        conditions[Level.CUSTOMER] = customer == parameter("scope")
    if account is not None:
        conditions[Level.ACCOUNT] = account == parameter("scope")
    return {level: Statement(rows.where(condition)) for level, condition in conditions.items()}


def within(statements: Scoped, unit: Unit, actor: Actor, **values: Any) -> Row | None:
    """The one row in the actor's scope."""
    statement = statements.get(actor.level)
    if statement is None:
        return None
    return unit.first(statement, **values, scope=scope_of(actor))


def scope_of(actor: Actor) -> int:
    """What the scope's column is compared with."""
    if actor.level is Level.ACCOUNT:
        return actor.account
    return actor.reseller if actor.level is Level.RESELLER else actor.customer
