# SPDX-License-Identifier: Apache-2.0
"""Types of roles (tenant.md 17)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, ListOf, Text


class Role(TenantRecord):
    """What users may do who have it. ``reseller`` is 0, and ``builtIn`` true, of those that are everywhere."""

    reseller = Id()
    code = Text(64)
    name = Text(128)
    permissions = ListOf(Text(64))
    builtIn = Flag()
    changeDate = Text(64)
