# SPDX-License-Identifier: Apache-2.0
"""SQL of revisions, and of what was applied of each extension."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, delete, func, or_, select

from ngnprov.db.ledgers.journal import CHANGE, entries
from ngnprov.db.lists.filters import ByNumber
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.tables import extensions
from ngnprov.ports.pbx.revisions.tables import applied, revisions

_r, _a, _e, _j = revisions.c, applied.c, extensions.c, entries.c


class Revision(NamedTuple):
    """A stored revision, without its snapshot."""

    id: int
    customer: int
    number: int
    applied_by: str
    applied_at: str
    digest: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return subject_of(self.customer, self.number)


class Applied(NamedTuple):
    """What was applied last of an extension, by its number in the database, which may be removed since."""

    extension: int
    account_id: str
    digest: str


class Told(NamedTuple):
    """An entry of the journal."""

    subject: str
    login: str
    at: str
    before: dict[str, Any]
    after: dict[str, Any]


CREDENTIALS_OF: Final = "credentials_of"
"""What the journal tells besides of a revision that another password made: of which account."""


def subject_of(customer: int, number: int) -> str:
    """What the journal calls a revision."""
    return f"PBX revision {number} of customer {customer}"


LISTING = Listing(
    rows=select(*columns_of(Revision, revisions)).select_from(revisions.join(customers, customers.c.id == _r.customer)),
    filters={
        "customer": ByNumber(_r.customer, is_selective=True),
        "reseller": ByNumber(customers.c.reseller),
        "number": ByNumber(_r.number),
    },
    orders={"appliedAt": (_r.applied_at, _r.id), "number": (_r.number, _r.id)},
    key=_r.id,
    customer=_r.customer,
    reseller=customers.c.reseller,
    default=("appliedAt", True),
)
REVISIONS = Records(revisions, Revision, LISTING, names=(_r.customer, _r.number))
"""One is made while its customer is held, and never changed."""

count_of = counting(_r.customer)
"""How many revisions an entry has."""

_CONCERNED = ("PBX extension ", "PBX number ", "PBX base number ", "PBX device ")
"""How subjects of entries begin that are about a draft."""
_of_customer = _r.customer == parameter("customer")
_LAST = Statement(select(*columns_of(Revision, revisions)).where(_of_customer).order_by(_r.number.desc()).limit(1))
_SNAPSHOT = Statement(select(_r.snapshot).where(_r.id == parameter("key")))
_newest = select(func.max(_r.id)).group_by(_r.customer)
_LAST_OF_ALL = Statement(
    select(*columns_of(Revision, revisions), _r.snapshot).where(_r.id.in_(_newest)).order_by(_r.customer)
)
_applied = select(_a.extension, _a.account_id, _a.digest)
_APPLIED = Statement(_applied.where(_a.customer == parameter("customer")).order_by(_a.account_id))
_APPLIED_TO = among(_applied, _a.extension)
_APPLIED_AND_REMOVED = among(
    _applied.select_from(applied.join(extensions, _e.id == _a.extension)).where(_e.closed.is_not(None)), _a.customer
)
_CLEAR = Statement(delete(applied).where(_a.customer == parameter("customer")))
_INSERT_APPLIED = insertion(applied)
_since = select(func.coalesce(func.max(_j.id), 0)).where(_j.subject == parameter("revision")).scalar_subquery()
_MADE = Statement(select(_j.after).where(_j.subject == parameter("revision"), _j.kind == CHANGE))
_told = or_(*(_j.subject.startswith(kind) for kind in _CONCERNED))
_TOLD = Statement(
    select(_j.subject, _j.login, _j.at, _j.before, _j.after)
    .where(and_(_j.customer == parameter("customer"), _j.kind == CHANGE, _j.id > _since, _told))
    .order_by(_j.id)
)


def last(unit: Unit, customer: int) -> Revision | None:
    """The last revision of a customer, in any scope."""
    row = unit.first(_LAST, customer=customer)
    return None if row is None else Revision._make(row)


def snapshot_of(unit: Unit, revision: Revision) -> str:
    """What was applied, as :mod:`~ngnprov.ports.pbx.revisions.forms` writes it."""
    text: str = unit.one(_SNAPSHOT, key=revision.id)[0]
    return text


def insert(unit: Unit, new: Revision, snapshot: str) -> Revision:
    """Store a new one; with its number in the database."""
    values = new._asdict()
    del values["id"]
    return new._replace(id=REVISIONS.insert(unit, {**values, "snapshot": snapshot}))


def replace_applied(unit: Unit, customer: int, wanted: Sequence[Applied]) -> None:
    """Store what the extensions of a customer are compared with from now on."""
    unit.run(_CLEAR, customer=customer)
    unit.run_many(_INSERT_APPLIED, [{**found._asdict(), "customer": customer} for found in wanted])


def applied_of(unit: Unit, customer: int) -> list[Applied]:
    """What was applied last of a customer's extensions, by account id."""
    return [Applied._make(row) for row in unit.all(_APPLIED, customer=customer)]


def applied_to(unit: Unit, wanted: Sequence[Extension]) -> dict[int, Applied]:
    """What was applied of each of several extensions; those that are new are left out.

    One that was removed and is there again is another row, and is known by its account id."""
    rows = unit.all_among(_APPLIED_TO, [extension.id for extension in wanted])
    found = {id: Applied(id, *rest) for id, *rest in rows}
    return found | applied_before(unit, [extension for extension in wanted if extension.id not in found])


def applied_before(unit: Unit, new: Sequence[Extension]) -> dict[int, Applied]:
    """The same of extensions that are new."""
    if not new:
        return {}
    whose = sorted({extension.customer for extension in new})
    removed = {row[1]: Applied._make(row) for row in unit.all_among(_APPLIED_AND_REMOVED, whose)}
    return {each.id: removed[each.account_id] for each in new if each.account_id in removed}


def every_last(unit: Unit) -> Iterator[tuple[Revision, str]]:
    """The last revision of each customer, with its snapshot."""
    for *revision, snapshot in each(unit, _LAST_OF_ALL):
        yield Revision._make(revision), snapshot


def told_since_applied(unit: Unit, customer: int, number: int) -> Iterator[Told]:
    """What the journal tells of a customer's extensions and numbers since something was applied, as far as it goes back.

    ``number`` is the last revision; those that another password made say nothing of the draft."""
    while number and any(
        CREDENTIALS_OF in after for (after,) in unit.all(_MADE, revision=subject_of(customer, number))
    ):
        number -= 1
    for subject, login, at, before, after in each(
        unit, _TOLD, customer=customer, revision=subject_of(customer, number)
    ):
        yield Told(subject, login, at, json.loads(before or "{}"), json.loads(after or "{}"))
