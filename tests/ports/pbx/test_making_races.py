# SPDX-License-Identifier: Apache-2.0
"""Processes that make groups and auto attendants at the same time, and what they refer to that goes meanwhile (pbx.md G1 to T8)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.racing import Call, racing
from tests.promises.overlap import STOPS, overlap
from tests.support.examination import examine
from tests.support.scene import DATABASES, Filled

PROCESSES = 8
CUSTOMER = PbxScene.customer_id


@pytest.fixture(params=DATABASES)
def raced(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[PbxScene]:
    """On either database: the customer has a pilot, may have one AA, and one more subscriber."""
    assert find_ports()
    with filled(PbxScene, request.param).copy(tmp_path) as world:
        scene = PbxScene(world, "encoded")
        scene.agree("AA", customer=scene.reseller_id)
        scene.agree("AA", 1)
        scene.pilot()
        yield scene


def race(scene: PbxScene, operation: str, arguments: dict[str, Any]) -> list[int]:
    """The fault codes, 0 for success, in their order, of processes that all do it: ``#`` stands for the number of one."""
    text = json.dumps(arguments)
    calls = [Call(operation, json.loads(text.replace("#", str(number)))) for number in range(PROCESSES)]
    return sorted(racing(scene, *calls))


def test_the_last_attendant_of_an_agreement_is_made_once(raced: PbxScene) -> None:
    codes = race(raced, "addAutoAttendant", {"attendant": {"customer": CUSTOMER, "name": "Menu #"}})
    assert codes == [0, *[8011] * (PROCESSES - 1)]
    assert raced.used("AA") == 1
    assert [each["num"] for each in raced.root.getAutoAttendants(query={})["attendants"]] == [1]


def test_each_attendant_has_a_count_of_its_own(raced: PbxScene) -> None:
    raced.root.updateAgreementItem(item={"customer": CUSTOMER, "product": "AA", "quantity": 0})
    codes = race(raced, "addAutoAttendant", {"attendant": {"customer": CUSTOMER, "name": "Menu #"}})
    assert codes == [0] * PROCESSES
    found = raced.root.getAutoAttendants(query={})["attendants"]
    assert sorted(each["num"] for each in found) == list(range(1, PROCESSES + 1))


def test_the_last_subscriber_is_one_of_many_groups(raced: PbxScene) -> None:
    raced.profile(maxSubscribers=2)
    codes = race(raced, "addGroup", {"group": {"customer": CUSTOMER, "number": "20#", "name": "Group #"}})
    assert codes == [0, *[8103] * (PROCESSES - 1)]
    assert raced.root.getGroups(query={})["total"] == 1


def test_one_of_many_groups_gets_the_number_or_the_name(raced: PbxScene) -> None:
    group = {"customer": CUSTOMER, "number": "200", "name": "Group #"}
    assert race(raced, "addGroup", {"group": group}) == [0, *[8104] * (PROCESSES - 1)]
    group = {"customer": CUSTOMER, "name": "Group #", "sip_username": "office"}
    assert race(raced, "addGroup", {"group": group}) == [0, *[1011] * (PROCESSES - 1)]
    assert raced.root.getGroups(query={})["total"] == 2


@pytest.mark.parametrize("stop", STOPS)
def test_who_is_just_made_a_member_stays_and_who_just_goes_is_none(pbx: PbxScene, stop: str) -> None:
    pbx.agree("PBX", customer=pbx.reseller_id)
    pbx.agree("PBX")
    pbx.pilot()
    pbx.user("101", mainProduct="PBX")
    group = {"customer": CUSTOMER, "number": "200", "name": "Sales", "members": ["101"]}
    made = lambda: pbx.root.addGroup(group=group)  # noqa: E731
    gone = lambda: pbx.root.deleteExtension(customer=CUSTOMER, number="101")  # noqa: E731
    codes = overlap(made, gone, stop)
    assert codes == ((0, 8113) if stop == "before its COMMIT" else (8116, 0))
    assert pbx.root.getGroups(query={})["total"] == (0 if codes[0] else 1)
    assert examine(pbx.world.database) == []
