# SPDX-License-Identifier: Apache-2.0
"""SQL of ENUM ranges."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select, update

from ngnprov.db.ledgers import sequences
from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.lists import patterns
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting, first_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.enum import names
from ngnprov.ports.enum.ranges.tables import ranges
from ngnprov.zonefiles.name_patterns import ByName

KIND = "ENUM range"

_c = ranges.c


class Range(NamedTuple):
    """A stored range."""

    id: int
    prefix: str
    tld: str
    dns_name: str
    ttl: int
    min_digits: int
    max_digits: int
    size: int
    nameservers: str
    used: int
    serial: int
    customer: int
    reseller: int
    change_date: str
    info: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"ENUM range {self.prefix} {self.tld}"

    @property
    def journal_values(self) -> dict[str, Any]:
        """What the journal records of it: not what follows from the rest, nor what rises with each change in it."""
        values = {**self._asdict(), "nameservers": self.servers}
        del values["dns_name"], values["serial"]
        return values

    @property
    def servers(self) -> list[str]:
        """The nameservers that it names; none leaves them to the server's settings."""
        found: list[str] = json.loads(self.nameservers or "[]")
        return found


_rows = select(*columns_of(Range, ranges))
LISTING = Listing(
    rows=_rows,
    filters={
        "prefix": ByPattern(_c.prefix),
        "tld": ByName(_c.tld),
        "info": ByPattern(_c.info_fold),
        **each_by(ByNumber, _c.customer, _c.reseller),
    },
    orders={
        "changeDate": (_c.change_date, _c.tld, _c.prefix),
        "prefix": (_c.prefix, _c.tld),
        "tld": (_c.tld, _c.prefix),
    },
    key=_c.id,
    customer=_c.customer,
    reseller=_c.reseller,
)
"""What lists filter and order by (enum.md 7)."""

RECOUNT = Recount("enum_range_credit", _c.customer, _c.reseller)
first_ids_of = first_of(_c.customer, _c.tld, _c.prefix)
"""(tree, prefix) of a customer's ranges."""
count_held = counting(_c.customer)
"""How many belong to a customer."""
count_of = counting(_c.customer, _c.reseller)

RANGES = Records(ranges, Range, LISTING, names=(_c.prefix, _c.tld))
"""While one is held nobody else changes it or what is in it. Its numbers follow ``customer`` and ``reseller``; while it has
some it is not removed."""

_IS_THERE = Statement(select(_c.id).where(_c.tld == parameter("tld"), _c.prefix == parameter("prefix")))
_IS_TREE = Statement(select(_c.id).where(_c.tld == parameter("tld")).limit(1))
_is_covering = (
    _c.tld == parameter("tld"),
    _c.prefix.in_([parameter(f"p{length}") for length in range(1, names.LONGEST_NUMBER + 1)]),
)
# of the prefixes of one number the longest sorts last
_COVERING = Statement(_rows.where(*_is_covering).order_by(_c.prefix.desc()).limit(1))
_COVERING_ANYWHERE = Statement(
    select(_c.tld, _c.customer)
    .where(_c.prefix.in_([parameter(f"p{length}") for length in range(1, names.LONGEST_NUMBER + 1)]))
    .order_by(_c.tld, _c.prefix)
)
_IDS_OF = Statement(select(_c.id).where(_c.customer == parameter("customer")).order_by(_c.tld, _c.prefix))
_is_inside = (_c.tld == parameter("tld"), _c.prefix > parameter("prefix"), _c.prefix < parameter("end"))
_INSIDE = Statement(_rows.where(*_is_inside).order_by(_c.prefix))
_HAS_INSIDE = Statement(select(_c.id).where(*_is_inside).limit(1))
_BELOW = Statement(
    _rows.where((_c.dns_name == parameter("domain")) | _c.dns_name.like(parameter("ending"), escape="\\")).order_by(
        _c.tld, _c.prefix
    )
)
_TOUCH = Statement(
    update(ranges)
    .where(_c.id == parameter("id"))
    .values(serial=parameter("new_serial"), used=_c.used + parameter("added"))
)


def new_id(unit: Unit) -> int:
    """The number of a new range. Until the unit ends nobody else gets one: what ranges there are is certain then."""
    return sequences.take(unit, KIND)


def longest(unit: Unit, prefixes: Sequence[str], tld: str) -> Range | None:
    """The range with the longest of the prefixes of one number, in any scope, for reading."""
    row = unit.first(_COVERING, tld=tld, **_by_length(prefixes))
    return None if row is None else Range._make(row)


def lock_longest(unit: Unit, prefixes: Sequence[str], tld: str) -> Range | None:
    """The same, held until the unit ends. While waiting for it another may have come or it may have gone, so it is looked for
    again."""
    found = longest(unit, prefixes, tld)
    while found is not None:
        held, again = RANGES.lock_any(unit, found.id), longest(unit, prefixes, tld)
        if held is not None and again is not None and again.id == held.id:
            return held
        found = again
    return None


def ids_of(unit: Unit, customer: int) -> list[int]:
    """The ranges of a customer, by tree and prefix."""
    return [id for (id,) in unit.all(_IDS_OF, customer=customer)]


def trees_covering(unit: Unit, prefixes: Sequence[str], customer: int) -> list[str]:
    """The trees in which the range with the longest of the prefixes of one number is a customer's, by name."""
    longest: dict[str, int] = dict(unit.all(_COVERING_ANYWHERE, **_by_length(prefixes)))
    return [tld for tld, holder in longest.items() if holder == customer]


def _by_length(prefixes: Sequence[str]) -> dict[str, str]:
    given = {f"p{length}": "" for length in range(1, names.LONGEST_NUMBER + 1)}
    return given | {f"p{len(prefix)}": prefix for prefix in prefixes}


def has_inside(unit: Unit, prefix: str, tld: str) -> bool:
    """Is there a range inside one?"""
    return unit.first(_HAS_INSIDE, prefix=prefix, end=end_of(prefix), tld=tld) is not None


def inside(unit: Unit, prefix: str, tld: str) -> list[Range]:
    """The ranges inside one, at any depth, by prefix."""
    return [Range(*row) for row in unit.all(_INSIDE, prefix=prefix, end=end_of(prefix), tld=tld)]


def uppermost(unit: Unit, domain: str) -> Iterator[Range]:
    """The ranges whose zones are at or below a domain, "" for any, less those that are inside others of them."""
    last: Range | None = None
    rows = each(unit, _BELOW, domain=domain, ending=patterns.ending(f".{domain}" if domain else ""))
    for found in map(Range._make, rows):
        if last is None or last.tld != found.tld or not found.prefix.startswith(last.prefix):
            last = found
            yield found


def as_stored(query: Mapping[str, Any]) -> dict[str, Any]:
    """A query with digits as they are stored (enum.md 7)."""
    return {**query, "filter": names.without_plus(query.get("filter") or {}, "prefix")}


def end_of(prefix: str) -> str:
    """What sorts right after all numbers with a prefix."""
    return prefix + chr(ord("9") + 1)


def is_there(unit: Unit, prefix: str, tld: str) -> bool:
    """Is there such a range, in any scope?"""
    return unit.first(_IS_THERE, prefix=prefix, tld=tld) is not None


def is_tree(unit: Unit, tld: str) -> bool:
    """Are there ranges in a tree, in any scope?"""
    return unit.first(_IS_TREE, tld=tld) is not None


def touch(unit: Unit, range: int, serial: int, added: int = 0) -> None:
    """Store the serial after a change in a range, which now has ``added`` more numbers."""
    unit.run(_TOUCH, id=range, new_serial=serial, added=added)
