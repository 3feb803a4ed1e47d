# SPDX-License-Identifier: Apache-2.0
"""Whose profiles a caller sees and sets (rating.md 4)."""

from typing import Any

import pytest

from tests.ports.rating.conftest import ALICE, SIX, RatingScene
from tests.support.caller import Caller, Fault

READING = ("getEntityProfiles", "deleteEntityProfiles")


def refusals(caller: Caller, entity: str) -> list[tuple[int, str]]:
    """What set, get and delete say of an entity."""
    calls: list[tuple[str, dict[str, Any]]] = [
        ("setEntityProfiles", {"profiles": {"entity": entity, **SIX}}),
        *((name, {"entity": entity}) for name in READING),
    ]
    told = []
    for operation, arguments in calls:
        fault = caller.refused(operation, **arguments)
        told.append((fault.code, fault.text.replace("profiles.entity", "entity")))
    return told


@pytest.mark.parametrize("form", ["subscriber://alice@{}", "domain://{}"])
def test_a_domain_of_somebody_else_is_refused_as_one_that_is_not_there(rating: RatingScene, form: str) -> None:
    for entity in ("subscriber://alice@example.com", "domain://example.com"):
        rating.set(entity, **SIX)
    before = rating.world.sql("SELECT * FROM rating_profiles ORDER BY entity")
    _, sibling = rating.sibling()
    for caller in (sibling, rating.stranger()):
        foreign = refusals(caller, form.format("example.com"))
        assert [code for code, _ in foreign] == [902] * 3
        assert foreign == refusals(caller, form.format("nowhere.example"))
    assert rating.world.sql("SELECT * FROM rating_profiles ORDER BY entity") == before


def test_who_sees_a_domain_sets_its_profiles(rating: RatingScene) -> None:
    behind = rating.behind(rating.customer_id).rating
    for number, caller in enumerate((rating.customer_login, rating.reseller_login, behind, rating.root)):
        for entity in (ALICE, "domain://example.com"):
            rating.set(entity, caller, profileWeekday=str(number))
            assert caller.getEntityProfiles(entity=entity)["profileWeekday"] == str(number)
    assert refusals(rating.customer_login, "domain://reseller.example")[0][0] == 902
    rating.set("domain://reseller.example", rating.reseller_login)


@pytest.mark.parametrize(
    ("entity", "code"), [("subscriber://nobody@example.com", 1010), ("domain://nowhere.example", 1000)]
)
def test_only_what_is_there_gets_profiles_and_what_is_not_has_none(rating: RatingScene, entity: str, code: int) -> None:
    root = rating.root
    fault = root.refused("setEntityProfiles", profiles={"entity": entity, **SIX})
    assert (fault.code, fault.field) == (code, "profiles.entity")
    assert [root.refused(operation, entity=entity).code for operation in READING] == [4001, 4001]
    assert [told for told, _ in refusals(root, "subscriber://alice@nowhere.example")] == [1010, 4001, 4001]


def test_in_a_domain_of_ones_own_an_account_that_is_not_there_is_unknown(rating: RatingScene) -> None:
    told = refusals(rating.customer_login, "subscriber://nobody@example.com")
    assert [code for code, _ in told] == [1010, 4001, 4001]


def test_gateways_are_for_administrators_as_such(rating: RatingScene) -> None:
    gateway = "gateway://192.0.2.1"
    rating.set(gateway, **SIX)
    others = (rating.customer_login, rating.reseller_login, rating.behind(rating.reseller_id).rating)
    for caller in others:
        assert [code for code, _ in refusals(caller, gateway)] == [902] * 3
    assert rating.has(gateway)


def test_profiles_follow_a_domain_that_moves(rating: RatingScene) -> None:
    rating.set(**SIX)
    id, sibling = rating.sibling()
    rating.admin.sip.updateDomain(domain={"domain": "example.com", "customer": id})
    assert sibling.getEntityProfiles(entity=ALICE)["profileWeekday"] == "Weekday"
    with pytest.raises(Fault, match="902"):
        rating.customer_login.getEntityProfiles(entity=ALICE)
