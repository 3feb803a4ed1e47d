# SPDX-License-Identifier: Apache-2.0
"""The refusals of EventPort, below the general ones of ngnprov/errors.py.

::

    Unknown
     └── HookUnknown      8601
    Refusal
     └── HookRefused      8504  the address of a hook
"""

from ngnprov.errors import Refusal, Unknown


class HookUnknown(Unknown):
    """There is no such hook."""

    code, name = 8601, "HookUnknownError"


class HookRefused(Refusal):
    """Nothing is sent to the address; the text says what it must be."""

    code, name, blame = 8504, "AddressRefusedError", "Client"
