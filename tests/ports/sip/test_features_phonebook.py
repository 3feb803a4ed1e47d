# SPDX-License-Identifier: Apache-2.0
"""The phonebook of an account (sip.md 4.8, 5.9)."""

from typing import Any

import pytest
from sqlalchemy import text

from ngnprov.ports.sip.features.phonebook.store import MOST
from tests.ports.sip.accounts import journal, seed_account
from tests.ports.sip.conftest import SipScene, sip_id

BOB = {"uri": "bob@example.net", "name": "Bob Stone", "group": "vip"}


def fill(scene: SipScene, *entries: dict[str, Any], username: str = "alice") -> dict[str, str]:
    """An account with these entries."""
    account = seed_account(scene, username)
    for entry in entries:
        scene.customer_login.addPhonebookEntry(sipId=account, entry=entry)
    return account


def found(scene: SipScene, account: dict[str, str], **arguments: Any) -> list[str]:
    """The addresses that a search finds, all of them in one page."""
    answer = scene.customer_login.getPhonebookEntries(sipId=account, **arguments)
    assert answer["total"] == len(answer["entries"])
    return [entry["uri"] for entry in answer["entries"]]


def test_what_is_added_is_answered_and_listed(sip: SipScene) -> None:
    account = seed_account(sip)
    added = sip.customer_login.addPhonebookEntry(sipId=account, entry=BOB)
    assert added == {**BOB, "firstName": "", "lastName": "Stone"}
    listed = sip.customer_login.getPhonebookEntries(sipId=account, match={"uri": "%%%", "name": "%%%"})
    assert listed == {"entries": [added], "total": 1}


def test_the_key_is_lower_case_and_trimmed_and_nothing_else_changes(quick_sip: SipScene) -> None:
    account = fill(quick_sip, {"uri": "  SIP:%31@Example.NET ", "name": "X"})
    assert found(quick_sip, account) == ["sip:%31@example.net"]
    quick_sip.customer_login.updatePhonebookEntry(sipId=account, entry={"uri": "Sip:%31@EXAMPLE.net ", "name": "Y"})
    assert found(quick_sip, account, match={"name": "y"}) == ["sip:%31@example.net"]
    assert quick_sip.customer_login.deletePhonebookEntry(sipId=account, uri=" SIP:%31@example.net") is True
    assert found(quick_sip, account) == []
    quick_sip.customer_login.addPhonebookEntry(sipId=account, entry={"uri": "BÄR@Straße.example"})
    assert found(quick_sip, account) == ["bÄr@straße.example"]  # only ASCII letters fold (D-J)
    assert quick_sip.customer_login.deletePhonebookEntry(sipId=account, uri="bÄr@straße.example") is True
    assert found(quick_sip, account) == []


def test_an_entry_that_is_there_is_not_added_again(sip: SipScene) -> None:
    account = fill(sip, BOB)
    before = sip.world.fingerprint()
    fault = sip.customer_login.refused("addPhonebookEntry", sipId=account, entry={**BOB, "uri": "BOB@example.net"})
    assert (fault.code, fault.field) == (1041, "entry.uri")
    assert sip.world.fingerprint() == before


def test_two_accounts_may_know_the_same_address(sip: SipScene) -> None:
    alice, carol = fill(sip, BOB), fill(sip, {**BOB, "name": "Bobby"}, username="carol")
    sip.customer_login.deletePhonebookEntry(sipId=alice, uri=BOB["uri"])
    assert found(sip, alice) == []
    assert found(sip, carol) == ["bob@example.net"]


def test_an_update_keeps_what_is_null_and_clears_what_is_empty(sip: SipScene) -> None:
    account = fill(sip, BOB)
    change = lambda **given: sip.customer_login.updatePhonebookEntry(  # noqa: E731
        sipId=account, entry={"uri": BOB["uri"], **given}
    )
    read = lambda: sip.customer_login.getPhonebookEntries(sipId=account)["entries"][0]  # noqa: E731
    assert change(name=None, group=None) is True
    assert (read()["name"], read()["group"]) == ("Bob Stone", "vip")
    assert change(name="Robert") is True
    assert (read()["name"], read()["group"]) == ("Robert", "vip")
    assert change(group="") is True
    assert (read()["name"], read()["group"]) == ("Robert", "")


