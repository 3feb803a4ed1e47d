# SPDX-License-Identifier: Apache-2.0
"""The refusals of EventPort, below the general ones of ngnprov/errors.py.

::

    Unknown
     └── HookUnknown      8601

HookRefused, 8504, of the address of a hook, is that of every address that others name (TenantPort).
"""

from ngnprov.errors import Unknown
from ngnprov.ports.tenant.errors import ConnectionHostRefused as HookRefused

__all__ = ["HookRefused", "HookUnknown"]


class HookUnknown(Unknown):
    """There is no such hook."""

    code, name = 8601, "HookUnknownError"
