# SPDX-License-Identifier: Apache-2.0
"""Accept rules of an account (sip.md 4.10, 5.11)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from ngnprov import clock
from tests.ports.sip.accounts import journal, seed_account
from tests.ports.sip.conftest import SipScene

WORK = {"days": 31, "start": "09:00", "stop": "17:30", "groups": ["business", "vip"]}
WEEKEND = {"days": 96, "start": "00:00", "stop": "24:00", "groups": ["family"]}
NIGHT = {"days": 127, "start": "22:00", "stop": "06:00", "groups": ["nobody"]}
OFF = {"groups": [], "duration": 0}

Wait = Callable[..., None]


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """A clock that stands still until it is told: ``wait(minutes=5)``."""
    hands = [datetime.fromisoformat("2026-12-31T23:50:00.250000+00:00")]
    monkeypatch.setattr(clock, "now", lambda: clock.text(hands[0]))

    def move(**by: float) -> None:
        hands[0] += timedelta(**by)

    return move


def rules(scene: SipScene, account: dict[str, str]) -> dict[str, Any]:
    answer: dict[str, Any] = scene.customer_login.getAcceptRules(sipId=account)["rules"]
    return answer


def save(scene: SipScene, account: dict[str, str], **given: Any) -> None:
    assert scene.customer_login.setAcceptRules(sipId=account, rules=given) is True


def as_the_switch_sends(read: dict[str, Any], temporary: dict[str, Any]) -> dict[str, Any]:
    """What CDRTool's "do not disturb" makes of the rules it read: no days, no empty list, and a copy of the groups."""
    persistent = [{name: each for name, each in rule.items() if name != "days"} for rule in read["rules"]["persistent"]]
    return {
        **({"persistent": persistent} if persistent else {}),
        "temporary": temporary,
        "groups": read["nonEmptyGroups"],
    }


def test_an_account_without_rules_answers_both_parts(sip: SipScene) -> None:
    account = seed_account(sip)
    assert sip.customer_login.getAcceptRules(sipId=account) == {
        "rules": {"persistent": [], "temporary": OFF},
        "nonEmptyGroups": ["everybody", "nobody"],
    }


def test_every_list_is_typed_also_when_it_is_empty(quick_sip: SipScene) -> None:
    body = quick_sip.admin.envelope("getAcceptRules", {"sipId": seed_account(quick_sip)}, "Sip")
    answered = quick_sip.world.request(body).body
    empty = b' xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="%s[0]"></%s>'
    assert b"<persistent" + empty % (b"ngnpro:PersistentRule", b"persistent") in answered
    assert b"<groups" + empty % (b"xsd:string", b"groups") in answered
    assert b'<duration xsi:type="xsd:int">0</duration>' in answered


def test_what_is_set_is_answered(sip: SipScene, wait: Wait) -> None:
    account = seed_account(sip)
    given = {"persistent": [WORK, WEEKEND, NIGHT], "temporary": {"groups": ["vip", "family"], "duration": 90}}
    save(sip, account, **given)
    assert rules(sip, account) == given
    save(sip, account, persistent=[NIGHT], temporary=OFF)
    assert rules(sip, account) == {"persistent": [NIGHT], "temporary": OFF}
    save(sip, account, persistent=[], temporary=OFF)
    assert rules(sip, account) == {"persistent": [], "temporary": OFF}


def test_a_part_that_is_absent_or_null_stays(sip: SipScene, wait: Wait) -> None:
    account = seed_account(sip)
    temporary = {"groups": ["vip"], "duration": 60}
    stored = {"persistent": [WORK], "temporary": temporary}
    save(sip, account, **stored)
    for given in ({}, {"persistent": None, "temporary": None}):
        save(sip, account, **given)
        assert rules(sip, account) == stored
    assert sip.customer_login.setAcceptRules(sipId=account, rules={}) is True
    assert rules(sip, account) == stored
    save(sip, account, persistent=[NIGHT])
    assert rules(sip, account) == {"persistent": [NIGHT], "temporary": temporary}
    save(sip, account, temporary=OFF)
    assert rules(sip, account) == {"persistent": [NIGHT], "temporary": OFF}


