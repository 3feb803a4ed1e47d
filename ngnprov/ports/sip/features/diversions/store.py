# SPDX-License-Identifier: Apache-2.0
"""SQL of call diversions. They travel as targets by event; what does not divert is not there."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.features.diversions.tables import diversions

_c = diversions.c
_of = _c.account == parameter("account")

_ALL = Statement(select(_c.event, _c.target).where(_of))
_INSERT = insertion(diversions)
_CLEAR = Statement(delete(diversions).where(_of))


def diversions_of(unit: Unit, account: int) -> dict[str, str]:
    """The diversions of an account."""
    return dict(unit.all(_ALL, account=account))


def replace(unit: Unit, account: int, targets: Mapping[str, str]) -> None:
    """Store these diversions and no others."""
    unit.run(_CLEAR, account=account)
    rows = [{"account": account, "event": event, "target": target} for event, target in targets.items()]
    unit.run_many(_INSERT, rows)
