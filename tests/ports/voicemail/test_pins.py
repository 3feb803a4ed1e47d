# SPDX-License-Identifier: Apache-2.0
"""PINs are digits, sealed, and never emptied (V4, V5, V6)."""

import re
from typing import Any

import pytest

from ngnprov.errors import InvalidValue
from ngnprov.ports.voicemail import pins
from tests.ports.voicemail.conftest import VoicemailScene, sip_id


@pytest.mark.parametrize("given", [{}, {"password": ""}, {"password": None}])
def test_a_mailbox_without_a_pin_gets_one(scene: VoicemailScene, given: dict[str, Any]) -> None:
    made = scene.mailbox(**given)
    assert re.fullmatch("[1-9]{6}", made["password"])
    assert scene.get() == made


def test_chosen_pins_differ() -> None:
    found = {pins.chosen() for _ in range(100)}
    assert len(found) > 90
    assert {digit for pin in found for digit in pin} == set("123456789")


@pytest.mark.parametrize(
    ("given", "stored"),
    [("0012", "0012"), (" 12 34\t", "1234"), ("12-34-56", "123456"), ("a1b٣", "1"), ("7" * 64,) * 2],
)
def test_everything_but_digits_is_dropped(quick: VoicemailScene, given: str, stored: str) -> None:
    assert quick.mailbox(password=given)["password"] == stored
    quick.mailbox("bob", password="99")
    quick.customer_login.updateAccount(account={"sipId": sip_id("bob"), "password": given})
    assert quick.get("bob")["password"] == stored


@pytest.mark.parametrize("given", ["secret", "--", " ", "٣٤", "²"])
def test_what_has_no_digit_is_refused_and_changes_nothing(quick: VoicemailScene, given: str) -> None:
    with pytest.raises(InvalidValue):
        pins.digits(given, "account.password")
    quick.mailbox("bob", password="99")
    before = quick.world.fingerprint()
    for operation, username in (("addAccount", "alice"), ("updateAccount", "bob")):
        account = {"sipId": sip_id(username), "password": given, "name": "x"}
        fault = quick.customer_login.refused(operation, account=account)
        assert (fault.code, fault.field) == (101, "account.password")
    assert quick.world.fingerprint() == before


@pytest.mark.parametrize("given", [{"password": ""}, {"password": None}, {}])
def test_an_update_without_a_pin_keeps_it(scene: VoicemailScene, given: dict[str, Any]) -> None:
    scene.mailbox(password="417243")
    scene.customer_login.updateAccount(account={"sipId": sip_id(), "name": "x", **given})
    assert (scene.get()["password"], scene.get()["name"]) == ("417243", "x")


def test_a_pin_is_sealed_for_its_row(quick: VoicemailScene) -> None:
    quick.mailbox(password="417243")
    quick.mailbox("bob", password="99")
    (sealed, other) = (row[0] for row in quick.world.sql("SELECT password FROM voicemail_accounts ORDER BY mailbox"))
    assert len({b"417243" in sealed, b"99" in other}) == 1
    quick.world.sql(
        "UPDATE voicemail_accounts SET password = (SELECT password FROM voicemail_accounts WHERE mailbox = 1000000)"
    )
    assert quick.customer_login.refused("getAccount", sipId=sip_id("bob")).code == 200
    assert quick.get()["password"] == "417243"