def test_what_is_not_there_is_neither_updated_nor_deleted(sip: SipScene) -> None:
    account = fill(sip, BOB)
    before = sip.world.fingerprint()
    fault = sip.customer_login.refused("updatePhonebookEntry", sipId=account, entry={"uri": "eve@example.net"})
    assert (fault.code, fault.field) == (1040, "entry.uri")
    for uri in ("eve@example.net", "bob@example.ne_", "%", ""):
        fault = sip.customer_login.refused("deletePhonebookEntry", sipId=account, uri=uri)
        assert (fault.code, fault.field) == (1040, "uri")
    assert sip.world.fingerprint() == before


def test_a_search_looks_at_addresses_or_names(sip: SipScene) -> None:
    account = fill(
        sip,
        BOB,
        {"uri": "stone@example.org", "name": "Anna"},
        {"uri": "eve@example.net", "name": "Eve", "group": "vip"},
    )
    for pattern in ("%stone%", "%STONE%"):
        assert found(sip, account, match={"uri": pattern, "name": pattern}) == ["stone@example.org", "bob@example.net"]
    assert found(sip, account, match={"uri": "%stone%", "name": ""}) == ["stone@example.org"]
    assert found(sip, account, match={"uri": None, "name": "%stone%"}) == ["bob@example.net"]
    assert found(sip, account, match={"uri": "%stone%", "name": "%stone%", "group": "vip"}) == ["bob@example.net"]
    assert found(sip, account, match={"uri": "bob", "name": "anna"}) == ["stone@example.org"]
    assert found(sip, account, match={"uri": "_ve@%", "name": "_"}) == ["eve@example.net"]


@pytest.mark.parametrize("match", [None, {}, {"uri": "", "name": ""}, {"uri": "%%%", "name": "%%%"}, {"uri": "%"}])
def test_all_entries_are_found_without_a_pattern_or_with_one_that_fits_all(
    quick_sip: SipScene, match: dict[str, str] | None
) -> None:
    account = fill(quick_sip, BOB, {"uri": "anon@example.net", "name": ""})
    assert found(quick_sip, account, match=match) == ["anon@example.net", "bob@example.net"]


def test_a_group_that_is_absent_is_any_and_an_empty_one_is_none(sip: SipScene) -> None:
    account = fill(sip, BOB, {"uri": "eve@example.net", "name": "Eve"}, {"uri": "x@example.net", "group": "family"})
    every = {"uri": "%%%", "name": "%%%"}
    assert found(sip, account, match={**every, "group": None}) == [
        "x@example.net",
        "bob@example.net",
        "eve@example.net",
    ]
    assert found(sip, account, match={**every, "group": ""}) == ["eve@example.net"]
    assert found(sip, account, match={**every, "group": "vip"}) == ["bob@example.net"]
    assert found(sip, account, match={"group": "v%"}) == []


def test_a_stored_wildcard_is_text_and_a_backslash_no_escape(sip: SipScene) -> None:
    account = fill(sip, {"uri": "%0031%@%", "name": "any Dutch"}, {"uri": "a\\b@example.net", "name": "backslash"})
    assert found(sip, account, match={"uri": "0031@example.net"}) == []
    assert found(sip, account, match={"uri": "%0031%"}) == ["%0031%@%"]
    assert found(sip, account, match={"uri": "%\\b%"}) == ["a\\b@example.net"]
    assert found(sip, account, match={"uri": "a\\%"}) == ["a\\b@example.net"]


def test_names_are_found_in_any_letter_case_of_any_script(sip: SipScene) -> None:
    account = fill(sip, {"uri": "z@example.net", "name": "Zoë Ärmel"})
    assert found(sip, account, match={"name": "%ZOË ä%"}) == ["z@example.net"]
    assert found(sip, account, match={"name": "%zoe\u0308%"}) == ["z@example.net"]


def test_entries_come_by_name_then_address_a_slice_at_a_time(sip: SipScene) -> None:
    account = fill(
        sip,
        {"uri": "d@example.net", "name": "beta"},
        {"uri": "c@example.net", "name": "Alpha"},
        {"uri": "b@example.net", "name": "alpha"},
        {"uri": "a@example.net", "name": "Gamma"},
    )
    order = [f"{letter}@example.net" for letter in "bcda"]
    assert found(sip, account, match={"uri": "%%%", "name": "%%%"}, range={"start": 0, "count": 100}) == order
    for start, count in ((0, 2), (2, 2), (3, 5), (4, 5), (0, 0), (9, 1)):
        answer = sip.customer_login.getPhonebookEntries(sipId=account, range={"start": start, "count": count})
        assert [entry["uri"] for entry in answer["entries"]] == order[start : start + count]
        assert answer["total"] == 4


