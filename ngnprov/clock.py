# SPDX-License-Identifier: Apache-2.0
"""The one place that time comes from. UTC, and text of one form, so that it sorts as text."""

from datetime import UTC, datetime

LENGTH_OF_SECONDS = len("2026-01-31 23:59:59")
"""Characters of a stored time that clients see."""

MIDNIGHT = "00:00:00.000000"
"""The time at which a day begins, as it is stored behind the day."""

_LENGTH_OF_DAY = len("2026-01-31")
_LENGTH = len("2026-01-31 23:59:59.000000")


def now() -> str:
    """The present moment as ``YYYY-MM-DD HH:MM:SS.ffffff`` in UTC."""
    return datetime.now(UTC).isoformat(" ", "microseconds")[:_LENGTH]


def text(moment: datetime) -> str:
    """A moment as it is stored."""
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:_LENGTH]


def moment(stored: str) -> datetime:
    """The moment of a stored time."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def to_seconds(stored: str) -> str:
    """A stored time as clients see it."""
    return stored[:LENGTH_OF_SECONDS]


def to_day(stored: str) -> str:
    """The day of a stored time, ``2026-01-31``, in UTC."""
    return stored[:_LENGTH_OF_DAY]
