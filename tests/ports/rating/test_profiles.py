# SPDX-License-Identifier: Apache-2.0
"""Rating profiles are set, read, replaced and removed (rating.md 2, 3, 5)."""

from typing import Any

import pytest

from ngnprov.ports.sip import names
from tests.ports.rating.conftest import ALICE, EMPTY, SIX, RatingScene

ENTITIES = (ALICE, "domain://example.com", "gateway://192.0.2.1")


@pytest.mark.parametrize("entity", ENTITIES)
def test_what_is_set_is_read_replaced_and_removed(rating: RatingScene, entity: str) -> None:
    assert rating.root.refused("getEntityProfiles", entity=entity).code == 4001
    rating.set(entity, **SIX)
    assert rating.get(entity) == {**EMPTY, **SIX}
    rating.set(entity, profileWeekday="Other")
    assert rating.get(entity) == {**EMPTY, "profileWeekday": "Other"}
    assert rating.root.deleteEntityProfiles(entity=entity) is True
    for operation in ("getEntityProfiles", "deleteEntityProfiles"):
        fault = rating.root.refused(operation, entity=entity)
        assert (fault.code, fault.field) == (4001, "entity")


def test_the_answer_is_typed_for_the_old_client(quick_rating: RatingScene) -> None:
    quick_rating.set(**SIX)
    caller = quick_rating.root
    caller.getEntityProfiles(entity=ALICE)
    assert b'xsi:type="ngnpro:RatingEntityProfiles"' in caller.answered
    for name in ("entity", *SIX):
        assert f'<{name} xsi:type="xsd:string">'.encode() in caller.answered
    for name in ("increment", "min_duration", "reseller_id"):
        assert f'<{name} xsi:type="xsd:int">0</{name}>'.encode() in caller.answered


def test_numbers_that_are_not_given_stay_and_are_replaced_when_they_are(rating: RatingScene) -> None:
    numbers: dict[str, Any] = {"increment": 60, "min_duration": 30, "reseller_id": 7}
    rating.set(**SIX, **numbers)
    rating.set(profileWeekday="Other")
    assert rating.get() == {**EMPTY, "profileWeekday": "Other", **numbers}
    rating.set(increment=0, min_duration=1, reseller_id=None)
    assert rating.get() == {**EMPTY, "min_duration": 1, "reseller_id": 7}


def test_case_does_not_tell_entities_apart(rating: RatingScene) -> None:
    rating.set("Subscriber://Alice@Example.COM", profileWeekday="Case Counts Here")
    answer = rating.root.getEntityProfiles(entity="SUBSCRIBER://ALICE@EXAMPLE.COM")
    assert (answer["entity"], answer["profileWeekday"]) == (ALICE, "Case Counts Here")
    rating.set("gateway://[2001:DB8::0:1]", **SIX)
    assert rating.get("gateway://2001:db8::1") == {**EMPTY, **SIX}
    assert rating.world.sql("SELECT count(*) FROM rating_profiles") == [(2,)]


@pytest.mark.parametrize(
    "entity",
    [
        *(
            "alice@example.com",
            "sip:alice@example.com",
            "sip://alice@example.com",
            "subscriber:alice@example.com",
            "://x",
        ),
        *("subscriber://", "subscriber://example.com", "subscriber://@example.com", "subscriber://alice@"),
        *(
            "subscriber://alice@example.com@example.com",
            "subscriber://al ice@example.com",
            "subscriber://a%@example.com",
        ),
        *("domain://", "domain://exa mple.com", "domain://alice@example.com", "domain://example.com/"),
        *(
            "gateway://",
            "gateway://gw.example.com",
            "gateway://192.0.2.300",
            "gateway://0.0.0.0",
            "gateway://fe80::1%eth0",
        ),
        *("subscriber://\u212aarl@example.com", "subscriber://" + "a" * 400),
    ],
)
def test_what_is_no_entity_is_refused_by_name(quick_rating: RatingScene, entity: str) -> None:
    root = quick_rating.root
    for fault, field in (
        (root.refused("setEntityProfiles", profiles={"entity": entity, **SIX}), "profiles.entity"),
        (root.refused("getEntityProfiles", entity=entity), "entity"),
        (root.refused("deleteEntityProfiles", entity=entity), "entity"),
    ):
        assert (fault.code, fault.field) == (101, field)
    assert quick_rating.world.sql("SELECT * FROM rating_profiles") == []


