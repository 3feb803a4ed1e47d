# SPDX-License-Identifier: Apache-2.0
"""What the HTTP server logs, in our words and under our name: an operator looks for workers and signals, not for granian."""

import logging
import re

OURS = "ngnprov.serve"

_SENTENCES: tuple[tuple[re.Pattern[str], str | None], ...] = tuple(
    (re.compile(theirs), ours)
    for theirs, ours in (
        (r"Starting granian .*", None),
        (r"Listening at: (?P<address>\S+)", "listening"),
        (r"Spawning worker-(?P<worker>\d+) with \w+: (?P<worker_pid>\d+)", "worker starts"),
        (r"Started worker-(?P<worker>\d+)", "worker serves"),
        (r"Stopping worker-(?P<worker>\d+)", "worker finishes what was begun"),
        (r"Stopping old worker-\d+", None),
        (r"Stopped (old )?worker-(?P<worker>\d+)", "worker stopped"),
        (r"Respawning worker-(?P<worker>\d+)", "worker is replaced"),
        (r"HUP signal received.*", "SIGHUP: new workers, one after the other"),
        (r"Unexpected exit from worker-(?P<worker>\d+)", "worker ended unexpectedly"),
        (r"Killing (old )?worker-(?P<worker>\d+) .*", "worker is killed: it did not end in time"),
        (r"Worker crash loop detected, exiting", "workers end as soon as they start: giving up"),
        (r"Shutting down granian", "shutting down"),
        (r"Granian shutdown completed, see ya!", "shutdown complete"),
        # its advice: threads wait for bodies here (front.py), they do not compute
        (r"Configuration allows spawning up to .*", None),
    )
)


def reword(record: logging.LogRecord) -> bool:
    """Put a record of granian into our words; is it to be logged? A filter for handlers.

    What granian says that nobody has foreseen is logged as it is when it is a warning or worse.
    """
    if record.name.split(".", 1)[0] not in ("_granian", "granian"):
        return True
    record.name = OURS
    said = record.getMessage()
    for theirs, ours in _SENTENCES:
        found = theirs.fullmatch(said)
        if found:
            record.msg, record.args = ours or said, ()
            vars(record).update({key: int(v) if v.isdigit() else v for key, v in found.groupdict().items()})
            return ours is not None
    return record.levelno >= logging.WARNING
