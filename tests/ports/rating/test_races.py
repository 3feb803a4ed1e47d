# SPDX-License-Identifier: Apache-2.0
"""Two calls about one entity at the same time leave what some order of them would leave."""

from typing import Any

import pytest

from tests.ports.rating.conftest import ALICE, SIX, RatingScene
from tests.promises.overlap import STOPS, at_once, overlap
from tests.support.examination import examine

ENTITIES = (ALICE, "domain://example.com", "gateway://192.0.2.1")
ALICE_ID = {"username": "alice", "domain": "example.com"}


@pytest.fixture
def raced(rating: RatingScene) -> RatingScene:
    """A scene whose logins are known already."""
    for caller in (rating.root, rating.customer_login):
        caller.refused("getEntityProfiles", entity=ALICE)
    return rating


def setting(scene: RatingScene, entity: str, **members: Any) -> Any:
    return lambda: scene.root.setEntityProfiles(profiles={"entity": entity, **members})


def rows(scene: RatingScene, entity: str) -> int:
    assert examine(scene.world.database) == []
    ((count,),) = scene.world.sql(f"SELECT count(*) FROM rating_profiles WHERE entity = '{entity}'")
    return int(count)


@pytest.mark.parametrize("entity", ENTITIES)
@pytest.mark.parametrize("stop", STOPS)
def test_of_two_who_set_at_once_both_do_and_the_later_stays(raced: RatingScene, entity: str, stop: str) -> None:
    first, second = (setting(raced, entity, profileWeekday=name, increment=n) for n, name in ((5, "one"), (7, "two")))
    assert overlap(first, second, stop) == (0, 0)
    later = "two" if stop == "before its COMMIT" else "one"
    assert raced.get(entity)["profileWeekday"] == later
    raced.world.undo()
    assert raced.get(entity)["profileWeekday"] == ("one" if later == "two" else "two"), "the later replaced the first"
    raced.world.undo()
    assert raced.get(entity)["profileWeekday"] == later


@pytest.mark.parametrize("entity", ENTITIES)
def test_many_who_set_at_once_all_do(raced: RatingScene, entity: str) -> None:
    assert at_once(*(setting(raced, entity, profileWeekday=str(n)) for n in range(8))) == [0] * 8
    assert rows(raced, entity) == 1
    ((created, all_of_them),) = raced.world.sql(
        "SELECT sum(CASE WHEN before IS NULL THEN 1 ELSE 0 END), count(*) FROM journal WHERE operation = 'setEntityProfiles'"
    )
    assert (created, all_of_them) == (1, 8)


@pytest.mark.parametrize("entity", ENTITIES)
def test_of_many_who_remove_at_once_one_does(raced: RatingScene, entity: str) -> None:
    raced.set(entity, **SIX)
    removal = lambda: raced.root.deleteEntityProfiles(entity=entity)  # noqa: E731
    assert sorted(at_once(*[removal] * 6)) == [0, *[4001] * 5]
    assert rows(raced, entity) == 0


@pytest.mark.parametrize("stop", STOPS)
def test_profiles_are_not_set_for_an_account_that_is_just_removed(raced: RatingScene, stop: str) -> None:
    gone = lambda: raced.customer_login.at("Sip").deleteAccount(sipId=ALICE_ID)  # noqa: E731
    codes = overlap(gone, setting(raced, ALICE), stop)
    assert codes == ((0, 1010) if stop == "before its COMMIT" else (0, 0))
    assert rows(raced, ALICE) == 0


@pytest.mark.parametrize("stop", STOPS)
def test_an_account_takes_along_what_is_just_set(raced: RatingScene, stop: str) -> None:
    gone = lambda: raced.customer_login.at("Sip").deleteAccount(sipId=ALICE_ID)  # noqa: E731
    codes = overlap(setting(raced, ALICE), gone, stop)
    assert codes == ((0, 0) if stop == "before its COMMIT" else (1010, 0))
    assert rows(raced, ALICE) == 0


def test_a_customer_removes_nothing_of_a_domain_that_has_just_moved(raced: RatingScene) -> None:
    raced.set(**SIX)
    id, _ = raced.sibling()
    moved = lambda: raced.admin.sip.updateDomain(domain={"domain": "example.com", "customer": id})  # noqa: E731
    removed = lambda: raced.customer_login.deleteEntityProfiles(entity=ALICE)  # noqa: E731
    assert overlap(moved, removed, "before its COMMIT") == (0, 902)
    assert rows(raced, ALICE) == 1
