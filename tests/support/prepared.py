# SPDX-License-Identifier: Apache-2.0
"""Functions in processes of their own, in which all ports are imported and compiled already: they are forked from one process
for each worker of the tests, which holds neither threads nor connections. An interpreter that begins from nothing takes seconds.
"""

import multiprocessing
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.support.warm"])


def prepared(function: Callable[..., Any], *arguments: Any, seconds: float = 240) -> Any:
    """What a function of a module returns in a process of its own. Raises AssertionError with what it raised, or when it takes
    too long."""
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=_report, args=(sender, function, arguments))
    process.start()
    sender.close()
    try:
        assert receiver.poll(seconds), f"{function.__module__} takes longer than {seconds} s"
        is_done, result = receiver.recv()
        process.join()
    except EOFError:
        is_done, result = False, "it ended without a word"
    finally:
        process.kill()  # unless it has ended
        process.join()
        receiver.close()
    assert is_done, f"{function.__module__}: {result}"
    return result


def _report(sender: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        answer = (True, function(*arguments))
    except BaseException:
        answer = (False, traceback.format_exc()[-3000:])
    sender.send(answer)
