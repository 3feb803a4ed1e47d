# SPDX-License-Identifier: Apache-2.0
"""The one place where operations are run (calls/runner.py)."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from ngnprov.calls.actor import Actor
from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.calls.policy import RESELLERS, Permission, Policy
from ngnprov.calls.runner import Execution
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.errors import CustomerUnknown, NotAuthorized, Refusal
from ngnprov.ports.customer.tables import customers
from tests.ports.customer.conftest import Scene
from tests.support.world import World

COUNT = Statement(select(func.count()).select_from(customers))
DELETE = Statement(delete(customers).where(customers.c.id == parameter("of")))


def test_an_answer_that_cannot_be_written_has_changed_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written before COMMIT: a client that gets a fault may try again."""
    server = world.app._door._dispatcher._servers["urn:AGProjects:NGNPro:Customer"][1]

    def broken(result: Any) -> Iterator[bytes]:
        raise RuntimeError("no such bytes")

    monkeypatch.setitem(server.app.out_protocol.encoders, ("addAccount", "encoded"), broken)
    before = world.fingerprint()
    assert world.call().refused("addAccount", account={"username": "a", "password": "p"}).code == 200
    assert world.fingerprint() == before


class _Leaving(Operator):
    """Between the first look at him and his transaction the reseller behind whom he acts goes."""

    def look_again(self, unit: Unit, actor: Actor) -> Actor:
        unit.run(DELETE, of=self.impersonate)
        return super().look_again(unit, actor)


def test_writing_work_has_the_rights_that_its_caller_has_in_its_own_transaction(world: World) -> None:
    reseller = Scene(world, "encoded").reseller()
    leaving = _Leaving(world.operator.runner, reseller)
    done: list[Call] = []
    with pytest.raises(NotAuthorized):
        leaving.run(Task(name="try", policy=Policy(Permission("x.y", RESELLERS))), done.append)
    assert not done
    assert world.call().getAccount(id=reseller)["id"] == reseller


def test_reading_work_sees_one_snapshot(world: World) -> None:
    def look(call: Call) -> list[int]:
        first = call.unit.one(COUNT)[0]
        world.call().addAccount(account={"username": "late", "password": "p"})
        return [first, call.unit.one(COUNT)[0]]

    first, second = world.operator.run(Task(name="look", writes=False), look)
    assert first == second


def test_an_operator_behind_somebody_who_is_not_there_is_told_so(world: World) -> None:
    with pytest.raises(CustomerUnknown):
        replace(world.operator, impersonate=4711).require_customer()


REFUSED: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "not there": ("getAccount", {"id": 4711}, {}),
    "in use": ("addAccount", {"account": {"username": "a", "password": "p"}}, {}),
    "denied": ("addAccount", {"account": {"username": "b", "password": "p"}}, {"impersonate": 4711}),
    "no number": ("getAccount", {"id": "x"}, {}),
    "wrong password": ("getAccount", {"id": 1}, {"password": "wrong"}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_call_leaves_nothing_to_the_garbage_collector(sqlite_world: World, case: str) -> None:
    """What is in a circle lives until the collector comes: an open unit in one would keep its connection."""
    operation, arguments, login = REFUSED[case]
    sqlite_world.call().addAccount(account={"username": "a", "password": "p"})
    caller = sqlite_world.call(**login)
    body = caller.envelope(operation, arguments)
    assert sqlite_world.request(body).status == 500
    sqlite_world.app.settle()
    gc.collect()
    before = _of_calls()  # other tests may have left what they hold
    gc.disable()
    try:
        sqlite_world.request(body)
        sqlite_world.app.settle()
        assert len(_of_calls()) == len(before)
    finally:
        gc.enable()


def _of_calls() -> list[object]:
    return [each for each in gc.get_objects() if type(each) is Execution or isinstance(each, Refusal)]
