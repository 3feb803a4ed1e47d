# SPDX-License-Identifier: Apache-2.0
"""Levels at which something is suspended or blocked: each side for itself, and nobody lifts what those above have set."""

from collections.abc import Mapping

from ngnprov.calls.actor import Actor, Level

LEVELS = SELF, RESELLER, ADMIN, SYSTEM = "self", "reseller", "admin", "system"
"""In the order in which they are told."""

LIFTED_BECAUSE = "lifted_because"
"""The member by which the journal tells why a layer was lifted."""

_LIFTS: Mapping[str, frozenset[str]] = {
    SELF: frozenset({SELF}),
    RESELLER: frozenset({SELF, RESELLER}),
    ADMIN: frozenset(LEVELS),
}


def own_level(actor: Actor) -> str:
    """The level at which a caller blocks: that of whom he impersonates, if he does."""
    if actor.level >= Level.RESELLER:
        return ADMIN if actor.is_admin else RESELLER
    return SELF


def may_lift(actor: Actor, level: str) -> bool:
    """Is a layer of this level his to lift?"""
    return level in _LIFTS[own_level(actor)]
