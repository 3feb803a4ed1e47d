# SPDX-License-Identifier: Apache-2.0
"""Bodies that a hook has in a form of its own, for receivers that cannot read ours (event.md 6).

A template is a JSON text in which names stand in double braces. What stands for one is escaped for a JSON string; ``data``
alone is a JSON object, and stands by itself.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from ngnprov.errors import InvalidValue

TEXTS = ("id", "type", "source", "time", "subject", "actor", "customer")
DATA = "data"
_NAME = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def checked(template: str, field: str) -> str:
    """A template that makes JSON of every event. Raises InvalidValue."""
    for name in _NAME.findall(template):
        if name not in (*TEXTS, DATA):
            known = ", ".join(TEXTS)
            raise InvalidValue(f"knows {known} and {DATA} in double braces, and nothing else", field=field)
    sample = {**dict.fromkeys(TEXTS, 'a"\\b'), DATA: {"a": 'b"'}}
    try:
        json.loads(filled(template, sample))
    except ValueError:
        raise InvalidValue(
            "must be JSON, with names in double braces within texts, but for data", field=field
        ) from None
    return template


def filled(template: str, event: Mapping[str, Any]) -> str:
    """The body for an event."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        text = json.dumps(event[name], ensure_ascii=False)
        return text if name == DATA else json.dumps(str(event[name]), ensure_ascii=False)[1:-1]

    return _NAME.sub(value, template)
