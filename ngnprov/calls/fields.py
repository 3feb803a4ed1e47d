# SPDX-License-Identifier: Apache-2.0
"""What services ask of the fields that were supplied."""

from typing import TypeVar

from ngnprov.errors import MissingInput

V = TypeVar("V")


def required(value: V | None, field: str) -> V:
    """A value that must be there, and be neither empty nor 0. Raises MissingInput on ``field``."""
    if not value:
        raise MissingInput("must not be empty", field=field)
    return value
