# SPDX-License-Identifier: Apache-2.0
"""What a port is, and how ports are found: by walking the folder ``ngnprov/ports``.

A port is a package there whose ``__init__`` names one :class:`Port` as ``PORT``. No list of ports is kept anywhere, so
that adding one edits no existing file.
"""

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ngnprov import ports
from ngnprov.auth.accounts import Accounts
from ngnprov.auth.actors import Directory
from ngnprov.auth.users import People
from ngnprov.calls.copying import Copying
from ngnprov.calls.finding import Finding
from ngnprov.calls.moving import Moving
from ngnprov.calls.operation import Operation
from ngnprov.calls.plain import PlainDoor
from ngnprov.calls.request import Limit
from ngnprov.calls.undo import Step
from ngnprov.db.belonging import ForeignKeys
from ngnprov.db.columns import Tables, metadata
from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.unit import Unit
from ngnprov.sealing.keys import Keys
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from ngnprov.calls.call import Call
    from ngnprov.calls.channel import Channel
    from ngnprov.calls.job import Dated, Job
    from ngnprov.calls.runner import Runner

NGNPRO = "urn:AGProjects:NGNPro"
"""The namespace of NGNPro's types."""

InUse = Callable[[Unit, int], Mapping[str, int]]
"""(unit, customer id) -> kind of record -> how many of them belong to, or name as owner, that customer."""

Accompany = Callable[["Call", int, int], None]
"""(call, customer, reseller): make what the port keeps for every customer, in the transaction that makes the customer's entry.

It goes with the entry, by a foreign key that cascades.
"""

Examine = Callable[[Unit], Iterable[Finding]]
"""unit -> what is wrong among the records of the port; few are in memory at a time, however many there are."""


ExamineSealed = Callable[[Unit, Keys], Iterable[Finding]]
"""(unit, keys) -> what is wrong with what the port has sealed, beside that it does not open at all."""

Seal = Callable[[Unit, Keys], None]
"""(unit, keys): seal what an earlier release kept in clear, in the transaction of the upgrade. There may be nothing to do."""

Reserves = Callable[[Unit, str], bool]
"""(unit, domain name) -> is the name at or below a domain whose names the port publishes itself?"""


Attach = Callable[[Settings], Any]
"""settings -> what the port keeps for as long as the process lives. Raises SettingsError: the server does not start then."""


CredentialsChanged = Callable[["Call", int], None]
"""(call, number of a SIP account in the database) -> do what follows from its having another password. The account is held."""


RequireOpen = Callable[["Call", int, str | None], None]
"""(call, customer, field): raise a refusal on the field when nothing of the customer is changed any more, as it has ended."""

SuspensionChanged = Callable[["Call", int], None]
"""(call, number of an entry) -> do what follows from its being suspended, or not any more; it is held. A reseller is suspended
with all its customers."""

Clear = Callable[["Call", int, int], int]
"""(call, customer, most): remove at most so many records of the customer, in an order in which none stands against another;
how many were removed, 0 when nothing is left but what is kept for the books, such as orders. The customer is held."""

Clearable = Callable[[Unit, int], Mapping[str, int]]
"""(unit, customer) -> kind of record -> how many of them ``Port.clear`` would remove."""

Ended = Callable[["Call", int, str], None]
"""(call, customer, day) -> do what follows from its end with this day, or from its being restored after it; it is held."""

KnowsLogin = Callable[[Unit, str], bool]
"""(unit, folded name) -> does somebody log in under this name who is no customer?"""

MakeChannels = Callable[["Runner"], Mapping[str, "Channel"]]
"""runner -> how messages leave the house that the port puts into the outbox, by their kinds."""

MakeJobs = Callable[["Runner"], Iterable["Job"]]
"""runner -> what the port has a server do beside its calls; their names are those of leases and begin with the port's."""

Limits = Callable[["Call", int, int, Mapping[str, int]], Iterable[Limit]]
"""(call, customer, its reseller, kind -> how many more) -> the limits of the port that this would meet.

Kinds that the port does not limit are passed over. What it tells is what its own check goes by, in the order in which that
refuses: no limit is kept that is not told, and none is told that is not kept.
"""


@dataclass(frozen=True)
class LimitRules:
    """What a reseller has said of limits. ``thresholds``: (unit, reseller) -> at how many per cent of a limit it is told of,
    ascending; ``hint``: (unit, reseller, code of a fault) -> its own words for that, "" for none.
    """

    thresholds: Callable[[Unit, int], Sequence[int]]
    hint: Callable[[Unit, int, int], str]


class ZoneAbove(NamedTuple):
    """The DNS zone that has a name, and whose it is."""

    name: str
    customer: int


