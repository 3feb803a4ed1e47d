# SPDX-License-Identifier: Apache-2.0
"""What services do with records (:mod:`ngnprov.calls.resource`), with carriers as the records."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.ports.sip.errors import CarrierExists, CarrierInUse, CarrierUnknown
from ngnprov.ports.sip.routing.carriers.service import CARRIERS
from ngnprov.ports.sip.routing.carriers.store import Carrier
from tests.support.world import World

Result = TypeVar("Result")


@pytest.fixture
def reseller(world: World) -> int:
    return world.call().addAccount(account={"username": "r", "password": "p", "resellerActive": True})["id"]


@pytest.fixture
def write(world: World) -> Callable[[Callable[[Call], Result]], Result]:
    return lambda work: world.operator.run(Task(name="test"), work)


def add(call: Call, reseller: int, name: str) -> Carrier:
    carrier = Carrier(id=0, name=name, reseller=reseller, change_date=call.now)
    return CARRIERS.create(call, carrier, field="carrier.name")


def told(world: World) -> list[tuple[Any, ...]]:
    rows = world.sql("SELECT subject, before, after FROM journal WHERE operation = 'test' ORDER BY id")
    return [(subject, before and json.loads(before), after and json.loads(after)) for subject, before, after in rows]


def test_a_record_is_created_with_the_number_that_the_database_gives_it(
    world: World, reseller: int, write: Any
) -> None:
    first, second = write(lambda call: [add(call, reseller, name) for name in ("a", "b")])
    assert (first.id, first.name, second.id - first.id) == (1, "a", 1)
    assert write(lambda call: CARRIERS.get(call, first.id)) == first
    assert told(world)[0] == ("SIP carrier 1", None, {"name": "a", "reseller": reseller})


def test_a_key_that_is_taken_is_refused_on_the_field_in_the_words_of_the_port(reseller: int, write: Any) -> None:
    write(lambda call: [add(call, reseller, name) for name in ("a", "b")])
    with pytest.raises(CarrierExists, match="has a carrier of this name") as created:
        write(lambda call: add(call, reseller, "A"))
    with pytest.raises(CarrierExists) as changed:
        write(lambda call: CARRIERS.update(call, CARRIERS.lock(call, 1), {"name": "b"}, field="carrier.name"))
    assert created.value.field == changed.value.field == "carrier.name"


def test_one_that_is_not_there_is_unknown(reseller: int, write: Any) -> None:
    for look in (CARRIERS.get, CARRIERS.lock):
        with pytest.raises(CarrierUnknown, match="there is no such carrier") as refusal:
            write(lambda call, look=look: look(call, 99, field="carrier.id"))
        assert refusal.value.field == "carrier.id"


def test_a_change_stores_and_tells_what_differs_and_nothing_else(world: World, reseller: int, write: Any) -> None:
    write(lambda call: add(call, reseller, "a"))
    before = world.fingerprint()

    def is_changed(call: Call, name: str) -> bool:
        carrier = CARRIERS.lock(call, 1)
        return CARRIERS.update(call, carrier, {"name": name, "reseller": reseller}) is not carrier

    assert not write(lambda call: is_changed(call, "a"))
    assert world.fingerprint() == before
    assert write(lambda call: is_changed(call, "b"))
    assert told(world)[1:] == [("SIP carrier 1", {"name": "a"}, {"name": "b"})]


def test_what_others_name_is_not_removed(world: World, reseller: int, write: Any) -> None:
    write(lambda call: add(call, reseller, "a"))
    gateways = world.call().sip
    gateway = gateways.addGateway(gateway={"name": "g", "carrier_id": 1, "ip": "192.0.2.1"})["id"]
    with pytest.raises(CarrierInUse, match="still has gateways or routes"):
        write(lambda call: CARRIERS.remove(call, CARRIERS.lock(call, 1)))
    gateways.deleteGateway(id=gateway)
    write(lambda call: CARRIERS.remove(call, CARRIERS.lock(call, 1)))
    assert told(world)[-1] == ("SIP carrier 1", {"name": "a", "reseller": reseller}, None)


def test_a_list_shows_what_matches_and_how_many_there_are(reseller: int, write: Any) -> None:
    def names(call: Call) -> tuple[Any, int]:
        add(call, reseller, "a")
        add(call, reseller, "b")
        query = {"order_by": {"attribute": "name"}, "range": {"start": 1, "count": 5}}
        return CARRIERS.find(call, query, lambda carrier: (carrier.name,))

    assert write(names) == ([("b",)], 2)


def test_an_update_answers_the_record_as_it_is_then_and_itself_when_nothing_differs(reseller: int, write: Any) -> None:
    def work(call: Call) -> None:
        carrier = add(call, reseller, "a")
        assert CARRIERS.update(call, carrier, {"name": "a"}) is carrier
        changed = CARRIERS.update(call, carrier, {"name": "b"})
        assert changed == CARRIERS.get(call, carrier.id) == carrier._replace(name="b", change_date=call.now)

    write(work)


def test_what_is_derived_of_a_record_is_stored_along_and_not_told(world: World, reseller: int, write: Any) -> None:
    def work(call: Call) -> None:
        carrier = add(call, reseller, "a")
        changed = CARRIERS.update(
            call, carrier, {"name": "b"}, derived=lambda changed: {"reseller": len(changed.name) + 1}
        )
        assert changed == CARRIERS.get(call, carrier.id) == carrier._replace(name="b", reseller=2, change_date=call.now)
        same = CARRIERS.update(call, changed, {"name": "b"}, derived=lambda _: pytest.fail("nothing differs"))
        assert same is changed

    write(work)
    assert told(world)[-1] == ("SIP carrier 1", {"name": "a"}, {"name": "b"})
