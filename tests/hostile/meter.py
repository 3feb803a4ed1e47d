# SPDX-License-Identifier: Apache-2.0
"""What requests cost a server: ``meter.py URL KEY_FILE NAME...`` with names of :data:`hostile.mebibytes.BODIES`.

Each body meets a process of its own, forked when the code is loaded, so that none finds memory another has left behind.
Prints a JSON object for each: the CPU seconds of the best of a few requests, the memory beyond what the
process had before, and the fault that came back.
"""

import ctypes
import gc
import json
import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from ngnprov.settings import DatabaseSettings, KeySettings, Settings
from tests.hostile.bodies import wrapped
from tests.hostile.mebibytes import BODIES, CHARSETS, MOST, ONE_OF_MANY_NAMES, call, each
from tests.support.caller import Fault, read_answer
from tests.support.world import Answer, World

MANY_REQUESTS = "many requests of ever new names"
"""Not a body but 30 of them."""

TELLING = 0.15
"""CPU seconds of a body that is looked at more often."""


def main(url: str, key_file: str, *names: str) -> None:
    """Fork for each body."""
    settings = Settings(database=DatabaseSettings(url=url), keys=KeySettings(file=Path(key_file)))
    with World(settings) as world:  # what is made once in a process is made before the forks, and not by each
        world.request(wrapped("<c:getAccount/>", ""))
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    for name in names:
        child = os.fork()
        if not child:
            with World(settings) as world:
                told = (
                    many(world) if name == MANY_REQUESTS else one(world, BODIES[name][0], CHARSETS.get(name, "utf-8"))
                )
            print(json.dumps({"name": name, **told}), flush=True)
            os._exit(0)
        os.waitpid(child, 0)


def one(world: World, body: bytes, charset: str) -> dict[str, object]:
    """The cost of a body."""
    kind = f"text/xml; charset={charset}"
    world.request(wrapped("<c:getAccount/>", ""))
    before = _memory()
    started = time.process_time()
    answer = world.request(body, content_type=kind)
    seconds = [time.process_time() - started]
    peak = _peak()
    for _ in range(0 if seconds[0] < TELLING else 6):  # near the bound the best tells: others are on the machine
        started = time.process_time()
        world.request(body, content_type=kind)
        seconds.append(time.process_time() - started)
    return {"seconds": min(seconds), "bytes": peak - before, "fault": _fault(answer)}


def many(world: World) -> dict[str, object]:
    """What 30 requests leave behind, measured after three."""
    started = time.process_time()
    for number in range(30):
        answer = world.request(call(each(MOST, f"<a{number}_{ONE_OF_MANY_NAMES[1:]}")))
        if number == 2:
            before = _memory()
    return {"seconds": (time.process_time() - started) / 30, "bytes": _memory() - before, "fault": _fault(answer)}


def _fault(answer: Answer) -> tuple[int, str]:
    assert answer.status == 500
    try:
        read_answer(answer.body, None)
    except Fault as fault:
        return fault.code, fault.text
    raise AssertionError(answer)


def _memory() -> int:
    """Bytes in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def _peak() -> int:
    """The most bytes this process ever had in memory; a forked one begins anew."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