@dataclass(frozen=True)
class Zones:
    """What the port that keeps DNS zones tells and does for another that publishes names of its own in them (enum.md D-M).

    ``above``: (unit, name) -> the nearest zone at or above the name, in any scope. ``hidden``: (unit, zone, name) -> how
    many of its records are at or below the name. ``touch``: (call, zone): what is published of the zone has changed.
    """

    above: Callable[[Unit, str], ZoneAbove | None]
    hidden: Callable[[Unit, str, str], int]
    touch: Callable[["Call", str], None]


class Cut(NamedTuple):
    """A name from which on another port publishes: a zone of its own, with the TTL and name servers of its delegation."""

    name: str
    ttl: int
    servers: list[str]


Cuts = Callable[["Call", str], Iterable[Cut]]
"""(call, zone) -> where zones that the port publishes begin at or below the name of a zone, the uppermost ones."""


class Switch(NamedTuple):
    """A property that allows something when it is true; its permission is ``admin``, whatever a caller says (customer.md 3.2).

    ``managed``: a reseller sets it for its customers in spite of that. ``shared``: a customer may have it only if its reseller
    has it.
    """

    name: str
    managed: bool = True
    shared: bool = False


class Kept(NamedTuple):
    """Rows that belong to a record, of this port or one of a lower floor, and go with it: their foreign keys cascade.

    ``keys`` are those. ``steps``: (call, record) -> what makes the rows again, when the record is about to be removed and one
    of the keys names it. It raises InternalFailure when a secret among them does not open any more: then nothing undoes that.
    """

    keys: ForeignKeys
    steps: Callable[["Call", Any], Sequence[Step]]


@dataclass(frozen=True)
class Unlike:
    """In which members of its records, as the journal tells them, an undo may differ from what it undoes.

    ``set_by_server`` are set by no caller. ``made_again`` names members whose parts are made again, each with the one of a
    part that may then be another. ``goes_along`` are those by which a removal tells what went with the record, beside what
    is :class:`Kept` for it: it comes back with entries of its own, but what was made is not undone with what came to it since.
    An entry that has all of ``told_beside`` tells by them, but for the first one, of the change and not of the record.
    """

    set_by_server: frozenset[str] = frozenset()
    made_again: tuple[tuple[str, str], ...] = ()
    goes_along: frozenset[str] = frozenset()
    told_beside: tuple[str, ...] = ()


CREATED, UPDATED, DELETED = "created", "updated", "deleted"


@dataclass(frozen=True)
class Events:
    """What the entries that the journal has of the port's records are as events: ``noun.verb`` (event.md 3).

    ``nouns`` are by the words with which a subject begins; one with a dot in it is an event as it stands. The verb says
    whether the record was created, updated or deleted, but for operations in ``verbs``, and for records that have a state
    (``states``, by noun): an update that changes it has its name.
    """

    nouns: Mapping[str, str]
    verbs: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class OperationGroup(Protocol):
    """Operations that belong together; for SOAP a :class:`~ngnprov.soap.port_service.PortService`."""

    @classmethod
    def operations(cls) -> list[Operation]:
        """The declared operations in the order of the source."""