def test_an_empty_phonebook_is_an_empty_typed_list(quick_sip: SipScene) -> None:
    account = seed_account(quick_sip)
    every = {"uri": "%%%", "name": "%%%"}
    for arguments in ({"match": every, "range": {"start": 0, "count": 100}}, {"match": None, "range": None}):
        body = quick_sip.admin.envelope("getPhonebookEntries", {"sipId": account, **arguments}, "Sip")
        assert b'<entries xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="ngnpro:PhonebookEntry[0]"></entries>' in (
            quick_sip.world.request(body).body
        )


@pytest.mark.parametrize(
    ("entry", "code", "field"),
    [
        ({"name": "Bob"}, 102, "entry.uri"),
        ({"uri": "", "name": "Bob"}, 102, "entry.uri"),
        ({"uri": "   "}, 102, "entry.uri"),
        ({"uri": "x" * 256}, 101, "entry.uri"),
        ({"uri": "x@y", "name": "x" * 256}, 101, "entry.name"),
        ({"uri": "x@y", "group": "x" * 65}, 101, "entry.group"),
        ({"uri": "x@y", "group": "Everybody"}, 101, "entry.group"),
        ({"uri": "x@y", "group": "nobody "}, 101, "entry.group"),
        (None, 102, "entry"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_by_its_member(
    quick_sip: SipScene, entry: Any, code: int, field: str
) -> None:
    account = fill(quick_sip, {"uri": "x@z"})
    before = quick_sip.world.fingerprint()
    fault = quick_sip.customer_login.refused("addPhonebookEntry", sipId=account, entry=entry)
    assert (fault.code, fault.field) == (code, field)
    assert quick_sip.world.fingerprint() == before


def test_a_group_may_have_any_other_name(quick_sip: SipScene) -> None:
    account = fill(quick_sip, {"uri": "x@y", "group": " Old friends "})
    assert found(quick_sip, account, match={"group": "Old friends"}) == ["x@y"]


def test_a_phonebook_has_an_end(sip: SipScene) -> None:
    account = fill(sip, BOB)
    with sip.world.database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO sip_phonebook (account, uri, uri_fold) VALUES ((SELECT id FROM sip_accounts), :uri, :uri)"
            ),
            [{"uri": f"{number}@example.net"} for number in range(MOST - 2)],
        )
    sip.customer_login.addPhonebookEntry(sipId=account, entry={"uri": "last@example.net"})
    before = sip.world.fingerprint()
    fault = sip.customer_login.refused("addPhonebookEntry", sipId=account, entry={"uri": "more@example.net"})
    assert (fault.code, fault.field) == (101, "entry")
    assert sip.world.fingerprint() == before
    answer = sip.customer_login.getPhonebookEntries(sipId=account)
    assert answer["total"] == len(answer["entries"]) == MOST


def test_each_change_is_journaled_once_and_what_changes_nothing_is_not(sip: SipScene) -> None:
    account = fill(sip, BOB)
    sip.customer_login.updatePhonebookEntry(sipId=account, entry=BOB)
    sip.customer_login.updatePhonebookEntry(sipId=account, entry={**BOB, "group": ""})
    sip.customer_login.deletePhonebookEntry(sipId=account, uri=BOB["uri"])
    stored, changed = {"phonebook": BOB}, {"phonebook": {**BOB, "group": ""}}
    assert journal(sip, account) == [
        ("addPhonebookEntry", None, stored),
        ("updatePhonebookEntry", stored, changed),
        ("deletePhonebookEntry", changed, None),
    ]


def test_the_older_name_members_are_made_of_the_name_and_ignored_when_sent(quick_sip: SipScene) -> None:
    account = seed_account(quick_sip)
    for name, last in (("Anna Maria Stone", "Maria Stone"), ("Anna", ""), ("", "")):
        given = {"uri": f"{len(name)}@example.net", "name": name, "firstName": "X", "lastName": "Y"}
        added = quick_sip.customer_login.addPhonebookEntry(sipId=account, entry=given)
        assert (added["firstName"], added["lastName"]) == ("", last)


def test_an_account_is_found_in_any_letter_case(quick_sip: SipScene) -> None:
    fill(quick_sip, BOB)
    assert found(quick_sip, sip_id("ALICE", "Example.COM")) == ["bob@example.net"]
