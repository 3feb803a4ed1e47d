# SPDX-License-Identifier: Apache-2.0
"""Members that routing records have in common."""

from ngnprov.errors import InvalidValue


def named(name: str, field: str) -> str:
    """A name. Raises InvalidValue on ``field`` when it is blank."""
    if not name.strip():
        raise InvalidValue("must not be empty", field=field)
    return name
