# SPDX-License-Identifier: Apache-2.0
"""Making a customer like another one: each port that has something to copy declares its parts (tenant.md 21).

They are made by the services of the operations that make such records anyway, with the same rights, rules and limits: what
cannot be made by a call is not copied either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ngnprov.calls.policy import Permission
from ngnprov.errors import Refusal

if TYPE_CHECKING:
    from ngnprov.calls.call import Call


class Copy(NamedTuple):
    """From which customer to which other one, and what is new of the copy: its SIP domain, its base number in parts (``cc``,
    ``ac``, ``sn``), and the version of the terms that are accepted for it, 0 for none."""

    source: int
    target: int
    domain: str
    number: Mapping[str, str]
    terms_version: int


class Part(NamedTuple):
    """A part of what a customer has: where it stands among others, as some need those before; the permissions by which it is
    made; and (call, copy) -> make it, how many records that are."""

    place: int
    permissions: tuple[Permission, ...]
    make: Callable[["Call", Copy], int]


@dataclass(frozen=True)
class Copying:
    """The parts that a port copies, by name, and what can be refused of them."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    faults: tuple[type[Refusal], ...] = ()
