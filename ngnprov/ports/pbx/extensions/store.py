# SPDX-License-Identifier: Apache-2.0
"""SQL of extensions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, exists, func, literal_column, null, or_, select, update

from ngnprov.db.lists.filters import ByNumber, ByPattern, Filter
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting, first_of
from ngnprov.db.statement import Statement, among, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.extensions.tables import ATTENDANT, GROUP, PILOT, USER, extensions, live
from ngnprov.ports.pbx.numbers.tables import numbers

_c = extensions.c


class Extension(NamedTuple):
    """A stored extension that lives. ``account`` is the number of its SIP account, ``domain`` that account's domain."""

    id: int
    customer: int
    kind: str
    number: str | None
    attendant: int | None
    account_id: str
    name: str
    display_name: str
    sip_username: str
    domain: str
    account: int
    web_username: str
    web_password: str
    local_prefix: str
    caller_id: str
    record_outbound: bool
    record_email: str
    record_subject: str
    active: bool
    created_by: str
    create_date: str
    change_date: str
    version: int = 1

    @property
    def subject(self) -> str:
        """What the journal calls it: by its number in the database, too, since another one may have its account id later."""
        return f"PBX extension {self.account_id} {self.id}"

    @property
    def sip_id(self) -> dict[str, str]:
        """How callers name its account."""
        return {"username": self.sip_username, "domain": self.domain}

    @property
    def address(self) -> str:
        """Where its calls go: ``username@domain``."""
        return f"{self.sip_username}@{self.domain}"


class Entry(NamedTuple):
    """What a directory tells of an extension."""

    name: str
    display_name: str
    number: str | None
    account_id: str
    sip_username: str
    domain: str
    kind: str


_rows = select(*columns_of(Extension, extensions)).select_from(
    extensions.join(customers, customers.c.id == _c.customer)
)

LISTING = Listing(
    rows=_rows.where(live),
    filters={
        "customer": ByNumber(_c.customer, is_selective=True),
        "reseller": ByNumber(customers.c.reseller),
        "kind": ByPattern(_c.kind),
        "number": ByPattern(_c.number, literal="alone"),
        "account_id": ByPattern(_c.account_id, literal="alone"),
        "name": ByPattern(_c.name_fold),
        "domain": ByPattern(_c.domain),
    },
    orders={
        "changeDate": (_c.change_date, _c.id),
        "number": (_c.number, _c.customer),
        "name": (_c.name_fold, _c.id),
        "accountId": (_c.account_id, _c.id),
    },
    key=_c.id,
    customer=_c.customer,
    reseller=customers.c.reseller,
)
EXTENSIONS = Records(extensions, Extension, LISTING, names=(_c.customer, _c.number))
"""One changes while its customer is held, and no other way."""


BY_ACCOUNT_ID = Records(extensions, Extension, LISTING, names=(_c.customer, _c.account_id))
"""The same, by account id."""


def of_kind(
    kind: str,
    names: tuple[Column[Any], ...],
    filters: Mapping[str, Filter],
    orders: Mapping[str, Column[Any] | tuple[Column[Any], ...]],
) -> Records[Extension]:
    """The same of one kind, by the columns that say which one of these."""
    return Records(
        extensions,
        Extension,
        Listing(
            rows=_rows.where(live, _c.kind == kind),
            filters=filters,
            orders=orders,
            key=_c.id,
            customer=_c.customer,
            reseller=customers.c.reseller,
        ),
        names=names,
    )


PILOTS = of_kind(PILOT, (_c.customer,), {}, {"changeDate": _c.change_date})
"""The customer alone says which one."""

first_of_kind = {
    kind: first_of(_c.customer, _c.number, where=(live, _c.kind == literal_column(f"'{kind}'")))
    for kind in (PILOT, USER, GROUP)
}
"""By kind: the numbers of a customer's live extensions."""
first_attendants = first_of(_c.customer, _c.attendant, where=(live, _c.attendant.is_not(None)))
"""The counts of its auto attendants."""

count_of = counting(_c.customer)
"""How many extensions an entry has or has had."""

_of_customer = (_c.customer == parameter("customer"), live)
_COUNT_LIVE = Statement(select(func.count()).select_from(extensions).where(*_of_customer))
_COUNT_OF_KIND = Statement(
    select(func.count()).select_from(extensions).where(*_of_customer, _c.kind == parameter("kind"))
)
_OF_CUSTOMER = Statement(select(*columns_of(Extension, extensions)).where(*_of_customer).order_by(_c.id))
_OF_IDS = among(select(*columns_of(Extension, extensions)).where(live), _c.id)
_NUMBERS = Statement(
    select(_c.number)
    .where(*_of_customer, _c.number >= parameter("least"), _c.number <= parameter("most"))
    .order_by(_c.number)
)
_NAMED = Statement(
    _rows.where(*_of_customer, or_(_c.number == parameter("name"), _c.account_id == parameter("name"))).order_by(_c.id)
)
_DIRECTORY = Statement(
    select(_c.name, _c.display_name, _c.number, _c.account_id, _c.sip_username, _c.domain, _c.kind).where(*_of_customer)
)
_SHOWING = Statement(
    select(*columns_of(Extension, extensions))
    .where(*_of_customer, _c.caller_id == parameter("caller_id"))
    .order_by(_c.id)
)


