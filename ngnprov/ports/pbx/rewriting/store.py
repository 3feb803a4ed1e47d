# SPDX-License-Identifier: Apache-2.0
"""SQL of rewrite rule sets, of their rules, and of the SIP domains that have one."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import case, column, delete, func, or_, select, table

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.columns import fold
from ngnprov.db.grouping import grouped
from ngnprov.db.ledgers import sequences
from ngnprov.db.lists.filters import ByNumber, ByPattern, Column
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.rewriting.tables import assignments, rules, sets
from ngnprov.ports.pbx.rewriting.wire import RewriteRuleAnswer

PROVIDER = 0
"""Whose sets are the provider's, which all may use."""
_KIND = "PBX rewrite rule set"

_c, _r, _a = sets.c, rules.c, assignments.c
_domains = table("sip_domains", column("domain"), column("customer"), column("reseller"))
_d = _domains.c

Rule = RewriteRuleAnswer
"""A stored one is as it is answered."""


class RuleSet(NamedTuple):
    """A stored set, without its rules."""

    id: int
    name: str
    description: str
    reseller: int
    change_date: str
    version: int = 1

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"PBX rewrite rule set {self.name}" + (f" of reseller {self.reseller}" if self.reseller else "")


_rows = select(*columns_of(RuleSet, sets))


def _listing(reseller: Column) -> Listing:
    return Listing(
        rows=_rows,
        filters={"name": ByPattern(_c.name_fold, literal="alone"), "reseller": ByNumber(_c.reseller)},
        orders=by_wire_name(_c.name_fold, _c.reseller, _c.change_date),
        key=_c.id,
        reseller=reseller,
        default=("name", False),
    )


SETS = Records(sets, RuleSet, _listing(_c.reseller), names=(_c.name_fold, _c.reseller))
"""Whoever makes or changes one sees his own; one that a domain has is not removed."""

VISIBLE = _listing(case((_c.reseller == PROVIDER, parameter("scope")), else_=_c.reseller))
"""Resellers see the provider's sets, too, which they may use."""

count_of = counting(_c.reseller)
"""How many sets a reseller has."""

_of_whom = _c.reseller.in_([PROVIDER, parameter("reseller")])
_HOLD = Statement(_rows.where(_c.name_fold == parameter("name"), _of_whom).with_for_update(read=True))
_TAKEN = Statement(
    select(_c.id).where(_c.name_fold == parameter("name"), or_(_of_whom, parameter("reseller") == PROVIDER))
)
_RULES = among(
    select(_r.set_id, _r.direction, _r.pattern, _r.replacement, _r.description).order_by(_r.position), _r.set_id
)
_ADD_RULE = insertion(rules)
_CLEAR_RULES = Statement(delete(rules).where(_r.set_id == parameter("id")))

_OF_DOMAIN = Statement(
    _rows.select_from(sets.join(assignments, _a.set_id == _c.id)).where(_a.domain == parameter("domain"), _of_whom)
)
_OWN_OF = Statement(
    select(_c.name, func.count())
    .select_from(_domains.join(assignments, _a.domain == _d.domain).join(sets, _c.id == _a.set_id))
    .where(_d.customer == parameter("customer"), _c.reseller == _d.reseller)
    .group_by(_c.name)
    .order_by(_c.name)
)
_ASSIGN = insertion(assignments)
_CLEAR = Statement(delete(assignments).where(_a.domain == parameter("domain")))
_having = _domains.join(assignments, _a.domain == _d.domain).join(sets, _c.id == _a.set_id)
_has_it = (_a.set_id == parameter("id")) & _c.reseller.in_([PROVIDER, _d.reseller])
_HAVING = Statement(select(_d.domain).select_from(_having).where(_has_it).order_by(_d.domain).limit(parameter("most")))
_COUNT_HAVING = Statement(select(func.count()).select_from(_having).where(_has_it))
_CLEAR_VOID = Statement(
    delete(assignments).where(
        _a.set_id == parameter("id"),
        _a.domain.in_(select(_d.domain).where(_d.reseller != parameter("reseller"))),
        parameter("reseller") != PROVIDER,
    )
)


def new_id(unit: Unit) -> int:
    """The number of a new set. Nobody else makes one until the unit ends, so that a name that is free stays free."""
    return sequences.take(unit, _KIND)


def is_taken(unit: Unit, name: str, reseller: int) -> bool:
    """Would a name mean two sets somewhere, were there another one of it below ``reseller``?"""
    return unit.first(_TAKEN, name=fold(name), reseller=reseller) is not None


def hold(unit: Unit, name: str, reseller: int) -> RuleSet | None:
    """The set that a name means below a reseller, its own or the provider's, which stays as it is until the unit ends."""
    row = unit.first(_HOLD, name=fold(name), reseller=reseller)
    return None if row is None else SETS.read(row)


def rules_of(unit: Unit, id: int) -> list[Rule]:
    """The rules of a set in their order."""
    return rules_of_many(unit, [id]).get(id, [])


def rules_of_many(unit: Unit, ids: list[int]) -> dict[int, list[Rule]]:
    """The rules of several sets; those without any are left out."""
    return grouped(unit.all_among(_RULES, ids), Rule)


def add_rules(unit: Unit, id: int, wanted: Sequence[Rule]) -> None:
    """Give rules to a set that has none."""
    unit.run_many(
        _ADD_RULE,
        [
            {
                "set_id": id,
                "position": position,
                "direction": rule.direction,
                "pattern": rule.match,
                "replacement": rule.replace,
                "description": rule.description,
            }
            for position, rule in enumerate(wanted, 1)
        ],
    )


def replace_rules(unit: Unit, id: int, wanted: Sequence[Rule]) -> None:
    """Let a set have these rules and no others."""
    unit.run(_CLEAR_RULES, id=id)
    add_rules(unit, id, wanted)


def of_domain(unit: Unit, domain: str, reseller: int) -> RuleSet | None:
    """The set of a SIP domain that belongs to ``reseller``; one that is of another reseller counts for nothing (W6)."""
    row = unit.first(_OF_DOMAIN, domain=domain, reseller=reseller)
    return None if row is None else SETS.read(row)


def own_of(unit: Unit, customer: int) -> list[tuple[str, int]]:
    """(name, how many domains) of its reseller's sets that a customer's domains have."""
    return [(name, count) for name, count in unit.all(_OWN_OF, customer=customer)]


def assign(unit: Unit, domain: str, id: int | None) -> None:
    """Let a SIP domain have a set, or none."""
    unit.run(_CLEAR, domain=domain)
    if id is not None:
        unit.run(_ASSIGN, domain=domain, set_id=id)


def having(unit: Unit, id: int, most: int) -> tuple[int, list[str]]:
    """How many SIP domains have a set, and the first of them by name."""
    count: int = unit.one(_COUNT_HAVING, id=id)[0]
    return count, [domain for (domain,) in unit.all(_HAVING, id=id, most=most)] if count else []


def clear_void(unit: Unit, id: int, reseller: int) -> None:
    """Let go of a set of a reseller the domains that have left the reseller."""
    unit.run(_CLEAR_VOID, id=id, reseller=reseller)
