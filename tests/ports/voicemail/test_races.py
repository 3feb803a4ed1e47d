# SPDX-License-Identifier: Apache-2.0
"""Mailboxes that are made at once: no two of one number, and one at most for each account (V1, V2)."""

from typing import Any

import pytest

from tests.ports.voicemail.conftest import VoicemailScene, sip_id
from tests.promises.overlap import at_once, overlap
from tests.support.examination import examine


@pytest.fixture
def raced(scene: VoicemailScene) -> VoicemailScene:
    """A scene whose logins are known already."""
    for caller in (scene.root, scene.customer_login):
        caller.refused("getAccount", sipId=sip_id())
    return scene


def add(scene: VoicemailScene, username: str) -> Any:
    return lambda: scene.mailbox(username)


def numbers(scene: VoicemailScene) -> list[int]:
    assert examine(scene.world.database) == []
    return [row[0] for row in scene.world.sql("SELECT mailbox FROM voicemail_accounts ORDER BY mailbox")]


def test_of_many_mailboxes_no_two_have_one_number(raced: VoicemailScene) -> None:
    usernames = [f"u{number}" for number in range(8)]
    for username in usernames:
        raced.account(username)
    assert at_once(*(add(raced, username) for username in usernames)) == [0] * 8
    assert numbers(raced) == [1_000_000 + number for number in range(8)]


def test_one_of_many_gives_an_account_its_mailbox(raced: VoicemailScene) -> None:
    assert sorted(at_once(*[add(raced, "alice")] * 6)) == [0, *[2001] * 5]
    assert numbers(raced) == [1_000_000]
    assert raced.groups() == ["voicemail"]


def test_who_waits_for_a_number_gets_the_next_one(raced: VoicemailScene) -> None:
    assert overlap(add(raced, "alice"), add(raced, "bob"), "before its COMMIT") == (0, 0)
    assert (raced.get()["mailbox"], raced.get("bob")["mailbox"]) == ("1000000", "1000001")


def test_an_account_that_is_removed_meanwhile_gets_no_mailbox(raced: VoicemailScene) -> None:
    gone = lambda username: lambda: raced.admin.sip.deleteAccount(sipId=sip_id(username))  # noqa: E731
    assert overlap(gone("alice"), add(raced, "alice"), "before its COMMIT") == (0, 1010)
    assert overlap(add(raced, "bob"), gone("bob"), "before its COMMIT") == (0, 0)
    assert numbers(raced) == []