def test_an_entity_that_is_not_given_is_missing(rating: RatingScene) -> None:
    root = rating.root
    for given in ({}, {"entity": ""}, {"entity": None}):
        for operation in ("getEntityProfiles", "deleteEntityProfiles"):
            fault = root.refused(operation, **given)
            assert (fault.code, fault.field) == (102, "entity")
        assert root.refused("setEntityProfiles", profiles={**given, **SIX}).field == "profiles.entity"
    assert root.refused("setEntityProfiles").code == 102


@pytest.mark.parametrize(
    ("member", "value", "code"),
    [
        *((name, "x" * 26, 101) for name in SIX if name != "timezone"),
        *(("timezone", zone, 101) for zone in ("Mars/Base", "europe/amsterdam", "+01:00", "x" * 65)),
        *((name, -1, 101) for name in ("increment", "min_duration", "reseller_id")),
        ("increment", "often", 100),
    ],
)
def test_a_bad_value_is_refused_by_name_and_changes_nothing(
    quick_rating: RatingScene, member: str, value: Any, code: int
) -> None:
    quick_rating.set(**SIX)
    before = quick_rating.world.fingerprint()
    fault = quick_rating.root.refused("setEntityProfiles", profiles={"entity": ALICE, member: value})
    assert (fault.code, fault.field) == (code, f"profiles.{member}")
    assert quick_rating.world.fingerprint() == before


def test_names_of_profiles_are_taken_as_they_are_up_to_their_bound(quick_rating: RatingScene) -> None:
    name = "Äé <&> 'x' \u212a".ljust(25, "y")
    quick_rating.set(profileWeekday=name)
    assert quick_rating.get()["profileWeekday"] == name


def test_a_time_zone_that_is_not_known_any_more_stays_with_its_entity(
    quick_rating: RatingScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_rating.set(timezone="US/Eastern")
    monkeypatch.setattr(names, "_timezones", lambda: frozenset({"America/New_York"}))
    quick_rating.set(timezone="US/Eastern", profileWeekday="new")
    assert quick_rating.get()["timezone"] == "US/Eastern"
    assert quick_rating.root.refused("setEntityProfiles", profiles={"entity": ALICE, "timezone": "UTC"}).code == 101


def test_what_is_set_as_it_is_is_no_change(quick_rating: RatingScene) -> None:
    quick_rating.set(**SIX)
    before = quick_rating.world.fingerprint()
    quick_rating.set(**SIX)
    assert quick_rating.world.fingerprint() == before


@pytest.mark.parametrize("entity", ENTITIES)
def test_each_change_is_journaled_with_its_customer_and_undone(rating: RatingScene, entity: str) -> None:
    rating.set(entity, **SIX, increment=60)
    first = rating.get(entity)
    rating.world.undo()
    assert not rating.has(entity)
    rating.world.undo()
    assert rating.get(entity) == first
    rating.set(entity, profileWeekend="Other")
    rating.world.undo()
    assert rating.get(entity) == first
    rating.root.deleteEntityProfiles(entity=entity)
    rating.world.undo()
    assert rating.get(entity) == first
    whose = rating.customer_id if "example.com" in entity else 0
    subject = f"rating profiles of {entity}"
    found = rating.world.sql(f"SELECT DISTINCT customer FROM journal WHERE subject = '{subject}'")
    assert found == [(whose,)]
