# SPDX-License-Identifier: Apache-2.0
"""Ports tell which limits something planned would meet, and keep the very same ones (``Port.limits``)."""

import pytest

from ngnprov.calls.operation import Task
from ngnprov.calls.request import Limit
from tests.support.scene import Scene, granted
from tests.support.world import World

TELL = Task(name="tell", writes=False)
WANTED = {"sip_alias_credit": 1, "sip_credit": 2, "no_credit": 1}


@pytest.fixture
def scene(world: World) -> Scene:
    """The reseller has three of each, the customer two accounts, of which one is used, and seven aliases."""
    scene = Scene(world, "encoded")
    kinds = ("sip_credit", "sip_alias_credit")
    assert scene.reseller(properties=[granted(kind, 3) for kind in kinds]) == 1
    properties = [granted("sip_credit", 2), granted("sip_alias_credit", 7)]
    assert scene.add("customer", reseller=1, properties=properties) == 2
    scene.admin.sip.addDomain(domain={"domain": "example.com", "customer": 2})
    scene.admin.sip.addAccount(account={"id": {"username": "alice", "domain": "example.com"}, "password": "secret"})
    return scene


def told(scene: Scene) -> list[Limit]:
    return scene.world.operator.run(TELL, lambda call: call.context.limits(call, 2, 1, WANTED))


def test_every_limit_is_told_the_customers_before_the_resellers_and_what_is_none_is_passed_over(scene: Scene) -> None:
    assert told(scene) == [
        Limit("sip_alias_credit", 2, 7, 0, 1),
        Limit("sip_alias_credit", 1, 3, 0, 1),
        Limit("sip_credit", 2, 2, 1, 2),
        Limit("sip_credit", 1, 3, 1, 2),
    ]
    assert [limit.is_exceeded for limit in told(scene)] == [False, False, True, False]


@pytest.mark.parametrize(("customer_has", "code"), [(1, 910), (9, 911)])
def test_the_first_that_is_exceeded_is_what_a_call_is_refused_with(scene: Scene, customer_has: int, code: int) -> None:
    for entry, amount in ((2, customer_has), (1, 1)):
        scene.admin.setProperties(customer=entry, properties=[granted("sip_credit", amount)])
    first = next(limit for limit in told(scene) if limit.is_exceeded)
    account = {"id": {"username": "bob", "domain": "example.com"}, "password": "secret"}
    fault = scene.login("customer").sip.refused("addAccount", account=account)
    assert fault.code == code
    said = [fault.members[name] for name in ("kind", "limit", "used", "holder")]
    assert said == [first.kind, str(first.limit), str(first.used), str(first.holder)]
