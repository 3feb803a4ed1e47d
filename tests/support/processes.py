# SPDX-License-Identifier: Apache-2.0
"""Many processes that do something at the same moment."""

import os
from collections.abc import Callable

from ngnprov.settings import DatabaseSettings, Settings


def patient(settings: Settings) -> Settings:
    """The same database and key, for processes of which none gives up, however slow the machine: as many wait for one lock."""
    return Settings(database=DatabaseSettings(url=settings.database.url, write_wait=100), keys=settings.keys)


def at_once(processes: int, attempt: Callable[[int], int]) -> list[int]:
    """What ``attempt(number)`` gave in each process, in the order they ended.

    They are forked from this process, which should hold neither threads nor connections, and begin at one signal.
    """
    start_read, start_write = os.pipe()
    result_read, result_write = os.pipe()
    children = []
    for number in range(processes):
        child = os.fork()
        if child == 0:
            os.close(start_write)
            os.read(start_read, 1)
            os.write(result_write, attempt(number).to_bytes(4, "big"))
            os._exit(0)
        children.append(child)
    os.close(start_write)
    os.close(result_write)
    for child in children:
        os.waitpid(child, 0)
    data = b""
    while piece := os.read(result_read, 4096):
        data += piece
    return [int.from_bytes(data[place : place + 4], "big") for place in range(0, len(data), 4)]
