# SPDX-License-Identifier: Apache-2.0
"""What a port is, and how ports are found: by walking the folder ``ngnprov/ports``.

A port is a package there whose ``__init__`` names one :class:`Port` as ``PORT``. No list of ports is kept anywhere, so
that adding one edits no existing file.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ngnprov import ports
from ngnprov.auth.logins import Directory
from ngnprov.auth.secrets import Keys
from ngnprov.db.recount import Recount
from ngnprov.db.unit import Unit
from ngnprov.finding import Finding
from ngnprov.soap.operation import Operation, PortService

InUse = Callable[[Unit, int], Mapping[str, int]]
"""(unit, customer id) -> kind of record -> how many of them belong to, or name as owner, that customer."""

Examine = Callable[[Unit], Iterable[Finding]]
"""unit -> what is wrong among the records of the port; few are in memory at a time, however many there are."""


ExamineSealed = Callable[[Unit, Keys], Iterable[Finding]]
"""(unit, keys) -> what is wrong with what the port has sealed, beside that it does not open at all."""

Seal = Callable[[Unit, Keys], None]
"""(unit, keys): seal what an earlier release kept in clear, in the transaction of the upgrade. There may be nothing to do."""

Reserves = Callable[[Unit, str], bool]
"""(unit, domain name) -> is the name at or below a domain whose names the port publishes itself?"""


@dataclass(frozen=True)
class Port:
    """One port of the WSDL service.

    ``name`` is its folder and its part of URLs; ``title`` the WSDL port (``CustomerPort``); ``floor`` says which ports
    it may build on (those of lower floors, design.md 2). ``in_use`` answers, before a customer is deleted, what the port
    holds of him; ``reserves``, before another port makes a DNS zone, whether its names are the port's. ``recounts`` say which
    records consume which credit, and so what the counters must equal; ``examine`` and ``examine_sealed`` prove the other
    invariants of the port; ``seal`` takes part in upgrades; ``directory`` is given by the port that keeps the logins of
    customers. ``credits`` names the properties that limit records, and so the kinds of counters (customer.md 3.2).
    ``settings`` is the dataclass of the port's own section of the settings, ``[name]``.
    """

    name: str
    title: str
    namespace: str
    services: tuple[type[PortService], ...]
    floor: int = 1
    in_use: InUse | None = None
    reserves: Reserves | None = None
    recounts: tuple[Recount, ...] = ()
    examine: Examine | None = None
    examine_sealed: ExamineSealed | None = None
    seal: Seal | None = None
    directory: Directory | None = None
    credits: tuple[str, ...] = ()
    settings: type | None = None

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
    for module in pkgutil.iter_modules(ports.__path__):
        port = getattr(importlib.import_module(f"{ports.__name__}.{module.name}"), "PORT", None)
        if isinstance(port, Port):
            found.append(port)
    return tuple(sorted(found, key=lambda port: (port.floor, port.name)))


def find_credits(found: tuple[Port, ...]) -> frozenset[str]:
    """The properties that are credits, of any port."""
    return frozenset(kind for port in found for kind in port.credits)


def find_sections() -> dict[str, type]:
    """The sections of settings that ports declare, by name."""
    return {port.name: port.settings for port in find_ports() if port.settings is not None}


def find_directory(found: tuple[Port, ...]) -> Directory:
    """The directory of customers' logins; exactly one port keeps it."""
    (directory,) = [port.directory for port in found if port.directory is not None]
    return directory
