# SPDX-License-Identifier: Apache-2.0
"""Types of sessions (tenant.md 22)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, Text


class Session(TenantRecord):
    """A session. ``token`` is what stands in the place of the password, and is answered once, when it begins; ``login`` is the
    name that goes with it, ``user`` the number of the user, 0 for other logins. ``current`` is the one that asks."""

    id = user = Id()
    login = Text(254)
    begun = lastUsed = expires = Text(64)
    address = Text(64)
    secondFactor = current = Flag()
    token = Text(64, secret=True)
