# SPDX-License-Identifier: Apache-2.0
"""How a value is written into XML, and into a SIP address within it."""

import re
from typing import Final
from urllib.parse import quote

DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>\n'

_HAS_MARKUP = re.compile('[&<>"\t]').search
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;"})
_QUOTED = str.maketrans({"\\": "\\\\", '"': '\\"'})
_USER_UNRESERVED = "-_.!~*'()&=+$,;?/"


def xml(text: str) -> str:
    """A text as the content of an element, or of an attribute within quotation marks (XML 1.0, 2.4, 3.3.3)."""
    return text.translate(_ENTITIES) if _HAS_MARKUP(text) else text


def element(name: str, text: str) -> str:
    """A line with an element that has nothing but a text."""
    return f"<{name}>{xml(text)}</{name}>\n"


def quoted(text: str) -> str:
    """A display name as a quoted-string (RFC 3261 25.1)."""
    return f'"{text.translate(_QUOTED)}"'


def user(text: str) -> str:
    """A user name as the user of a SIP URI (RFC 3261 25.1): what may not stand there is escaped, as UTF-8."""
    return quote(text, safe=_USER_UNRESERVED)
