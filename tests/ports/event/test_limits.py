# SPDX-License-Identifier: Apache-2.0
"""Limits that are reached: an event in the transaction that does it, and the reseller's own words in the fault."""

import json
from typing import Any

from tests.ports.event.conftest import EventScene

ACCOUNT = {"password": "hunter22"}


def add(scene: EventScene, *names: str) -> None:
    for name in names:
        scene.login("customer").sip.addAccount(account={"id": {"username": name, "domain": "a.example"}, **ACCOUNT})


def remove(scene: EventScene, name: str) -> None:
    scene.login("customer").sip.deleteAccount(sipId={"username": name, "domain": "a.example"})


def reached(scene: EventScene, since: int = 0) -> list[tuple[str, dict[str, Any]]]:
    scene.settle()
    told = scene.reseller_login.getEvents(since=since, events=["limit.reached"])["events"]
    return [(each["subject"], json.loads(each["data"])["after"]) for each in told]


def credit_of(scene: EventScene, credit: int) -> None:
    scene.happen("a")
    scene.grant(scene.customer_id, sip_credit=credit)


def test_each_threshold_is_told_of_once_and_again_after_it_was_below(event: EventScene) -> None:
    credit_of(event, 5)
    add(event, "a", "b", "c")
    assert reached(event) == []
    add(event, "d")
    about = "credit sip_credit of 2"
    first = (about, {"percent": 80, "used": 4, "limit": 5})
    assert reached(event) == [first]
    add(event, "e")
    second = (about, {"percent": 100, "used": 5, "limit": 5})
    assert reached(event) == [first, second]
    remove(event, "e")
    add(event, "e")
    assert reached(event) == [first, second, second]


def test_thresholds_are_the_resellers(event: EventScene) -> None:
    credit_of(event, 4)
    event.login("reseller").tenant.setResellerProfile(profile={"thresholds": [50, 75]})
    add(event, "a", "b", "c", "d")
    assert [told["percent"] for _, told in reached(event)] == [50, 75]


def test_a_trial_tells_of_it_and_makes_none(event: EventScene) -> None:
    credit_of(event, 1)
    caller = event.login("customer").asking(dryRun=True)
    caller.sip.addAccount(account={"id": {"username": "a", "domain": "a.example"}, **ACCOUNT})
    assert reached(event) == []


def test_what_reached_a_limit_can_be_undone(event: EventScene) -> None:
    credit_of(event, 1)
    add(event, "a")
    assert [told["percent"] for _, told in reached(event)] == [80, 100]
    event.world.undo()
    add(event, "a")


def test_a_customers_hook_hears_how_much_is_used(quick_event: EventScene) -> None:
    credit_of(quick_event, 1)
    add(quick_event, "a")
    (told, *_) = quick_event.admin.at("Audit").getJournal(query={"filter": {"subject": "credit sip_credit of 2"}})[
        "entries"
    ]
    (own, *_) = (
        quick_event.login("customer").at("Audit").getJournal(query={"filter": {"subject": told["subject"]}})["entries"]
    )
    assert own["members"] == told["members"]


def test_a_limit_is_told_with_the_resellers_own_words(event: EventScene) -> None:
    credit_of(event, 0)
    asked = {"account": {"id": {"username": "a", "domain": "a.example"}, **ACCOUNT}}
    plain = event.login("customer").sip.refused("addAccount", **asked)
    assert "hint" not in plain.members
    words = [{"code": 910, "text": "Call sales <+31 20 800 5169> & ask"}]
    event.login("reseller").tenant.setResellerProfile(profile={"quotaMessages": words})
    fault = event.login("customer").sip.refused("addAccount", **asked)
    assert fault.members == {**plain.members, "hint": words[0]["text"]}
    behind = event.behind(2).sip.refused("addAccount", **asked)
    assert behind.members["hint"] == words[0]["text"]
    dry = event.login("customer").asking(dryRun=True).sip.refused("addAccount", **asked)
    assert dry.members["hint"] == words[0]["text"]
