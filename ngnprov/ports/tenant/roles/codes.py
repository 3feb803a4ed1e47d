# SPDX-License-Identifier: Apache-2.0
"""Which roles are built in, and what the permissions of roles stand for among those that operations declare (tenant.md R1)."""

from collections.abc import Mapping
from typing import Final

from ngnprov.calls.fields import of_form
from ngnprov.calls.policy import EVERYTHING

ADMINISTRATOR: Final = "customerAdmin"

BUILT_IN: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    ADMINISTRATOR: ("Administrator", frozenset({EVERYTHING})),
    "pbxAdmin": (
        "Administrator of the PBX",
        frozenset(
            {
                *("customer.read", "agreement.read", "products.assign", "extensions.read", "extensions.write"),
                *("extensions.block", "groups.write", "devices.write", "numbers.assign", "config.apply", "orders.read"),
            }
        ),
    ),
    "billingViewer": (
        "Reads what is paid",
        frozenset({"customer.read", "agreement.read", "billing.read", "orders.read"}),
    ),
    "user": ("Sees itself", frozenset({"users.read"})),
}
"""By code: what it is called, and what it gives."""

STANDS_FOR: Final[Mapping[str, frozenset[str]]] = {
    "extensions.read": frozenset({"extensions.read", "rewriting.test"}),
    "devices.write": frozenset({"devices.write", "devices.read"}),
    "users.manage": frozenset({"users.manage", "users.read"}),
}
"""Permissions of roles that give more than the one of their name."""

AHEAD: Final = frozenset({"billing.read", "audit.read"})
"""Those that roles may name although no operation that a customer may call asks for them yet."""

check = of_form(r"[a-zA-Z0-9_-]{1,32}", "must be 1 to 32 letters, digits, _ and -")


def given_by(permissions: frozenset[str]) -> frozenset[str]:
    """The permissions that operations declare for those of roles."""
    return frozenset(name for each in permissions for name in STANDS_FOR.get(each, (each,)))