def of_one(column: Column[Any]) -> ColumnElement[bool]:
    """The rows of one ``customer``, or those of all when it is 0."""
    return or_(parameter("customer") == 0, column == parameter("customer"))


_held = numbers.alias("held")
_ASTRAY = Statement(
    select(_c.account_id, _c.caller_id)
    .where(live, _c.caller_id != "", _c.caller_id != "anonymous", of_one(_c.customer))
    .where(~exists().where(_held.c.number == _c.caller_id, _held.c.customer == _c.customer, _held.c.released.is_(None)))
    .order_by(_c.id)
)
_LAST_ATTENDANT = Statement(
    select(func.max(_c.attendant)).where(_c.customer == parameter("customer"), _c.kind == ATTENDANT)
)
_CLOSE = Statement(
    update(extensions)
    .where(_c.id == parameter("key"), live)
    .values(closed=parameter("closed"), account=null(), domain=null(), web_password="")
)


def insert(unit: Unit, new: Extension) -> Extension:
    """Store a new one; with its number in the database. Raises Duplicate when one of its names is taken."""
    values = new._asdict()
    del values["id"], values["version"]
    return new._replace(id=EXTENSIONS.insert(unit, {**values, "closed": None}))


def close(unit: Unit, id: int, closed: str) -> None:
    """Let one be history: its names are free, and its account is no more its own."""
    unit.run(_CLOSE, key=id, closed=closed)


def count_live(unit: Unit, customer: int) -> int:
    """How many extensions of all kinds a customer has."""
    count: int = unit.one(_COUNT_LIVE, customer=customer)[0]
    return count


def count_of_kind(unit: Unit, customer: int, kind: str) -> int:
    """How many extensions of a kind a customer has."""
    count: int = unit.one(_COUNT_OF_KIND, customer=customer, kind=kind)[0]
    return count


def of_customer(unit: Unit, customer: int) -> list[Extension]:
    """The extensions of a customer in the order in which they were made, in any scope."""
    return [EXTENSIONS.read(row) for row in unit.all(_OF_CUSTOMER, customer=customer)]


def of_ids(unit: Unit, wanted: Sequence[int]) -> list[Extension]:
    """Several extensions that live, by their numbers in the database, in any scope."""
    return [EXTENSIONS.read(row) for row in unit.all_among(_OF_IDS, list(wanted))] if wanted else []


def number_of(extension: int) -> str:
    """How an undo names an extension, by its number in the database: who has its number by now is another one."""
    return f"#{extension}"


def named_in_undo(unit: Unit, customer: int, name: str) -> Extension | None:
    """The extension that :func:`number_of` names, or one by number or account id."""
    if not name.startswith("#"):
        return named(unit, customer, name)
    found = EXTENSIONS.lock_any(unit, int(name[1:]))
    return found if found is not None and found.customer == customer else None


def named(unit: Unit, customer: int, name: str) -> Extension | None:
    """The extension of a customer that has this number, or this account id, in any scope."""
    row = unit.first(_NAMED, customer=customer, name=name)
    return None if row is None else EXTENSIONS.read(row)


def directory(unit: Unit, customer: int) -> list[Entry]:
    """All extensions of a customer by number, those without one first."""
    found = [Entry._make(row) for row in unit.all(_DIRECTORY, customer=customer)]
    return sorted(found, key=lambda each: (each.number or "", each.account_id))


def numbers_between(unit: Unit, customer: int, least: str, most: str) -> Iterator[str]:
    """The numbers that are used and as long as ``least`` and ``most``, which are equally long; ascending."""
    rows: Iterable[Any] = unit.all(_NUMBERS, customer=customer, least=least, most=most)
    return (number for (number,) in rows if len(number) == len(least))


def showing(unit: Unit, customer: int, number: str) -> list[Extension]:
    """The extensions of a customer whose calls show a number, in the order in which they were made."""
    return [EXTENSIONS.read(row) for row in unit.all(_SHOWING, customer=customer, caller_id=number)]


def with_caller_id(unit: Unit, customer: int, number: str, other: int = 0) -> str | None:
    """The account id of the first of them that is no ``other``."""
    return next((each.account_id for each in showing(unit, customer, number) if each.id != other), None)


def astray(unit: Unit, customer: int = 0) -> Iterator[tuple[str, str]]:
    """(account id, caller ID) where calls show a number that the customer does not hold; of all customers, or one."""
    yield from each(unit, _ASTRAY, customer=customer)


def next_attendant(unit: Unit, customer: int) -> int:
    """The count of a customer's next auto attendant: that of a removed one is never given again."""
    last: int | None = unit.one(_LAST_ATTENDANT, customer=customer)[0]
    return (last or 0) + 1
