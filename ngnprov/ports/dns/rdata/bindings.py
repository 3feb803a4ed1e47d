# SPDX-License-Identifier: Apache-2.0
"""HTTPS and SVCB (RFC 9460): how a service is reached. Their priority is part of the value."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns import names
from ngnprov.ports.dns.rdata.data import FIELD, Data, absolute, data, malformed, parsed
from ngnprov.ports.dns.rdata.free_text import quoted
from ngnprov.ports.dns.rdata.words import is_16_bit

_MANDATORY, _DOHPATH = 0, 7
_LAST_NAMED = 6
"""Parameters up to this number are those of RFC 9460 14.3.2, whose names every name server knows (``ipv6hint``)."""

_TEMPLATE = re.compile(rb"(?:[!#$&-;=?-\[\]_a-z~]|%[0-9A-Fa-f]{2}|\{[+#./;?&]?[0-9A-Za-z_.,:*]+\})*").fullmatch
"""A URI template in ASCII (RFC 6570 2): literals, octets in per cent, expressions that are closed."""


def read(kind: str, value: str, priority: int, zone: str) -> Data:  # noqa: ARG001
    """Priority, target as of other types (``.`` is the owner), and parameters, quoted or not."""
    words = value.split(maxsplit=2)
    if len(words) < 2 or not is_16_bit(words[0]):
        raise malformed(kind)
    target = names.target(words[1], zone, FIELD, is_host=True, may_be_root=True)
    text = " ".join((str(int(words[0])), absolute(target), *words[2:]))
    rdata = parsed(kind, text)
    _require_template(rdata.params)
    written = " ".join((str(rdata.priority), target, *_named(rdata)))
    portable = " ".join((str(rdata.priority), absolute(target), *_portable(rdata.params)))
    made = data(kind, written, 0, portable, target)
    return Data(kind, written, 0, portable, made.digest, target)


def stored(value: str) -> str:
    """A stored value with its target absolute."""
    words = value.split(maxsplit=2)
    return " ".join((*words[:1], *map(absolute, words[1:2]), *words[2:]))


def _named(rdata: Any) -> list[str]:
    """The parameters as dnspython writes them, with the names that it knows."""
    words: list[str] = rdata.to_text().split(maxsplit=2)[2:]
    return words


def _portable(params: Any) -> Iterator[str]:
    """The parameters with names that every name server knows: of later ones the number (RFC 9460 2.1)."""
    for key in sorted(params):
        value = params[key]
        if key == _MANDATORY:
            yield f'mandatory="{",".join(map(_name, value.keys))}"'
        elif value is None:
            yield _name(key)
        elif key <= _LAST_NAMED:
            yield f"{_name(key)}={value.to_text()}"
        else:
            yield f"{_name(key)}={quoted(_wire(value))}"


def _name(key: Any) -> str:
    return str(key.name).lower().replace("_", "-") if key <= _LAST_NAMED else f"key{int(key)}"


def _require_template(params: Any) -> None:
    """``dohpath`` is a relative URI template with the variable ``dns`` (RFC 9461 5), or named refuses the zone."""
    value = params.get(_DOHPATH)
    path = b"/{?dns}" if value is None else _wire(value)
    if not path.startswith(b"/") or b"{?dns}" not in path or not _TEMPLATE(path):
        text = "has a dohpath that is no URI template which begins with / and has {?dns} (RFC 9461 5)"
        raise InvalidValue(text, field=FIELD)


def _wire(value: Any) -> bytes:
    file = BytesIO()
    value.to_wire(file)
    return file.getvalue()
