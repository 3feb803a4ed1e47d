# SPDX-License-Identifier: Apache-2.0
"""The right to run an operation or a command, declared beside it: source of enforcement, reference page and test matrix.

A right is a :class:`Permission`. The levels of NGNPro are named sets of permissions: each permission says of which sets it
is a part, so that a port to come brings its own.
"""

from dataclasses import dataclass
from typing import Final

from ngnprov.calls.actor import Actor, Level
from ngnprov.errors import NotAuthorized

EVERYBODY = frozenset({Level.CUSTOMER, Level.RESELLER, Level.ADMIN})
ACCOUNTS = EVERYBODY | {Level.ACCOUNT}
"""An account itself, over the wire; the others undo what it has changed (calls/reverting.py)."""
RESELLERS = frozenset({Level.RESELLER, Level.ADMIN})
ADMINISTRATORS = frozenset({Level.ADMIN})


EVERYTHING: Final = "*"
"""Among the permissions of a user: whatever the login of his customer has, and roles can give."""


@dataclass(frozen=True, slots=True)
class Permission:
    """A right by its name, ``area.verb``, and the levels that have it.

    One that is ``withheld`` no role gives to a user: it would show or change the login of the customer itself. One that is
    ``everyones`` no role has to give: it is about whoever calls himself.
    """

    name: str
    levels: frozenset[Level]
    withheld: bool = False
    everyones: bool = False

    def is_held_by(self, actor: Actor) -> bool:
        """Has the level of ``actor`` it, and is it among his own permissions if he has but some of them?"""
        if actor.level not in self.levels:
            return False
        given = actor.permissions
        return given is None or self.everyones or self.name in given or (EVERYTHING in given and not self.withheld)


OPERATE = Permission("platform.operate", ADMINISTRATORS)
"""Upkeep of the server itself."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may run something at all; what he may do to which object is the service's rule.

    ``impersonated_by_admin`` lets an administrator who impersonates an entry without the permission run it all the same
    (customer.md 6.3, the two allowances). ``answers_nobody`` is for list queries: an administrator who impersonates an id that
    is gone gets an empty list and no refusal (wire.md W4).
    """

    permission: Permission
    impersonated_by_admin: bool = False
    answers_nobody: bool = False

    def require(self, actor: Actor) -> None:
        """Raise :class:`~ngnprov.errors.NotAuthorized` (902) when ``actor`` may not."""
        if self.permission.is_held_by(actor):
            return
        if actor.level is Level.NOBODY:
            if self.answers_nobody:
                return
        elif self.impersonated_by_admin and actor.impersonated_by_admin:
            return
        if actor.permissions is not None and actor.level in self.permission.levels:
            raise NotAuthorized(f"this operation needs the permission {self.permission.name}")
        raise NotAuthorized(f"this operation needs the rights of {_least(self.permission.levels)}")

    def sentence(self) -> str:
        """The rule in words, for the reference page."""
        if Level.ACCOUNT in self.permission.levels:
            return "the account that the parameters name, by its password"
        text = _words([_MANY[level] for level in Level if level in self.permission.levels])
        if self.impersonated_by_admin:
            text += "; also an administrator who impersonates"
        return text


_MANY = {Level.CUSTOMER: "customers", Level.RESELLER: "resellers", Level.ADMIN: "administrators"}
_ONE = {Level.CUSTOMER: "a customer", Level.RESELLER: "a reseller", Level.ADMIN: "an administrator"}


def _least(levels: frozenset[Level]) -> str:
    return next(who for level, who in _ONE.items() if level in levels)


def _words(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
