# SPDX-License-Identifier: Apache-2.0
"""Two who want the same telephone number at the same time (pbx.md N1, N6)."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.promises.overlap import STOPS, at_once, overlap
from tests.support.examination import examine
from tests.support.scene import DATABASES, Filled

DID = "12094555948"


@pytest.fixture(params=DATABASES)
def raced(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[PbxScene]:
    """On either database: the customer has a pilot and two users. The administrator is known."""
    with filled(PbxScene, request.param).copy(tmp_path) as world:
        scene = PbxScene(world, "encoded")
        scene.agree("PBX", customer=scene.reseller_id)
        scene.agree("PBX")
        scene.pilot()
        for number in ("101", "102"):
            scene.user(number, caller=scene.root)
        yield scene


def adding(scene: PbxScene, customer: int) -> Callable[[], Any]:
    return lambda: scene.root.addNumbers(customer=customer, numbers=[DID])


def assigning(scene: PbxScene, number: str) -> Callable[[], Any]:
    return lambda: scene.root.assignNumber(customer=2, number=number, e164=DID)


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("is_in_stock", [False, True])
def test_a_number_that_two_customers_want_goes_to_one(raced: PbxScene, stop: str, is_in_stock: bool) -> None:
    other, _ = raced.sibling()
    raced.has_pbx(other, "Sibling")
    if is_in_stock:
        adding(raced, raced.reseller_id)()
    codes = overlap(adding(raced, 2), adding(raced, other), stop)
    assert sorted(codes) == [0, 8140]
    (held,) = raced.root.getNumbers(query={"filter": {"number": DID}})["numbers"]
    assert held["customer"] == (2, other)[codes.index(0)]
    assert examine(raced.world.database) == []


@pytest.mark.parametrize("stop", STOPS)
def test_a_number_that_two_extensions_want_leads_to_one(raced: PbxScene, stop: str) -> None:
    adding(raced, 2)()
    assert sorted(overlap(assigning(raced, "101"), assigning(raced, "102"), stop)) == [0, 8140]
    assert examine(raced.world.database) == []


def test_of_many_who_want_a_number_one_has_it(raced: PbxScene) -> None:
    adding(raced, 2)()
    assert sorted(at_once(*[assigning(raced, number) for number in ("101", "102", "101", "102")])) == [0, *[8140] * 3]
    assert examine(raced.world.database) == []


@pytest.mark.parametrize("stop", STOPS)
def test_a_number_that_is_just_given_up_leads_nowhere(raced: PbxScene, stop: str) -> None:
    adding(raced, 2)()
    given_up = lambda: raced.root.releaseNumber(customer=2, number=DID)  # noqa: E731
    codes = overlap(given_up, assigning(raced, "101"), stop)
    assert codes in ((0, 8141), (101, 0))
    assert examine(raced.world.database) == []


@pytest.mark.parametrize("stop", STOPS)
def test_a_number_assigned_to_an_extension_that_is_just_removed_leads_to_the_pilot_or_nowhere(
    raced: PbxScene, stop: str
) -> None:
    adding(raced, 2)()
    gone = lambda: raced.root.deleteExtension(customer=2, number="101")  # noqa: E731
    codes = overlap(gone, assigning(raced, "101"), stop)
    (held,) = raced.root.getNumbers(query={"filter": {"number": DID}})["numbers"]
    assert (codes, held["extension"]) in (((0, 8106), ""), ((0, 0), "ph2p"))
    assert examine(raced.world.database) == []
