# SPDX-License-Identifier: Apache-2.0
"""One log line for one event: ``time=... level=... logger=... pid=... message="..." key=value``, on stderr.

Fields given with ``extra=`` follow the message. Values are ASCII with JSON escapes, so that nothing a client
sends can forge a line or move a cursor. Request bodies are never passed to a logger; a traceback is one field
of its line.
"""

import datetime
import json
import logging
import re
from typing import Any, Final

LONGEST: Final = 8000
"""Characters of one value; the middle of a longer one is left out."""

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_BARE = re.compile(r"[A-Za-z0-9_.:/@+-]+")


class LineFormatter(logging.Formatter):
    """Formats a record as one line of ``key=value``."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        fields: dict[str, Any] = {
            "time": moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "pid": record.process,
            "message": record.getMessage(),
        }
        fields |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return " ".join(f"{key}={_value(value)}" for key, value in fields.items())


def _value(value: Any) -> str:
    text = str(value)
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} ... {text[-LONGEST // 2 :]}"
    return text if _BARE.fullmatch(text) else json.dumps(text)


def _is_worth_reading(record: logging.LogRecord) -> bool:
    """Leave out granian's advice against many threads: they wait for bodies (front.py), not to compute."""
    return not record.getMessage().startswith("Configuration allows spawning up to")


def configuration() -> dict[str, Any]:
    """For :func:`logging.config.dictConfig`, by granian in the supervisor and in each worker."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": LineFormatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "filters": {"worth": {"()": lambda: _is_worth_reading}},
        "loggers": {"_granian": {"level": "INFO", "filters": ["worth"]}},
    }