@dataclass(frozen=True, eq=False)
class Port:
    """One port of the WSDL service.

    ``name`` is its folder and its part of URLs; ``title`` the WSDL port (``CustomerPort``); ``namespace`` is that of its
    operations, ``type_namespace`` that of the types that it declares, which may be the same; what else they use is
    NGNPro's or of a port below, and stays in its namespace. ``floor`` says which ports it may build on (those of lower
    floors, docs/architecture.md), ``offers`` which of its modules such ports may import. ``in_use`` answers, before a
    customer is deleted, what the port holds of it; ``fixes_kind``, before a customer becomes one of another kind, what
    would not fit it any more; ``accompany`` is called when a customer is made, ``credentials_changed`` when a SIP account
    gets another password; ``require_open`` is given by the port that ends customers, and ``suspension_changed``,
    ``clear``, ``ended`` and ``restored`` say what then follows elsewhere; ``reserves``, before another port makes a DNS
    zone, whether its names are the port's. ``zones`` is given by the port that keeps DNS zones, ``cuts`` by one that
    publishes names within them. ``recounts`` say which records consume which credit, and so what the counters must equal;
    ``examine`` and ``examine_sealed`` prove the other invariants of the port; ``seal`` takes part in upgrades;
    ``directory`` is given by the port that keeps the logins of customers, ``people`` by the one that keeps users, who call
    for customers; ``knows_login`` keeps customers from taking their names. ``accounts`` is given by one whose operations
    are called by accounts that log in by parameters, instead of by the header. ``limits`` tells which of the port's limits
    something planned would meet. ``credits`` names the properties that limit records, and so the kinds of counters
    (customer.md 3.2), ``switches`` those that allow something. ``kept`` says what goes with which record, and how an undo
    makes it again. ``settings`` is the dataclass of the port's own section of the settings, ``[name]``; ``unlike`` says
    what of its records an undo does not bring back. ``holds`` are foreign keys by which its records hold some of lower
    floors: these are neither removed nor changed in what matters, but by the port itself (:mod:`~ngnprov.calls.keeping`).
    ``attach`` makes what is outside of the server, a platform for instance, and is found in ``Context.attached``.
    ``doors`` are what it answers over HTTP that is no SOAP, ``jobs`` what a server does for it beside its calls,
    ``channels`` how its messages leave the house, ``dated`` what it does on the day for which it was asked, ``events``
    what others hear of its records. ``limit_rules`` is given by the port that keeps what resellers say of limits, ``moving``
    by those that a customer's move to another reseller concerns, ``copying`` by those that have something to copy.
    """

    name: str
    title: str
    namespace: str
    services: tuple[type[OperationGroup], ...]
    type_namespace: str = NGNPRO
    floor: int = 1
    offers: tuple[str, ...] = ("service",)
    in_use: InUse | None = None
    fixes_kind: InUse | None = None
    accompany: Accompany | None = None
    credentials_changed: CredentialsChanged | None = None
    require_open: RequireOpen | None = None
    suspension_changed: SuspensionChanged | None = None
    ended: Ended | None = None
    restored: Ended | None = None
    clear: Clear | None = None
    clearable: Clearable | None = None
    reserves: Reserves | None = None
    zones: Zones | None = None
    cuts: Cuts | None = None
    recounts: tuple[Recount, ...] = ()
    examine: Examine | None = None
    examine_sealed: ExamineSealed | None = None
    seal: Seal | None = None
    directory: Directory | None = None
    people: People | None = None
    knows_login: KnowsLogin | None = None
    accounts: Accounts | None = None
    limits: Limits | None = None
    kept: tuple[Kept, ...] = ()
    holds: ForeignKeys = ()
    unlike: Unlike = Unlike()
    credits: tuple[str, ...] = ()
    switches: tuple[Switch, ...] = ()
    settings: type | None = None
    attach: Attach | None = None
    doors: tuple[PlainDoor, ...] = ()
    jobs: MakeJobs | None = None
    channels: MakeChannels | None = None
    dated: tuple["Dated", ...] = ()
    events: Events | None = None
    limit_rules: LimitRules | None = None
    moving: Moving | None = None
    copying: Copying | None = None

    @property
    def has_login_header(self) -> bool:
        """Is it the header ``auth`` that says who calls?"""
        return self.accounts is None

    def is_served(self, settings: Settings) -> bool:
        """Does it answer calls? A port whose section has a setting ``enabled`` does when that says so."""
        return self.settings is None or bool(getattr(settings.of(self.settings), "enabled", True))

    @property
    def docstring(self) -> str:
        """What its package says of it."""
        return importlib.import_module(f"{ports.__name__}.{self.name}").__doc__ or ""

    def operations(self) -> list[Operation]:
        """Every operation, in the order of the declarations."""
        return [operation for service in self.services for operation in service.operations()]


def find_ports() -> tuple[Port, ...]:
    """Every port, lower floors first, then by name."""
    found = []
    with ports.undisturbed():
        for folder in ports.folders():
            port = getattr(importlib.import_module(f"{ports.__name__}.{folder.name}"), "PORT", None)
            if isinstance(port, Port):
                found.append(port)
    return tuple(sorted(found, key=lambda port: (port.floor, port.name)))


def declared_tables() -> Tables:
    """The tables of the server and of every port: to load a port is to have its tables declared."""
    find_ports()
    return metadata.sorted_tables


def find_credits(found: tuple[Port, ...]) -> frozenset[str]:
    """The properties that are credits, of any port."""
    return frozenset(kind for port in found for kind in port.credits)


def find_switches(found: tuple[Port, ...]) -> frozenset[Switch]:
    """The properties that are switches, of any port."""
    return frozenset(each for port in found for each in port.switches)


def find_sections() -> dict[str, type]:
    """The sections of settings that ports declare, by name."""
    return {port.name: port.settings for port in find_ports() if port.settings is not None}


def find_zones(found: tuple[Port, ...]) -> Zones | None:
    """What the port that keeps DNS zones offers, if there is one."""
    return next((port.zones for port in found if port.zones is not None), None)


def find_people(found: tuple[Port, ...]) -> People | None:
    """Where users are, if a port keeps any."""
    return next((port.people for port in found if port.people is not None), None)


def find_directory(found: tuple[Port, ...]) -> Directory:
    """The directory of customers' logins; exactly one port keeps it."""
    (directory,) = [port.directory for port in found if port.directory is not None]
    return directory
