# SPDX-License-Identifier: Apache-2.0
"""Who applies while others apply, edit or discard (pbx.md R6, R9)."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.racing import Call, racing
from tests.ports.pbx.test_revisions import CUSTOMER, changes, furnished, snapshot, states
from tests.promises.overlap import STOPS, at_once, overlap
from tests.support.examination import examine
from tests.support.scene import DATABASES, Filled

PROCESSES = 8


@pytest.fixture(params=DATABASES)
def raced(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[PbxScene]:
    """On either database."""
    assert find_ports()
    with filled(PbxScene, request.param).copy(tmp_path) as world:
        yield furnished(PbxScene(world, "encoded"))


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """Everybody is known."""
    furnished(pbx)
    for caller in (pbx.root, pbx.reseller_login, pbx.customer_login):
        caller.getDraft(customer=CUSTOMER)
    return pbx


def race(scene: PbxScene, operation: str, arguments: dict[str, Any]) -> Counter[int]:
    """How often each fault code came; 0 is success."""
    return Counter(racing(scene, *[Call(operation, arguments)] * PROCESSES))


def numbers(scene: PbxScene) -> list[int]:
    return sorted(each["number"] for each in scene.root.getRevisions(query={})["revisions"])


def applying(scene: PbxScene, **given: Any) -> Callable[[], Any]:
    return lambda: scene.customer_login.applyConfiguration(customer=CUSTOMER, **given)


def editing(scene: PbxScene, name: str = "Edited") -> Callable[[], Any]:
    return lambda: scene.reseller_login.updateExtension(extension={"customer": CUSTOMER, "number": "101", "name": name})


def test_of_many_who_apply_one_base_one_does(raced: PbxScene) -> None:
    codes = race(raced, "applyConfiguration", {"customer": CUSTOMER, "baseRevision": 0, "digest": None})
    assert codes == {0: 1, 8212: PROCESSES - 1}
    assert numbers(raced) == [1]


def test_of_many_who_apply_without_base_each_gets_the_one_revision(raced: PbxScene) -> None:
    codes = race(raced, "applyConfiguration", {"customer": CUSTOMER, "baseRevision": None, "digest": None})
    assert codes == {0: PROCESSES}
    assert numbers(raced) == [1]


@pytest.mark.parametrize("stop", STOPS)
def test_two_who_apply_at_once_make_no_number_twice(shop: PbxScene, stop: str) -> None:
    reseller = lambda: shop.reseller_login.applyConfiguration(customer=CUSTOMER, baseRevision=0)  # noqa: E731
    assert sorted(overlap(applying(shop, baseRevision=0), reseller, stop)) == [0, 8212]
    assert numbers(shop) == [1]
    assert examine(shop.world.database) == []


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("is_edit_first", [True, False])
def test_an_edit_is_in_the_revision_or_in_the_draft(shop: PbxScene, stop: str, is_edit_first: bool) -> None:
    calls = (editing(shop), applying(shop)) if is_edit_first else (applying(shop), editing(shop))
    assert overlap(*calls, stop) == (0, 0)
    is_applied = "<name>Edited</name>" in snapshot(shop)
    assert states(shop)["ph2x101"] == ("same" if is_applied else "changed")
    assert set(changes(shop)) == (set() if is_applied else {"ph2x101"})
    if stop == "before its COMMIT":
        assert is_applied is is_edit_first
    assert examine(shop.world.database) == []


def test_nobody_applies_what_he_has_not_looked_at(shop: PbxScene) -> None:
    seen = shop.customer_login.getDraft(customer=CUSTOMER)
    looked = applying(shop, baseRevision=seen["baseRevision"], digest=seen["digest"])
    assert overlap(editing(shop), looked, "before its COMMIT") == (0, 8212)
    assert numbers(shop) == []


@pytest.mark.parametrize("stop", STOPS)
def test_a_draft_is_applied_or_discarded(shop: PbxScene, stop: str) -> None:
    applying(shop)()
    editing(shop)()
    discarding = lambda: shop.reseller_login.discardDraft(customer=CUSTOMER)  # noqa: E731
    assert overlap(applying(shop), discarding, stop) == (0, 0)
    assert changes(shop) == {}
    assert numbers(shop) in ([1], [1, 2])
    shown = shop.root.getExtension(customer=CUSTOMER, number="101")["name"]
    assert shown == ("Edited" if numbers(shop) == [1, 2] else "User 101")
    assert examine(shop.world.database) == []


def test_many_who_edit_and_apply_leave_a_whole_revision(shop: PbxScene) -> None:
    calls = [call for number in range(4) for call in (editing(shop, f"Edited {number}"), applying(shop))]
    assert at_once(*calls) == [0] * len(calls)
    found = numbers(shop)
    assert found == list(range(1, len(found) + 1))
    applying(shop)()
    assert set(states(shop).values()) == {"same"}
    assert examine(shop.world.database) == []
