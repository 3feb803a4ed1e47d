# SPDX-License-Identifier: Apache-2.0
"""A customer moves to another reseller: each of the two hears of its own time with it, whichever way it asks (event.md K8)."""

import json
from typing import Any

import pytest

from tests.ports.event.conftest import EventScene, bodies
from tests.support.caller import Caller
from tests.support.receiver import Receiver


class Moved:
    """Two resellers, each with a hook of its own and one of the customer, who belonged to the first and then to the second."""

    def __init__(self, scene: EventScene, former: Receiver, present: Receiver) -> None:
        self.scene = scene
        self.other = scene.reseller("other")
        self.present = scene.login("other").at("Event")
        self.id = scene.add("mover", reseller=1)
        self.hooks = [hook(scene.reseller_login, former), hook(scene.reseller_login, former, customer=self.id)]
        self.rename("before")
        self.move(self.other)
        self.theirs = [hook(self.present, present), hook(self.present, present, customer=self.id)]
        self.rename("after")

    def rename(self, city: str) -> None:
        self.scene.admin.customer.updateAccount(account={"id": self.id, "city": city})

    def move(self, reseller: int) -> None:
        self.scene.admin.customer.updateAccount(account={"id": self.id, "reseller": reseller})


def hook(caller: Caller, receiver: Receiver, **members: Any) -> int:
    made: int = caller.addHook(hook={"url": f"{receiver.url}/hook", "events": ["customer.*"], **members})["id"]
    return made


def cities(told: list[dict[str, Any]]) -> list[str]:
    """What was heard of the customer's city."""
    data = [each["data"] if isinstance(each["data"], dict) else json.loads(each["data"]) for each in told]
    return [each["after"]["city"] for each in data if each.get("after", {}).get("city") in ("before", "after", "again")]


@pytest.fixture
def receivers() -> Any:
    with Receiver() as former, Receiver() as present:
        yield former, present


def test_each_reseller_hears_of_its_own_time(quick_event: EventScene, receivers: tuple[Receiver, Receiver]) -> None:
    former, present = receivers
    moved = Moved(quick_event, former, present)
    quick_event.deliver()
    assert cities(bodies(former)) == ["before", "before"]
    assert cities(bodies(present)) == ["after", "after"]
    assert cities(quick_event.reseller_login.getEvents()["events"]) == ["before"]
    assert cities(moved.present.getEvents()["events"]) == ["after"]


def test_a_replay_tells_no_more(quick_event: EventScene, receivers: tuple[Receiver, Receiver]) -> None:
    former, present = receivers
    moved = Moved(quick_event, former, present)
    quick_event.settle()
    for id in moved.hooks:
        quick_event.reseller_login.replay(hook=id, **{"from": 0})
    for id in moved.theirs:
        moved.present.replay(hook=id, **{"from": 0})
    quick_event.send()
    assert cities(bodies(former)) == ["before", "before"]
    assert cities(bodies(present)) == ["after", "after"]


def test_a_hook_stays_its_makers_and_goes_on_when_the_customer_comes_back(
    quick_event: EventScene, receivers: tuple[Receiver, Receiver]
) -> None:
    former, present = receivers
    moved = Moved(quick_event, former, present)
    assert [each["id"] for each in quick_event.reseller_login.getHooks(query={})["hooks"]] == moved.hooks
    assert [each["id"] for each in moved.present.getHooks(query={})["hooks"]] == moved.theirs
    assert moved.present.refused("deleteHook", id=moved.hooks[1]).code == 8601
    moved.move(1)
    moved.rename("again")
    quick_event.deliver()
    assert cities(bodies(former)) == ["before", "before", "again", "again"]
    assert cities(bodies(present)) == ["after", "after"]


def test_an_undo_gives_the_former_reseller_no_hook_of_the_customer(
    quick_event: EventScene, receivers: tuple[Receiver, Receiver]
) -> None:
    moved = Moved(quick_event, *receivers)
    quick_event.reseller_login.deleteHook(id=moved.hooks[1])
    last = quick_event.world.sql("SELECT request_id FROM journal WHERE operation = 'deleteHook'")[0][0]
    assert quick_event.root.at("Audit").refused("revert", transaction=last).code == 920
    quick_event.admin.customer.deleteAccount(id=moved.id)
    quick_event.world.undo()
    assert {each["id"] for each in quick_event.root.getHooks(query={})["hooks"]} == {
        moved.hooks[0],
        *moved.theirs,
    }
