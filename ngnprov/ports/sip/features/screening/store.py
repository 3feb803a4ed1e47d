# SPDX-License-Identifier: Apache-2.0
"""SQL of rejected callers and barred numbers: lists of texts, replaced as a whole."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.features.screening.tables import barring_prefixes, reject_members

_r, _b = reject_members.c, barring_prefixes.c

_REJECTED = Statement(select(_r.pattern).where(_r.account == parameter("account")).order_by(_r.position))
_REJECT = insertion(reject_members)
_REJECT_NONE = Statement(delete(reject_members).where(_r.account == parameter("account")))
# no prefix has a leading zero: the shorter is the lower number
_BARRED = Statement(
    select(_b.prefix).where(_b.account == parameter("account")).order_by(func.length(_b.prefix), _b.prefix)
)
_BAR = insertion(barring_prefixes)
_BAR_NONE = Statement(delete(barring_prefixes).where(_b.account == parameter("account")))


def reject_members_of(unit: Unit, account: int) -> list[str]:
    """The patterns of rejected callers, in the order in which they were given."""
    return [row[0] for row in unit.all(_REJECTED, account=account)]


def replace_reject_members(unit: Unit, account: int, patterns: Sequence[str]) -> None:
    """Store these patterns and no others."""
    unit.run(_REJECT_NONE, account=account)
    rows = [{"account": account, "pattern": each, "position": place} for place, each in enumerate(patterns)]
    unit.run_many(_REJECT, rows)


def barring_prefixes_of(unit: Unit, account: int) -> list[str]:
    """The barred prefixes in numeric order."""
    return [row[0] for row in unit.all(_BARRED, account=account)]


def replace_barring_prefixes(unit: Unit, account: int, prefixes: Sequence[str]) -> None:
    """Store these prefixes and no others."""
    unit.run(_BAR_NONE, account=account)
    unit.run_many(_BAR, [{"account": account, "prefix": prefix} for prefix in prefixes])
