# SPDX-License-Identifier: Apache-2.0
"""The process-wide things that every call works with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ngnprov.auth.actors import Directory
from ngnprov.calls.copying import Part
from ngnprov.calls.moving import Impact, Move
from ngnprov.calls.policy import Permission
from ngnprov.calls.port import (
    Cut,
    InUse,
    Kept,
    LimitRules,
    Port,
    Switch,
    Zones,
    find_credits,
    find_directory,
    find_switches,
    find_zones,
)
from ngnprov.calls.request import Limit
from ngnprov.calls.tally import Count, count_nothing
from ngnprov.calls.undo import Step
from ngnprov.db.belonging import ForeignKeys
from ngnprov.db.engine import Database
from ngnprov.db.unit import Unit
from ngnprov.sealing.keys import Keys
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.calls.call import Call


@dataclass(frozen=True)
class Context:
    """What lives as long as the process. ``count`` has one more of a :class:`~ngnprov.calls.tally.Tally` seen."""

    settings: Settings
    database: Database
    keys: Keys
    ports: tuple[Port, ...]
    count: Count = count_nothing

    @cached_property
    def attached(self) -> dict[str, Any]:
        """What ports have attached, by their names; a server looks at it before it serves."""
        return {port.name: port.attach(self.settings) for port in self.ports if port.attach is not None}

    @cached_property
    def served(self) -> tuple[Port, ...]:
        """The ports that answer calls."""
        return tuple(port for port in self.ports if port.is_served(self.settings))

    @cached_property
    def directory(self) -> Directory:
        """Where the logins of customers are."""
        return find_directory(self.ports)

    @cached_property
    def credits(self) -> frozenset[str]:
        """The properties that are credits."""
        return find_credits(self.ports)

    @cached_property
    def switches(self) -> frozenset[Switch]:
        """The properties that are switches."""
        return find_switches(self.ports)

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        """What goes with records of any port; that of ports on higher floors comes first."""
        return tuple(each for port in reversed(self.ports) for each in port.kept)

    @cached_property
    def kept_keys(self) -> ForeignKeys:
        """The foreign keys of all that goes with records."""
        return tuple(key for each in self.kept for key in each.keys)

    @cached_property
    def held_keys(self) -> ForeignKeys:
        """The foreign keys of what holds records of lower floors."""
        return tuple(key for port in self.ports for key in port.holds)

    def in_use(self, unit: Unit, customer: int) -> dict[str, int]:
        """Kinds of records that refer to a customer, with their numbers; empty when none do."""
        return _counted((port.in_use for port in self.ports), unit, customer)

    def clearable(self, unit: Unit, customer: int) -> dict[str, int]:
        """Likewise of those that go when a customer is cleared (:meth:`clear`)."""
        return _counted((port.clearable for port in self.ports), unit, customer)

    def fixing_kind(self, unit: Unit, customer: int) -> dict[str, int]:
        """Likewise of those that no customer of another kind can have."""
        return _counted((port.fixes_kind for port in self.ports), unit, customer)

    def accompany(self, call: "Call", customer: int, reseller: int) -> None:
        """Make what ports keep for every customer, for a new one."""
        for port in self.ports:
            if port.accompany is not None:
                port.accompany(call, customer, reseller)

    def require_open(self, call: "Call", customer: int, field: str | None) -> None:
        """Raise a port's refusal on ``field`` when nothing of a customer is changed any more."""
        for port in self.ports:
            if port.require_open is not None:
                port.require_open(call, customer, field)

    def suspension_changed(self, call: "Call", entry: int) -> None:
        """Have ports do what follows from an entry, and its customers, being suspended, or not any more."""
        for port in self.ports:
            if port.suspension_changed is not None:
                port.suspension_changed(call, entry)

    def ended(self, call: "Call", customer: int, day: str) -> None:
        """Have ports do what follows from the end of a customer, whose last day it was."""
        for port in self.ports:
            if port.ended is not None:
                port.ended(call, customer, day)

    def restored(self, call: "Call", customer: int, day: str) -> None:
        """Have ports undo that, today, for a customer whose last day that had been."""
        for port in self.ports:
            if port.restored is not None:
                port.restored(call, customer, day)

    def clear(self, call: "Call", customer: int, most: int) -> int:
        """Have ports remove at most so many records of a customer, those on higher floors first; how many were removed."""
        for port in reversed(self.ports):
            if port.clear is not None and (count := port.clear(call, customer, most)):
                return count
        return 0

    def impacts(self, call: "Call", move: Move) -> list[Impact]:
        """What it means that a customer goes to another reseller, as ports tell, those on higher floors first."""
        moving = [port.moving for port in reversed(self.ports) if port.moving is not None]
        return [impact for each in moving for impact in each.impact(call, move)]

    def move(self, call: "Call", move: Move) -> list[Step]:
        """Have ports move what a customer has, those on higher floors first; what an undo needs besides."""
        moving = [port.moving for port in reversed(self.ports) if port.moving is not None]
        return [step for each in moving for step in each.move(call, move)]

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """What can be copied of a customer, by name, in the order in which it is."""
        found = [each for port in self.ports if port.copying is not None for each in port.copying.parts.items()]
        return dict(sorted(found, key=lambda each: each[1].place))

    def credentials_changed(self, call: "Call", account: int) -> None:
        """Have ports do what follows from another password of a SIP account, by its number in the database."""
        for port in self.ports:
            if port.credentials_changed is not None:
                port.credentials_changed(call, account)

    def limits(self, call: "Call", customer: int, reseller: int, wanted: Mapping[str, int]) -> list[Limit]:
        """Every limit of any port that something planned for a customer would meet, by kind how many more it needs."""
        return [
            met
            for port in self.ports
            if port.limits is not None
            for met in port.limits(call, customer, reseller, wanted)
        ]

    @cached_property
    def limit_rules(self) -> LimitRules | None:
        """What resellers say of limits, where a port keeps it."""
        return next((port.limit_rules for port in self.ports if port.limit_rules is not None), None)

    def is_reserved(self, unit: Unit, name: str) -> bool:
        """Does a port publish the names at and below a domain name itself?"""
        return any(port.reserves(unit, name) for port in self.ports if port.reserves is not None)

    def knows_login(self, unit: Unit, name: str) -> bool:
        """Does somebody log in under a folded name who is no customer?"""
        return any(port.knows_login(unit, name) for port in self.ports if port.knows_login is not None)

    @cached_property
    def permissions(self) -> Mapping[str, Permission]:
        """What operations need, by its name."""
        declared = (operation.policy.permission for port in self.ports for operation in port.operations())
        return {permission.name: permission for permission in declared}

    @cached_property
    def zones(self) -> Zones | None:
        """What the port that keeps DNS zones offers, if there is one."""
        return find_zones(self.ports)

    def cuts(self, call: "Call", zone: str) -> list[Cut]:
        """Where ports publish zones of their own at or below the name of a DNS zone."""
        return [cut for port in self.ports if port.cuts is not None for cut in port.cuts(call, zone)]


def _counted(hooks: Iterable[InUse | None], unit: Unit, customer: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for count_of in hooks:
        if count_of is not None:
            found.update((kind, count) for kind, count in count_of(unit, customer).items() if count)
    return found
