# SPDX-License-Identifier: Apache-2.0
"""Limits how many names of others a login can find out by trying to take them.

A name that others have must be refused, and the refusal tells that it is there: for zones, domains and ranges that cannot be
helped, as names are unique. So a login may learn a few of them by accident, and not map them all.
"""

import time

from ngnprov.db.engine import Database
from ngnprov.db.ledgers import attempts
from ngnprov.db.unit import Unit
from ngnprov.errors import TooManyLogins

MOST = 30
"""Refusals that tell of others, for one login in a window."""
WINDOW = 900
"""Seconds."""

_MARK = "\x1f"
"""Begins the name of these counters beside those of logins: no name from the wire has it."""


def require_few(unit: Unit, login: str) -> None:
    """Raise TooManyLogins (905) for a login that has learnt of too many names; before the next one is looked up."""
    moment = int(time.time())
    _, counter, _ = attempts.look(unit, _MARK + login, "", moment, WINDOW)
    if counter.made > MOST:  # with the present one
        text = f"too many names of others were tried; try again in {WINDOW // 60} minutes"
        raise TooManyLogins(text, retry_after=max(1, counter.since + WINDOW - moment))


def count(database: Database, login: str) -> None:
    """Count a refusal that told of others, once its unit of work has ended and taken all else with it."""
    database.write(lambda unit: attempts.count(unit, _MARK + login, "", int(time.time()), WINDOW))
