# SPDX-License-Identifier: Apache-2.0
"""SQL of profiles."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import and_, case, exists, func, literal, or_, select
from sqlalchemy.sql.elements import ColumnElement

from ngnprov import clock
from ngnprov.calls.fields import by_wire_name
from ngnprov.db.columns import fold
from ngnprov.db.lists.filters import ByFlag, ByNumber, ByPattern, Column, Kinds, Values, Wrap, each_by
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.tenant.lifecycle.tables import suspensions
from ngnprov.ports.tenant.profiles import status
from ngnprov.ports.tenant.profiles.tables import profiles

SIP_ACCOUNT, PBX_ACCOUNT = KINDS = ("sipaccount", "pbxaccount")
_c = profiles.c
_reseller = customers.alias("resellers")
_is_reseller_active: ColumnElement[bool] = (
    select(and_(_reseller.c.reseller_active, ~_reseller.c.barred))
    .where(_reseller.c.id == _c.reseller)
    .scalar_subquery()
)
_levels: ColumnElement[str] = (
    select(func.coalesce(func.aggregate_strings(suspensions.c.level, " "), ""))
    .where(suspensions.c.customer == _c.customer)
    .scalar_subquery()
)


class Profile(NamedTuple):
    """A stored profile. Of what is usual in its country it has nothing; ``reseller_active``: the reseller is, and is not
    suspended; ``suspended_by`` are levels in any order with blanks between, of the customer itself."""

    customer: int
    reseller: int
    name: str = ""
    description: str = ""
    kind: str = SIP_ACCOUNT
    product_type: str = ""
    enabled: bool = True
    contact: int | None = None
    billing_profile: int | None = None
    reference: str = ""
    country: str = ""
    language: str = ""
    timezone: str = ""
    date_format: str = ""
    number_format: str = ""
    national_prefix: str = ""
    international_prefix: str = ""
    notes: str = ""
    max_subscribers: int | None = None
    ext_range_min: str = ""
    ext_range_max: str = ""
    in_house: bool = False
    trial_since: str = ""
    trial_until: str = ""
    trial_ended: str = ""
    create_date: str = ""
    terminate_date: str = ""
    held_until: str = ""
    change_date: str = ""
    version: int = 1
    reseller_active: bool = True
    suspended_by: str = ""

    @property
    def is_empty(self) -> bool:
        """Is it as that of every new customer?"""
        return self == Profile(
            *(self.customer, self.reseller),
            create_date=self.create_date,
            change_date=self.change_date,
            version=self.version,
            reseller_active=self.reseller_active,
            suspended_by=self.suspended_by,
        )


@dataclass(frozen=True, slots=True)
class ByStatus:
    """Filter by the state that a tenant is in now, as ``status_of`` says."""

    def read(self, name: str, given: Any, *, literally: bool) -> tuple[Kinds, Values]:  # noqa: ARG002
        """The state, and the time of day."""
        return (("status",), {f"f_{name}": given, f"f_{name}_now": clock.now()}) if given else ((), {})

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[Column]:  # noqa: ARG002
        """Equality."""
        is_over = and_(_c.terminate_date != "", _c.terminate_date <= parameter(f"f_{name}_now"))
        is_suspended = or_(~_is_reseller_active, exists().where(suspensions.c.customer == _c.customer))
        others = ((is_suspended, literal(status.SUSPENDED)), (_c.enabled, literal(status.ACTIVE)))
        state = case((is_over, literal(status.TERMINATED)), *others, else_=literal(status.PENDING))
        return [state == parameter(f"f_{name}")]

    def count_query(self, name: str, kind: str, scope: Column | None) -> None:
        """Never counted."""

    def is_indexed_with_scope(self, kind: str) -> bool:  # noqa: ARG002
        """Never."""
        return False


LISTING = Listing(
    rows=select(*columns_of(Profile, profiles, reseller_active=_is_reseller_active, suspended_by=_levels)),
    filters={
        **each_by(ByNumber, _c.customer, _c.reseller),
        **each_by(ByPattern, _c.name_fold, _c.reference_fold, literal="alone"),
        "status": ByStatus(),
        "product_type": ByPattern(_c.product_type),
        "trial": ByFlag(_c.trial_until != ""),
    },
    orders=by_wire_name(_c.customer, _c.reseller, _c.name_fold, _c.reference_fold, _c.change_date, _c.create_date),
    key=_c.customer,
    reseller=_c.reseller,
    customer=_c.customer,
    default=("customer", False),
)

PROFILES = Records(profiles, Profile, LISTING, names=(_c.customer,))
"""One is changed under its own lock; it is made and goes with the customer's entry."""

_DUE = Statement(
    select(_c.customer)
    .where(_c.trial_until != "", _c.trial_until <= parameter("day"))
    .where((_c.terminate_date == "") | (_c.terminate_date > parameter("day")))
    .order_by(_c.trial_until, _c.customer)
    .limit(parameter("most"))
)
_LATE = Statement(
    select(_c.customer, _c.trial_until)
    .where(_c.trial_until != "", _c.trial_until < parameter("day"), _c.terminate_date == "")
    .order_by(_c.trial_until, _c.customer)
    .limit(parameter("most"))
)
_NAME = Statement(select(_c.name).where(_c.customer == parameter("customer")))
_NAMED = Statement(select(_c.customer).where(_c.reseller == parameter("reseller"), _c.name_fold == parameter("name")))
_WITHOUT = Statement(
    select(customers.c.id, customers.c.reseller)
    .select_from(customers.outerjoin(profiles, _c.customer == customers.c.id))
    .where(_c.customer.is_(None))
    .order_by(customers.c.id)
)


def trials_due(unit: Unit, day: str, most: int) -> list[int]:
    """The customers whose trial has its last day on a day or before, in the order of these days."""
    return [customer for (customer,) in unit.all(_DUE, day=day, most=most)]


def late_trials(unit: Unit, day: str, most: int) -> list[tuple[int, str]]:
    """(customer, last day) of trials that were over before a day, and go on all the same."""
    return [(customer, until) for customer, until in unit.all(_LATE, day=day, most=most)]


def name_of(unit: Unit, customer: int) -> str:
    """The name of a tenant, "" for none."""
    row = unit.first(_NAME, customer=customer)
    return "" if row is None else str(row[0])


def is_named(unit: Unit, reseller: int, name: str) -> bool:
    """Has a reseller a tenant of this name?"""
    return unit.first(_NAMED, reseller=reseller, name=fold(name)) is not None


def without_profile(unit: Unit) -> Iterator[Row]:
    """(customer, reseller) of entries that have none."""
    return each(unit, _WITHOUT)
