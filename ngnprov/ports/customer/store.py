# SPDX-License-Identifier: Apache-2.0
"""SQL of the entries of CustomerPort, resellers and customers. Reads for a caller are bounded by the caller's scope."""

from typing import NamedTuple

from sqlalchemy import and_, func, literal_column, or_, select, update

from ngnprov.auth.actors import Entry
from ngnprov.calls.fields import wire_name
from ngnprov.db.columns import fold, is_secret
from ngnprov.db.ledgers import sequences
from ngnprov.db.lists.filters import ByFlag, ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.customer.tables import PASSWORD, customers

KIND = "customer"

_c = customers.c


class Account(NamedTuple):
    """A stored entry, in wire order. The password is sealed; amounts are stored counts (:mod:`ngnprov.db.columns`)."""

    id: int
    reseller: int
    impersonate: int
    username: str
    password: bytes
    first_name: str
    last_name: str
    organization: str
    vat_number: str
    email: str
    web: str
    tel: str
    fax: str
    mobile: str
    sip: str
    enum: str
    address: str
    postcode: str
    city: str
    state: str
    country: str
    timezone: str
    language: str
    bank_account: str
    billing_address: str
    billing_email: str
    balance: int
    credit: int
    company_code: str
    reseller_active: bool
    change_date: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"customer {self.id}"


LISTING = Listing(
    rows=select(*[_c[name] for name in Account._fields]),
    filters={
        "customer": ByNumber(_c.id),
        "reseller": ByNumber(_c.reseller),
        "username": ByPattern(_c.username_fold, literal="first"),
        **each_by(ByPattern, _c.first_name_fold, _c.last_name_fold, _c.organization_fold),
        **each_by(ByPattern, _c.email_fold, _c.tel_fold, _c.web_fold, _c.city_fold, _c.country_fold),
        "only_resellers": ByFlag(_c.id == _c.reseller),
    },
    orders={
        "customer": _c.id,
        **{wire_name(name): _c.get(f"{name}_fold", _c[name]) for name in Account._fields if not is_secret(_c[name])},
    },
    key=_c.id,
    customer=_c.id,
    reseller=_c.reseller,
    default=("", False),
)
"""What lists filter by, and order by: any member but the password, which an order would reveal bit by bit (customer.md 4)."""

ACCOUNTS = Records(customers, Account, LISTING, names=(_c.id,))
"""Properties are deleted with their entry; the service that deletes it forgets its counters."""

_reseller = customers.alias("resellers")
_LOGIN = select(
    *(_c.id, _c.reseller, _c.impersonate, _c.username, _c.password), or_(_c.barred, _reseller.c.barred)
).select_from(customers.join(_reseller, _reseller.c.id == _c.reseller))
_BY_USERNAME = Statement(_LOGIN.where(_c.username_fold == parameter("name")))
_BY_ID = Statement(_LOGIN.where(_c.id == parameter("id")))
_CONTACT = Statement(select(_c.username, _c.email).where(_c.id == parameter("id")))
_UNPOINT = Statement(
    update(customers)
    .where(_c.impersonate == parameter("entry"), _c.id != parameter("entry"))
    .values(impersonate=0, version=_c.version + 1)
    .returning(_c.id)
)
_HOLD = Statement(select(_c.reseller, _c.reseller_active).where(_c.id == parameter("id")).with_for_update(read=True))
_BAR = Statement(update(customers).where(_c.id == parameter("id")).values(barred=parameter("barred")))
_IMPERSONATING = Statement(
    select(func.count()).where(
        or_(
            and_(_c.impersonate == parameter("id"), _c.id != parameter("id")),
            and_(_c.id == parameter("id"), _c.impersonate.not_in([literal_column("0"), parameter("id")])),
        )
    )
)
_CHILDREN = Statement(select(func.count()).where(_c.reseller == parameter("id"), _c.id != parameter("id")))


def contact(unit: Unit, id: int) -> tuple[str, str]:
    """User name and e-mail address of an entry that is there."""
    username, email = unit.one(_CONTACT, id=id)
    return username, email


def clear_impersonation(unit: Unit, id: int) -> list[int]:
    """Clear the impersonate members of other entries that name this one; the ids of these entries."""
    return sorted(row[0] for row in unit.all(_UNPOINT, entry=id))


def new_id(unit: Unit) -> int:
    """An id that no account ever had."""
    return sequences.take(unit, KIND)


def claim_id(unit: Unit, id: int) -> None:
    """Let later ids be above one that an administrator chose (I6)."""
    sequences.skip_to(unit, KIND, id)


def lock_reseller(unit: Unit, id: int) -> bool | None:
    """Hold a reseller's entry as it is until the unit ends; is it active? None when no reseller has this id.

    What is held nobody deletes, moves to another reseller or switches off meanwhile; others may hold it as well.
    """
    row = unit.first(_HOLD, id=id)
    return bool(row[1]) if row is not None and row[0] == id else None


def lock_reseller_of(unit: Unit, id: int) -> int | None:
    """Hold an entry as it is until the unit ends; its reseller, None when there is no such entry."""
    row = unit.first(_HOLD, id=id)
    return None if row is None else row[0]


def count_children(unit: Unit, reseller: int) -> int:
    """How many customers a reseller has besides itself."""
    count: int = unit.one(_CHILDREN, id=reseller)[0]
    return count


def count_impersonating(unit: Unit, id: int) -> int:
    """How many entries impersonate one; it counts itself when it impersonates another."""
    count: int = unit.one(_IMPERSONATING, id=id)[0]
    return count


def bar(unit: Unit, id: int, *, is_barred: bool) -> None:
    """Refuse the logins of an entry, and of all its customers if it is a reseller, or let them in again."""
    unit.run(_BAR, id=id, barred=is_barred)


class CustomerDirectory:
    """The logins of customers, for authentication (customer.md 6.3)."""

    def by_username(self, unit: Unit, username: str) -> Entry | None:
        """The entry with this login, without regard to case."""
        return _entry(unit.first(_BY_USERNAME, name=fold(username)))

    def by_id(self, unit: Unit, id: int) -> Entry | None:
        """The entry with this number."""
        return _entry(unit.first(_BY_ID, id=id))


def _entry(row: Row | None) -> Entry | None:
    if row is None:
        return None
    id, reseller, impersonate, username, sealed, barred = row
    return Entry(id, reseller, impersonate, username, sealed, PASSWORD.at(id=id), bool(barred))
