# SPDX-License-Identifier: Apache-2.0
"""Types of API tokens (tenant.md 19)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Id, ListOf, Text


class ApiToken(TenantRecord):
    """An API token. ``secret`` is what a program logs in by, and is answered once, when it is made; ``hint`` is how that
    begins."""

    id = user = Id()
    name = Text(128)
    permissions = ListOf(Text(64))
    expiry = Text(64)
    hint = Text(16)
    createDate = lastUsed = Text(64)
    secret = Text(64, secret=True)
