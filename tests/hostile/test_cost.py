# SPDX-License-Identifier: Apache-2.0
"""No request of up to 1 MiB costs more than 250 ms of CPU and 32 MiB of memory before authentication (promise P14)."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.mebibytes import (
    BODIES,
    CHAINED_LOGIN,
    FOUR_ATTRIBUTES,
    MEBIBYTE,
    REDEFINED,
    below_namespaces,
    call,
    each,
)
from tests.hostile.meter import MANY_REQUESTS
from tests.support.world import Template, World

SECONDS = 0.25
BYTES = 32 * MEBIBYTE

Costs = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def costs(sqlite_template: Template) -> Costs:
    """What each body costs, and what comes back."""
    command = [sys.executable, str(Path(__file__).with_name("meter.py")), sqlite_template.url]
    done = subprocess.run(
        [*command, str(sqlite_template.key_file), *BODIES, MANY_REQUESTS], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
@pytest.mark.parametrize("name", BODIES)
def test_a_mebibyte_of_anything_is_cheap(costs: Costs, name: str) -> None:
    body, (code, words) = BODIES[name]
    assert len(body) <= MEBIBYTE
    cost = costs[name]
    assert cost["fault"][0] == code, cost
    assert words in cost["fault"][1]
    assert cost["seconds"] < SECONDS, cost
    assert cost["bytes"] < BYTES, cost


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
def test_requests_leave_nothing_behind(costs: Costs) -> None:
    """A parser that remembers names for ever (libxml2) would hold a mebibyte of each request."""
    assert costs[MANY_REQUESTS]["bytes"] < 5 * MEBIBYTE


GROWING: dict[str, Callable[[int], bytes]] = {
    "elements": lambda size: call("<a/>" * size),
    "text": lambda size: call("a&amp;\n" * 20 * size),
    "attributes": lambda size: call("<a b='' c='' d=''/>" * size),
    "attributes below namespaces": lambda size: call(below_namespaces(FOUR_ATTRIBUTES * size)),
    "namespaces below namespaces": lambda size: call(below_namespaces(each(size, REDEFINED))),
    "headers of a namespace": lambda size: call("", header="<n:a/>" * size, more=f"xmlns:n='{'n' * 200}'"),
    "references": lambda size: call(each(size, "<a href='#i%(n)d'/>"), each(size, "<b id='i%(n)d'/>")),
    "references to one structure": lambda size: call("<x href='#t'/>" * size, f"<t id='t'>{'<y/>' * size}</t>"),
    "a chain of references": lambda size: call(
        "<id href='#i0'/>" + each(size, "<x id='i%(n)d' href='#i%(next)d'/>") + f"<x id='i{size}'>1</x>"
    ),
    "ways into a chain of references": lambda size: call(
        "<id href='#i0'/>" * size + each(size, "<x id='i%(n)d' href='#i%(next)d'/>") + f"<x id='i{size}'>1</x>"
    ),
    "logins of others that refer to one structure": lambda size: call(
        "", f"<t id='t'>{'<y/>' * size}</t>", "<n:auth href='#t'/>" * size, more="xmlns:n='u'"
    ),
    "a chain of logins of others to nowhere": lambda size: call(
        "", header=each(size, CHAINED_LOGIN), more="xmlns:n='u'"
    ),
    "attributes below namespaces, by reference": lambda size: call(
        "<x href='#t'/>", f"<t id='t'>{below_namespaces(FOUR_ATTRIBUTES * size)}</t>"
    ),
}


@pytest.mark.parametrize("name", GROWING)
def test_time_grows_with_the_length_and_not_its_square(sqlite_world: World, name: str) -> None:
    """From 1,000 to 8,000 units: 8 times if linear, 64 if quadratic."""
    small, large = (_seconds(sqlite_world, GROWING[name](size)) for size in (1_000, 8_000))
    assert large < 24 * small


def _seconds(world: World, body: bytes) -> float:
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        assert world.request(body).status == 500
        best = min(best, time.process_time() - started)
    return best
