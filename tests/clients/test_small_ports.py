# SPDX-License-Identifier: Apache-2.0
"""VoicemailPort, RatingPort and NetworkPort with real clients: structs in structs, faults that pages act on, JSON (README.md)."""

import json
from pathlib import Path
from typing import Any

import pytest

from ngnprov import __version__

from .compiled import FOR_SMALL_PORTS, tell_by
from .program import Server
from .story import typed


@pytest.fixture(scope="module", params=FOR_SMALL_PORTS)
def told(request: pytest.FixtureRequest, server: Server, build_cache: Path) -> dict[str, Any]:
    return tell_by(request.param, "small", server, build_cache)


def test_a_mailbox_is_made_changed_diverted_to_and_removed(told: dict[str, Any]) -> None:
    alice, number = told["made"][0], told["number"]
    assert (alice["username"], number.isdecimal()) == ("alice", True)
    assert int(told["next"]) > int(number), "numbers are never given twice"
    uri = f"sip:{number}@voicemail.example"
    expected = {
        "none": [2000, 1010, 101],
        "made": [alice, "2468", "Zoë & <Co>", "zoe@example.net", "", True],
        "following": [["voicemail"], ["", uri, uri, "<voice-mailbox>", ""]],
        "changed": [True, [alice, "2468", "Zoë's & <box>", "", "", False]],
        "announced": True,
        "again": 2001,
        "deleted": [True, 2000, [[], ["", "", "", "<voice-mailbox>", ""]]],
        "own": [told["next"], "500"],
        "gone": [1010, 4001],
    }
    assert typed({name: told[name] for name in expected}) == typed(expected)


def test_rating_profiles_are_set_replaced_as_a_whole_and_removed(told: dict[str, Any]) -> None:
    domain = told["made"][0]["domain"]
    names = ("profileWeekday", "profileWeekdayAlt", "profileWeekend", "profileWeekendAlt", "timezone")
    stored = {
        "entity": f"subscriber://alice@{domain}",
        **dict(zip(names, ("100", "1 & <2>", "200", "201", "Europe/Amsterdam"), strict=True)),
        **{"increment": 6, "min_duration": 0, "reseller_id": 0},
    }
    expected = {
        "unrated": [4001, 4001, 101, 102],
        "rated": [True, stored],
        "replaced": [True, {**stored, **dict.fromkeys(names, ""), "profileWeekday": "300"}],
        "unset": [True, 4001],
        "foreign": 902,
    }
    assert typed({name: told[name] for name in expected}) == typed(expected)


def test_the_network_is_told_as_json_in_a_text(told: dict[str, Any]) -> None:
    domain = told["made"][0]["domain"]
    status = json.loads(told["status"])
    assert status == {"1": {"ip": "127.0.0.1", "version": __version__, "roles": ["provisioning_server"]}}
    of_all, of_reseller = ({name: each[domain] for name, each in counts(text).items()} for text in told["statistics"])
    assert typed(of_all) == typed(of_reseller) == typed({"online_accounts": 0, "total_accounts": 1})
    assert all(list(each) == [domain] for each in counts(told["statistics"][1]).values())


def counts(text: str) -> dict[str, dict[str, int]]:
    """Online and total accounts by domain."""
    told: dict[str, dict[str, int]] = json.loads(text)["summary"]["sip_proxy"]
    return told
