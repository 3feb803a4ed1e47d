# SPDX-License-Identifier: Apache-2.0
"""The one place that time comes from. UTC, and text of one form, so that it sorts as text."""

from datetime import UTC, datetime

LENGTH_OF_SECONDS = len("2026-01-31 23:59:59")
"""Characters of a stored time that clients see."""


def now() -> str:
    """The present moment as ``YYYY-MM-DD HH:MM:SS.ffffff`` in UTC."""
    return text(datetime.now(UTC))


def text(moment: datetime) -> str:
    """A moment as it is stored."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
