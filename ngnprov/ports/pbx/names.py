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


LONGEST_EXTENSION = 8

internal = of_form(rf"[0-9]{{2,{LONGEST_EXTENSION}}}", f"must be 2 to {LONGEST_EXTENSION} digits")
"""The number of an extension, with its leading zeros."""

local_prefix = of_form(r"[0-9]{0,6}", "must be at most 6 digits")
"""What is dialled before a local number."""

sip_username = of_form(r"[a-z0-9._+-]{1,64}", "must be 1 to 64 of the characters a-z 0-9 . _ + -")
"""The user name of an extension's account."""

LONGEST_DEVICE = 64
LONGEST_LABEL = 32


def foreign(text: str, longest: int) -> str:
    """The beginning of what a phone or a vendor says, as a database and XML can hold it."""
    return "".join(each if each.isprintable() else " " for each in text[:longest])


def line(given: str, field: str) -> str:
    """What a phone shows, or is told in a file of lines: NFC, in one line; it may be empty."""
    found = text(given, field)
    if found != "".join(found.splitlines()):
        raise InvalidValue("must not have line breaks", field=field)
    return found


web_username = of_form(r"[^\s@]{1,64}", "must be 1 to 64 characters without white space and @")

MOST_AT_ONCE = 10_000
"""Extensions, or telephone numbers, of one call."""
