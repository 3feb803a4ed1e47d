# SPDX-License-Identifier: Apache-2.0
"""SQL of accept rules."""

import json
from collections.abc import Sequence

from sqlalchemy import delete, select

from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.features.acceptance.tables import temporary, weekly
from ngnprov.ports.sip.features.acceptance.temporary import TemporaryRule
from ngnprov.ports.sip.features.acceptance.weekly import WeeklyRule

_w, _t = weekly.c, temporary.c

_WEEKLY = Statement(
    select(_w.days, _w.start, _w.stop, _w.group_names).where(_w.account == parameter("account")).order_by(_w.position)
)
_ADD_WEEKLY = insertion(weekly)
_CLEAR_WEEKLY = Statement(delete(weekly).where(_w.account == parameter("account")))
_TEMPORARY = Statement(select(_t.group_names, _t.ends).where(_t.account == parameter("account")))
_ADD_TEMPORARY = insertion(temporary)
_CLEAR_TEMPORARY = Statement(delete(temporary).where(_t.account == parameter("account")))


def weekly_of(unit: Unit, account: int) -> list[WeeklyRule]:
    """The weekly rules of an account in the order in which they were given."""
    return [
        WeeklyRule(days, start, stop, _groups(names)) for days, start, stop, names in unit.all(_WEEKLY, account=account)
    ]


def replace_weekly(unit: Unit, account: int, rules: Sequence[WeeklyRule]) -> None:
    """Store these rules and no others."""
    unit.run(_CLEAR_WEEKLY, account=account)
    rows = [
        {**rule._asdict(), "account": account, "group_names": json.dumps(rule.groups), "position": position}
        for position, rule in enumerate(rules)
    ]
    unit.run_many(_ADD_WEEKLY, rows)


def temporary_of(unit: Unit, account: int) -> TemporaryRule | None:
    """The temporary rule of an account, even one that has expired."""
    row = unit.first(_TEMPORARY, account=account)
    return None if row is None else TemporaryRule(_groups(row[0]), row[1])


def replace_temporary(unit: Unit, account: int, rule: TemporaryRule | None) -> None:
    """Store this rule, or none."""
    unit.run(_CLEAR_TEMPORARY, account=account)
    if rule is not None:
        unit.run(_ADD_TEMPORARY, account=account, group_names=json.dumps(rule.groups), ends=rule.ends)


def _groups(names: str) -> tuple[str, ...]:
    return tuple(json.loads(names))
