# SPDX-License-Identifier: Apache-2.0
"""No request of up to 1 MiB costs more than 250 ms of CPU before authentication (promise P14)."""

import time

import pytest
from world import World

from hostile.bodies import wrapped

MEBIBYTE = 1024 * 1024
LIMIT = 0.25
_NOBODY = "<auth><username>nobody</username><password>x</password></auth>"


def filled(unit: str, before: str = "<c:getAccount>", after: str = "</c:getAccount>") -> bytes:
    """As many of ``unit`` as a mebibyte holds."""
    room = MEBIBYTE - len(wrapped(before + after, _NOBODY))
    return wrapped(before + unit * (room // len(unit)) + after, _NOBODY)


def numbered(shape: str, count: int, around: str) -> bytes:
    return wrapped(around % "".join(shape % {"n": n} for n in range(count)), _NOBODY)[:MEBIBYTE]


BODIES = {
    "text": filled("x"),
    "blanks": filled(" "),
    "elements": filled("<a/>"),
    "open elements": filled("<a>"),
    "elements with text": filled("<a>b</a>"),
    "comments": filled("<!---->"),
    "CDATA": filled("<![CDATA[]]>"),
    "character references": filled("&#65;"),
    "ampersands": filled("&amp;"),
    "instructions": filled("<?a?>"),
    "equals signs": filled("="),
    "less-than signs": filled("<"),
    "declarations": filled("<!"),
    "one attribute": filled("x", '<c:getAccount a="', '"/>'),
    "attributes": numbered(' a%(n)d="1"', 80_000, "<c:getAccount%s/>"),
    "namespaces": numbered(' xmlns:a%(n)d="u"', 55_000, "<c:getAccount%s/>"),
    "namespaces over elements": numbered('<b xmlns:a%(n)d="u"/>', 40_000, "<c:getAccount>%s</c:getAccount>"),
    "ids": numbered('<b id="i%(n)d"/>', 45_000, '<c:getAccount><id href="#i1"/>%s</c:getAccount>'),
    "references": numbered('<b href="#i%(n)d" id="i%(n)d"/>', 30_000, "<c:getAccount>%s</c:getAccount>"),
    "headers": wrapped("<c:getAccount/>", "<h/>" * 200_000)[:MEBIBYTE],
    "operations": wrapped("<c:getAccount/>" * 60_000, _NOBODY)[:MEBIBYTE],
    "a long name": filled("a", "<", "/>"),
    "a DOCTYPE": b"<!DOCTYPE a [" + b'<!ENTITY a "b">' * 60_000 + b"]><a/>",
}


@pytest.mark.parametrize("name", BODIES)
def test_a_mebibyte_is_refused_cheaply(sqlite_world: World, name: str) -> None:
    body = BODIES[name]
    assert len(body) <= MEBIBYTE + 1000
    sqlite_world.request(wrapped("<c:getAccount/>", _NOBODY))
    best = min(_seconds(sqlite_world, body) for _ in range(2))
    assert best < LIMIT


def _seconds(world: World, body: bytes) -> float:
    started = time.process_time()
    assert world.request(body).status == 500
    return time.process_time() - started
