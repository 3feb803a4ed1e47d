# SPDX-License-Identifier: Apache-2.0
"""Roles: what users may do, by codes. Those that are built in are all that there are."""

from collections.abc import Sequence
from typing import Final

from ngnprov.calls.fields import of_form, required
from ngnprov.errors import InvalidValue
from ngnprov.ports.tenant.errors import RoleUnknown

ADMINISTRATOR: Final = "customerAdmin"
BUILT_IN = (ADMINISTRATOR, "pbxAdmin", "billingViewer", "user")

_code = of_form(r"[a-zA-Z0-9_-]{1,32}", "must be 1 to 32 letters, digits, _ and -")


def checked(codes: Sequence[str] | None, field: str) -> list[str]:
    """Codes of roles that there are, each once, one at least. Raises MissingInput, InvalidValue, RoleUnknown."""
    found: list[str] = []
    for place, code in enumerate(required(codes, field)):
        _code(code, f"{field}.{place}")
        if code not in BUILT_IN:
            raise RoleUnknown(f"is no role: there are {', '.join(BUILT_IN)}", field=f"{field}.{place}")
        if code in found:
            raise InvalidValue("is given twice", field=f"{field}.{place}")
        found.append(code)
    return found