def test_groups_to_choose_from_are_those_of_the_phonebook_that_have_entries(sip: SipScene) -> None:
    account, other = seed_account(sip), seed_account(sip, "bob")
    for number, group in enumerate(["vip", "", "family", "vip", "Zoo"]):
        sip.customer_login.addPhonebookEntry(sipId=account, entry={"uri": f"{number}@example.net", "group": group})
    sip.customer_login.addPhonebookEntry(sipId=other, entry={"uri": "x@example.net", "group": "business"})
    groups = lambda: sip.customer_login.getAcceptRules(sipId=account)["nonEmptyGroups"]  # noqa: E731
    assert groups() == ["everybody", "nobody", "Zoo", "family", "vip"]
    sip.customer_login.deletePhonebookEntry(sipId=account, uri="2@example.net")
    assert groups() == ["everybody", "nobody", "Zoo", "vip"]


# --- weekly rules


def test_do_not_disturb_on_and_off_keeps_the_weekly_rules_with_their_days(sip: SipScene, wait: Wait) -> None:
    account = seed_account(sip)
    weekly = [NIGHT, {**WORK, "days": 1}, {**WORK, "days": 2}, WEEKEND]
    save(sip, account, persistent=weekly, temporary=OFF)
    for temporary in (
        {"groups": ["nobody"], "duration": 45},
        {"groups": ["everybody"], "duration": 0},
        {"groups": ["nobody"], "duration": 0},
    ):
        read = sip.customer_login.getAcceptRules(sipId=account)
        save(sip, account, **as_the_switch_sends(read, temporary))
        assert rules(sip, account)["persistent"] == weekly
    assert rules(sip, account)["temporary"] == {"groups": ["nobody"], "duration": 0}


def test_do_not_disturb_without_weekly_rules_makes_none(sip: SipScene) -> None:
    account = seed_account(sip)
    read = sip.customer_login.getAcceptRules(sipId=account)
    save(sip, account, **as_the_switch_sends(read, {"groups": ["nobody"], "duration": 0}))
    assert rules(sip, account) == {"persistent": [], "temporary": {"groups": ["nobody"], "duration": 0}}


@pytest.mark.parametrize("days", [None, 0, ""])
def test_a_rule_without_days_has_those_of_a_stored_rule_like_it(quick_sip: SipScene, days: Any) -> None:
    account = seed_account(quick_sip)
    save(quick_sip, account, persistent=[{**WORK, "days": 16}, {**WORK, "days": 4}])
    alike = {**WORK, "days": days, "groups": ["vip", "business"]}
    save(quick_sip, account, persistent=[alike, alike, alike])
    assert [(rule["days"], rule["groups"]) for rule in rules(quick_sip, account)["persistent"]] == [
        (16, ["vip", "business"]),
        (4, ["vip", "business"]),
        (127, ["vip", "business"]),
    ]


@pytest.mark.parametrize("other", [{"start": "09:01"}, {"stop": "17:31"}, {"groups": ["vip"]}])
def test_a_rule_without_days_that_is_like_no_stored_one_is_for_every_day(
    quick_sip: SipScene, other: dict[str, Any]
) -> None:
    account = seed_account(quick_sip)
    save(quick_sip, account, persistent=[WORK])
    save(quick_sip, account, persistent=[{**WORK, "days": None, **other}])
    assert rules(quick_sip, account)["persistent"] == [{**WORK, "days": 127, **other}]


def test_days_that_the_client_names_are_not_given_to_a_rule_without_them(quick_sip: SipScene) -> None:
    account = seed_account(quick_sip)
    save(quick_sip, account, persistent=[{**WORK, "days": 1}, {**WORK, "days": 2}])
    save(quick_sip, account, persistent=[{**WORK, "days": None}, {**NIGHT, "days": 1}])
    assert rules(quick_sip, account)["persistent"] == [{**WORK, "days": 2}, {**NIGHT, "days": 1}]


def test_the_last_rule_of_the_same_days_counts(sip: SipScene) -> None:
    account = seed_account(sip)
    save(sip, account, persistent=[{**NIGHT, "days": 31}, WEEKEND, WORK])
    assert rules(sip, account)["persistent"] == [WEEKEND, WORK]


