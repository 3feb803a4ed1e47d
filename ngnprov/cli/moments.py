# SPDX-License-Identifier: Apache-2.0
"""Moments as people type them on the command line: ``2027-01-31``, ``2027-01-31 23:59``, ``2h``."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from ngnprov import clock

_AGO = re.compile(r"(\d{1,6})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class Moment(click.ParamType):  # type: ignore[type-arg]
    """A moment as it is stored: ISO 8601, UTC unless it says otherwise, or, unless it ``may_come``, so many minutes, hours or
    days ago."""

    name = "moment"

    def __init__(self, *, may_come: bool = False) -> None:
        self._may_come = may_come

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The stored form."""
        text = str(value).strip()
        ago = None if self._may_come else _AGO.fullmatch(text)
        try:
            if ago is not None:
                return clock.text(datetime.now(UTC) - timedelta(**{_UNITS[ago[2]]: int(ago[1])}))
            moment = datetime.fromisoformat(text)
            return clock.text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        except (ValueError, OverflowError):
            forms = "2027-01-31 or 2027-01-31 23:59"
            if not self._may_come:
                forms = "2027-01-31, 2027-01-31 23:59, or 30m, 2h, 7d for so long ago"
            self.fail(f"{text!r} is not a moment: write {forms}", param, ctx)
