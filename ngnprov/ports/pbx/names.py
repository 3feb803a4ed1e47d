# SPDX-License-Identifier: Apache-2.0
"""Codes and titles of PbxPort. Each check answers the stored form or raises InvalidValue."""

from ngnprov.calls.fields import composed, of_form
from ngnprov.errors import InvalidValue

NAMESPACE = "urn:ngnprov:Pbx"
"""Of the operations and types of the port."""

LONGEST_CODE = 32
LONGEST_TITLE = 128

code = of_form(rf"[A-Z0-9_-]{{1,{LONGEST_CODE}}}", f"must be 1 to {LONGEST_CODE} of the characters A-Z 0-9 _ -")
"""By which a product is known."""


def text(given: str, field: str) -> str:
    """What people read: NFC, without control characters; it may be empty."""
    return composed(given, field)


def title(given: str, field: str) -> str:
    """What people call something: anything but blanks."""
    found = text(given, field)
    if not found.strip():
        raise InvalidValue("must not be empty", field=field)
    return found
