# SPDX-License-Identifier: Apache-2.0
"""One log line for one event: ``time=... level=... logger=... pid=... message="..." key=value``, or as JSON, on stderr.

Fields given with ``extra=`` follow the message. Values are ASCII with JSON escapes, so that nothing a client
sends can forge a line or move a cursor. Request bodies are never passed to a logger; a traceback is one field
of its line.
"""

import datetime
import json
import logging
import re
from typing import Any, Final

from ngnprov.serve.wording import reword

LONGEST: Final = 8000
"""Characters of one value; the middle of a longer one is left out."""

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_BARE = re.compile(r"[A-Za-z0-9_.:/@+-]+")


class LineFormatter(logging.Formatter):
    """Formats a record as one line of ``key=value``."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        return " ".join(f"{key}={_value(value)}" for key, value in _fields(self, record).items())


class JsonFormatter(logging.Formatter):
    """Formats a record as one JSON object on a line (RFC 8259), with the same fields; numbers and truth values stay so."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        fields = _fields(self, record)
        return json.dumps({key: v if isinstance(v, bool | int | float) else _short(v) for key, v in fields.items()})


def _fields(formatter: logging.Formatter, record: logging.LogRecord) -> dict[str, Any]:
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
        fields["error"] = formatter.formatException(record.exc_info)
    return fields


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} ... {text[-LONGEST // 2 :]}"


def _value(value: Any) -> str:
    text = _short(value)
    return text if _BARE.fullmatch(text) else json.dumps(text)


FORMATTERS: Final = {"line": LineFormatter, "json": JsonFormatter}


def configuration(format: str = "line") -> dict[str, Any]:
    """For :func:`logging.config.dictConfig`, by granian in the supervisor and in each worker; ``format`` is a setting."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {format: {"()": FORMATTERS[format]}},
        "filters": {"wording": {"()": lambda: reword}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": format, "filters": ["wording"]}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {"_granian": {"level": "INFO"}},
    }
