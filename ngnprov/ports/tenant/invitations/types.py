# SPDX-License-Identifier: Apache-2.0
"""Types of invitations (tenant.md 18)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Id, Text


class Invitation(TenantRecord):
    """An invitation of a user, which leaves by mail; its token is in the letter alone. The number 0 is none."""

    id = user = Id()
    email = Text(1024)
    expires = Text(64)
