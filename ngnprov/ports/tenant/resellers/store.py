# SPDX-License-Identifier: Apache-2.0
"""SQL of the profiles of resellers."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, insertion_if_new, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.tenant.resellers.tables import profiles
from ngnprov.ports.tenant.resellers.types import LONGEST_TRIAL

_c = profiles.c


class ResellerRules(NamedTuple):
    """A stored profile, with what holds for a reseller that has none. Lists are as in the table."""

    reseller: int
    trial_allowed: bool = True
    trial_max_days: int = LONGEST_TRIAL
    strict_hand_down: bool = False
    brand_name: str = ""
    currency: str = ""
    second_factor_required: bool = False
    quota_messages: str = ""
    thresholds: str = ""
    version: int = 1
    change_date: str = ""


_rows = select(*columns_of(ResellerRules, profiles))

PROFILES = Records(
    profiles,
    ResellerRules,
    Listing(rows=_rows, filters={}, orders={}, key=_c.reseller, reseller=_c.reseller, default=("", False)),
    names=(_c.reseller,),
)

_OF = Statement(_rows.where(_c.reseller == parameter("reseller")))
_MAKE = insertion_if_new(profiles)


def of_reseller(unit: Unit, reseller: int) -> ResellerRules:
    """What holds for a reseller, for reading."""
    row = unit.first(_OF, reseller=reseller)
    return ResellerRules(reseller) if row is None else PROFILES.read(row)


def make_if_new(unit: Unit, reseller: int, now: str) -> None:
    """Store what holds for a reseller that has none, so that it can be held; a first change is then one like any other."""
    values = ResellerRules(reseller, change_date=now)._asdict()
    del values["version"]
    unit.run(_MAKE[unit.dialect_name], **values)
