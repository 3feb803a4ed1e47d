# SPDX-License-Identifier: Apache-2.0
"""The header ``reply`` of an answer (docs/contract/request.md). It is the same in both dialects: no types, one namespace."""

import json
import shutil
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ngnprov.calls.request import Change, Preview, Reply
from ngnprov.soap.characters import legal
from ngnprov.soap.namespaces import OWN
from ngnprov.soap.writing.body import SPOOL_IN_MEMORY, Body, in_memory
from ngnprov.soap.writing.encoder import escape

_BODY = b"<SOAP-ENV:Body>"


def with_reply(body: Body, reply: Reply) -> Body:
    """An answer with the header before its Body. Raises InternalFailure when XML cannot carry what was stored."""
    header = legal(f"<SOAP-ENV:Header>{encode_reply(reply)}</SOAP-ENV:Header>")
    if body.file is None:
        return in_memory(body.data.replace(_BODY, header + _BODY, 1))
    start = body.file.read(1024)
    spool = tempfile.SpooledTemporaryFile(SPOOL_IN_MEMORY)  # noqa: SIM115  the server closes it after sending
    spool.write(start.replace(_BODY, header + _BODY, 1))
    shutil.copyfileobj(body.file, spool)
    body.file.close()
    spool.seek(0)
    return Body(b"", spool, body.length + len(header))


def encode_reply(reply: Reply) -> str:
    """The element."""
    parts = [] if reply.version is None else [_element("version", reply.version)]
    if reply.transaction:
        parts.append(_element("transaction", reply.transaction))
    parts.append(_element("replayed", reply.is_replayed))
    if reply.preview is not None:
        parts.append(_preview(reply.preview))
    return f'<reply xmlns="{OWN}">{"".join(parts)}</reply>'


def _preview(preview: Preview) -> str:
    changes = _list("changes", (_change(change) for change in preview.changes))
    consumes = _list(
        "consumes",
        (
            _element("kind", each.kind) + _element("holder", each.holder) + _element("count", each.count)
            for each in preview.consumptions()
        ),
    )
    limits = _list(
        "limits",
        (
            _element("kind", each.kind)
            + _element("holder", each.holder)
            + ("" if each.limit is None else _element("limit", each.limit))
            + _element("used", each.used)
            + _element("wanted", each.wanted)
            + _element("exceeded", each.is_exceeded)
            for each in preview.limits.values()
        ),
    )
    return f"<preview>{changes}{consumes}{limits}</preview>"


def _change(change: Change) -> str:
    before, after = change.before or {}, change.after or {}
    members = (
        _element("name", name)
        + (_element("before", before[name]) if name in before else "")
        + (_element("after", after[name]) if name in after else "")
        for name in dict.fromkeys((*before, *after))
    )
    return _element("subject", change.subject) + _list("members", members)


def _list(name: str, items: Iterable[str]) -> str:
    return f"<{name}>{''.join(f'<item>{item}</item>' for item in items)}</{name}>"


def _element(name: str, value: Any) -> str:
    """A text and an amount as they are, anything else as JSON."""
    text = str(value) if isinstance(value, str | Decimal) else json.dumps(value, ensure_ascii=False, default=str)
    return f"<{name}>{escape(text)}</{name}>"
