# SPDX-License-Identifier: Apache-2.0
"""Logging in from somewhere, again and again."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from ngnprov.db.engine import Database
from tests.support.world import Answer, World


def answer(world: World, address: str = "127.0.0.1", **login: Any) -> Answer:
    """Of a reading call; the administrator's unless ``login`` says otherwise."""
    caller = world.call(**login)
    return world.request(caller.envelope("getCustomers", {"query": {}}), address=address)


def code(world: World, address: str = "127.0.0.1", **login: Any) -> int:
    """The fault code of a reading call, 0 for success."""
    return code_of(answer(world, address, **login))


def code_of(answered: Answer) -> int:
    """The fault code of an answer, 0 for success."""
    return 0 if answered.status == 200 else int(member(answered, "errorcode"))


def member(answered: Answer, name: str) -> str:
    """A member of the detail of a fault."""
    return answered.body.split(name.encode())[1].split(b">")[1].split(b"<")[0].decode()


def at_once(works: Sequence[Callable[[], int]]) -> list[int]:
    """What all of these answer when they run in threads of their own."""
    found: list[int] = []
    threads = [threading.Thread(target=lambda work=work: found.append(work())) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@contextlib.contextmanager
def changes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """One item for each writing unit that begins meanwhile."""
    begun: list[str] = []
    real = Database.writing

    def counted(self: Database) -> Any:
        begun.append("unit")
        return real(self)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "writing", counted)
        yield begun
