# SPDX-License-Identifier: Apache-2.0
"""A file that was sent, as text and as rows, and as it is kept until its job is done (imports.md 3)."""

import base64
import io
import zlib
from collections.abc import Sequence

from ngnprov.intake.adding import Form, Item
from ngnprov.intake.octets import as_text
from ngnprov.ports.imports.errors import BadHeading, TooLarge

FIELD = "csv"
_MARK = "\ufeff"


def text_of(sent: str | bytes, most: int) -> str:
    """A file as text, without a byte order mark; octets that are none stand as surrogates. Raises TooLarge."""
    size = len(sent) if isinstance(sent, bytes) else len(sent.encode("utf-8"))
    if size > most:
        raise TooLarge(f"has {size} octets, where at most {most} are taken", field=FIELD, limit=most, used=size)
    if isinstance(sent, str):
        return sent.removeprefix(_MARK)
    with as_text(io.BufferedReader(io.BytesIO(sent))) as file:
        return file.read()


def items_of(form: Form, text: str, start: int) -> list[Item]:
    """The rows of a file from the line ``start`` on, each with what is wrong with it. Raises BadHeading."""
    items = []
    for item in form.read(io.StringIO(text, newline="")):
        if item.is_heading:
            raise BadHeading(f"has no good heading: {'; '.join(map(str, item.read.problems))}", field=FIELD)
        if item.line >= start:
            items.append(item)
    return items


def require_few(items: Sequence[Item], most: int, advice: str = "") -> None:
    """Raise TooLarge when there are more rows than ``most``; ``advice`` says what to do then."""
    if len(items) > most:
        text = f"has {len(items)} rows, where at most {most} are taken{advice}"
        raise TooLarge(text, field=FIELD, limit=most, used=len(items))


def packed(text: str) -> str:
    """A file as a secret to be sealed."""
    return base64.b64encode(zlib.compress(text.encode("utf-8", "surrogateescape"))).decode()


def unpacked(secret: str) -> str:
    """What :func:`packed` was given."""
    return zlib.decompress(base64.b64decode(secret)).decode("utf-8", "surrogateescape")