@pytest.mark.parametrize("groups", [None, [], [""], [" "]])
def test_a_rule_without_groups_is_dropped_whatever_else_it_says(quick_sip: SipScene, groups: Any) -> None:
    account = seed_account(quick_sip)
    nothing = {"days": 1, "start": "00:00", "stop": "00:00", "groups": groups}
    save(quick_sip, account, persistent=[nothing, WORK, {**nothing, "start": "", "stop": None}])
    assert rules(quick_sip, account)["persistent"] == [WORK]


def test_groups_lose_empty_and_repeated_names_and_keep_their_order(quick_sip: SipScene) -> None:
    account = seed_account(quick_sip)
    names = ["vip", "", "Old friends", "vip", " family "]
    save(quick_sip, account, persistent=[{**WORK, "groups": names}], temporary={"groups": names, "duration": 1})
    read = rules(quick_sip, account)
    assert read["persistent"][0]["groups"] == read["temporary"]["groups"] == ["vip", "Old friends", "family"]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"start": ""}, 102, "start"),
        ({"start": None}, 102, "start"),
        ({"stop": None}, 102, "stop"),
        ({"start": "24:00"}, 101, "start"),
        ({"start": "9:00"}, 101, "start"),
        ({"start": "09.00"}, 101, "start"),
        ({"start": "09:60"}, 101, "start"),
        ({"stop": "25:00"}, 101, "stop"),
        ({"stop": "24:01"}, 101, "stop"),
        ({"stop": "17:30:00"}, 101, "stop"),
        ({"stop": "١٧:٣٠"}, 101, "stop"),
        ({"start": "00:00", "stop": "00:00"}, 101, "stop"),
        ({"days": 128}, 101, "days"),
        ({"days": -1}, 101, "days"),
        ({"groups": ["x" * 65]}, 101, "groups.0"),
        ({"groups": [str(number) for number in range(101)]}, 101, "groups"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_its_place(
    quick_sip: SipScene, change: dict[str, Any], code: int, field: str
) -> None:
    account = seed_account(quick_sip)
    save(quick_sip, account, persistent=[NIGHT], temporary={"groups": ["nobody"], "duration": 0})
    before = quick_sip.world.fingerprint()
    given = {"persistent": [WEEKEND, {**WORK, **change}], "temporary": OFF}
    fault = quick_sip.customer_login.refused("setAcceptRules", sipId=account, rules=given)
    assert (fault.code, fault.field) == (code, f"rules.persistent.1.{field}")
    assert quick_sip.world.fingerprint() == before


def test_a_rule_may_begin_or_end_at_midnight(quick_sip: SipScene) -> None:
    account = seed_account(quick_sip)
    weekly = [
        {**WORK, "start": "00:00", "stop": "00:01"},
        {**NIGHT, "stop": "00:00"},
        {**WEEKEND, "start": "08:00", "stop": "08:00"},
    ]
    save(quick_sip, account, persistent=weekly)
    assert rules(quick_sip, account)["persistent"] == weekly


# --- the temporary rule


def test_the_duration_that_is_read_is_what_is_left_rounded_up(sip: SipScene, wait: Wait) -> None:
    account = seed_account(sip)
    save(sip, account, temporary={"groups": ["vip"], "duration": 30})
    left = lambda: rules(sip, account)["temporary"]  # noqa: E731
    for seconds, minutes in ((0, 30), (1, 30), (59, 29), (60, 28), (26 * 60, 2), (60, 1), (59, 1)):
        wait(seconds=seconds)
        assert left() == {"groups": ["vip"], "duration": minutes}
    wait(seconds=1)
    assert left() == OFF
    wait(days=400)
    assert left() == OFF


@pytest.mark.parametrize("group", ["nobody", "vip"])
def test_a_rule_without_duration_lasts_until_it_is_switched_off(quick_sip: SipScene, wait: Wait, group: str) -> None:
    account = seed_account(quick_sip)
    save(quick_sip, account, temporary={"groups": [group], "duration": 0})
    wait(days=4000)
    assert rules(quick_sip, account)["temporary"] == {"groups": [group], "duration": 0}
    save(quick_sip, account, temporary={"groups": ["everybody"], "duration": 0})
    assert rules(quick_sip, account)["temporary"] == OFF


@pytest.mark.parametrize(
    "nothing",
    [
        {"groups": ["everybody"], "duration": 0},
        {"groups": ["everybody"], "duration": ""},
        {"groups": ["everybody"], "duration": None},
        {"groups": [], "duration": 0},
        {"groups": [], "duration": 30},
        {"groups": None, "duration": 0},
        {"groups": [""], "duration": 0},
    ],
)
def test_everybody_without_duration_and_no_groups_are_no_rule(
    quick_sip: SipScene, wait: Wait, nothing: dict[str, Any]
) -> None:
    account = seed_account(quick_sip)
    save(quick_sip, account, temporary={"groups": ["nobody"], "duration": 60})
    save(quick_sip, account, temporary=nothing)
    assert rules(quick_sip, account)["temporary"] == OFF


@pytest.mark.parametrize("groups", [["nobody"], ["vip", "family"], ["everybody"]])
def test_saving_the_page_while_a_timed_rule_runs_keeps_its_end(sip: SipScene, wait: Wait, groups: list[str]) -> None:
    account = seed_account(sip)
    save(sip, account, temporary={"groups": groups, "duration": 60})
    for absent in (0, None):
        wait(minutes=20)
        save(sip, account, persistent=[WORK], temporary={"groups": groups[::-1], "duration": absent})
    assert rules(sip, account) == {"persistent": [WORK], "temporary": {"groups": groups, "duration": 20}}
    wait(minutes=20)
    assert rules(sip, account)["temporary"] == OFF


def test_other_groups_without_duration_do_not_take_over_the_end(quick_sip: SipScene, wait: Wait) -> None:
    account = seed_account(quick_sip)
    save(quick_sip, account, temporary={"groups": ["vip"], "duration": 60})
    save(quick_sip, account, temporary={"groups": ["nobody"], "duration": 0})
    wait(minutes=61)
    assert rules(quick_sip, account)["temporary"] == {"groups": ["nobody"], "duration": 0}


def test_a_rule_that_is_over_lends_its_end_to_none(quick_sip: SipScene, wait: Wait) -> None:
    account = seed_account(quick_sip)
    save(quick_sip, account, temporary={"groups": ["nobody"], "duration": 60})
    wait(minutes=60)
    save(quick_sip, account, temporary={"groups": ["nobody"], "duration": 0})
    assert rules(quick_sip, account)["temporary"] == {"groups": ["nobody"], "duration": 0}


def test_a_duration_that_is_given_starts_anew(quick_sip: SipScene, wait: Wait) -> None:
    account = seed_account(quick_sip)
    for duration in (60, 10, 480):
        save(quick_sip, account, temporary={"groups": ["vip"], "duration": duration})
        wait(minutes=1)
        assert rules(quick_sip, account)["temporary"]["duration"] == duration - 1


@pytest.mark.parametrize("duration", [-1, 366 * 24 * 60 + 1])
def test_a_duration_out_of_all_bounds_is_refused(quick_sip: SipScene, duration: int) -> None:
    given = {"temporary": {"groups": ["vip"], "duration": duration}}
    fault = quick_sip.customer_login.refused("setAcceptRules", sipId=seed_account(quick_sip), rules=given)
    assert (fault.code, fault.field) == (101, "rules.temporary.duration")


def test_too_many_groups_of_a_temporary_rule_are_refused(quick_sip: SipScene) -> None:
    given = {"temporary": {"groups": [str(number) for number in range(101)], "duration": 1}}
    fault = quick_sip.customer_login.refused("setAcceptRules", sipId=seed_account(quick_sip), rules=given)
    assert (fault.code, fault.field) == (101, "rules.temporary.groups")


# --- the journal


def test_each_change_is_journaled_once_with_the_parts_that_changed(sip: SipScene, wait: Wait) -> None:
    account = seed_account(sip)
    both = {"persistent": [WORK], "temporary": {"groups": ["vip"], "duration": 20}}
    save(sip, account, **both)
    save(sip, account, persistent=[{**WORK, "days": None}], temporary={"groups": ["vip"], "duration": 0})
    save(sip, account, persistent=[WORK, NIGHT])
    wait(minutes=20)
    save(sip, account, temporary=OFF)
    running = {"groups": ["vip"], "ends": "2027-01-01 00:10:00.250000"}
    assert [(before["accept_rules"], after["accept_rules"]) for _, before, after in journal(sip, account)] == [
        ({"persistent": [], "temporary": {}}, {"persistent": [WORK], "temporary": running}),
        ({"persistent": [WORK]}, {"persistent": [WORK, NIGHT]}),
    ]
