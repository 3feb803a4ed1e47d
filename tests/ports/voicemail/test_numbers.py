# SPDX-License-Identifier: Apache-2.0
"""Numbers of mailboxes: given by the server, counted from a setting, and never given twice (V2)."""

import pytest

from ngnprov.calls.finding import State
from ngnprov.ports.voicemail.settings import VoicemailSettings
from tests.ports.voicemail.conftest import VoicemailScene, sip_id
from tests.support.caller import Caller
from tests.support.examination import examine, repair


def made_from(scene: VoicemailScene, first: int, username: str) -> str:
    """The number of a mailbox that is made while the setting is this."""
    with scene.world.with_settings(extra={"voicemail": VoicemailSettings(first_mailbox=first)}) as world:
        caller: Caller = world.call(scene.dialect).voicemail
        return str(caller.addAccount(account={"sipId": sip_id(username)})["mailbox"])


@pytest.mark.parametrize("given", ["1", "1000000", "none", "", None])
def test_a_number_that_a_caller_names_means_nothing(scene: VoicemailScene, given: str | None) -> None:
    scene.mailbox("bob")
    assert scene.mailbox(mailbox=given)["mailbox"] == "1000001"
    scene.customer_login.updateAccount(account={"sipId": sip_id(), "mailbox": given, "name": "x"})
    assert (scene.get()["mailbox"], scene.get()["name"]) == ("1000001", "x")


def test_no_number_is_given_again(scene: VoicemailScene) -> None:
    assert scene.mailbox()["mailbox"] == "1000000"
    scene.root.deleteAccount(sipId=sip_id())
    assert scene.mailbox("bob")["mailbox"] == "1000001"
    scene.admin.sip.deleteAccount(sipId=sip_id("bob"))
    assert scene.mailbox()["mailbox"] == "1000002"


def test_a_higher_first_number_is_where_it_goes_on_and_a_lower_one_means_nothing(scene: VoicemailScene) -> None:
    for username in ("carol", "dave", "eve"):
        scene.account(username)
    assert made_from(scene, 500, "alice") == "500"
    assert made_from(scene, 500, "bob") == "501"
    assert made_from(scene, 7000, "carol") == "7000"
    assert made_from(scene, 1, "dave") == "7001"
    scene.root.deleteAccount(sipId=sip_id("dave"))
    scene.root.deleteAccount(sipId=sip_id("carol"))
    assert made_from(scene, 7000, "eve") == "7002"


def test_neither_a_dry_run_nor_a_refusal_uses_a_number_up(scene: VoicemailScene) -> None:
    before = scene.world.fingerprint()
    trying = scene.customer_login.asking(dryRun=True)
    assert trying.addAccount(account={"sipId": sip_id()})["mailbox"] == "1000000"
    assert scene.customer_login.refused("addAccount", account={"sipId": sip_id(), "password": "x"}).code == 101
    assert scene.world.fingerprint() == before
    assert scene.mailbox()["mailbox"] == "1000000"


def test_a_number_that_would_be_given_again_is_found_and_counted(scene: VoicemailScene) -> None:
    scene.mailbox()
    assert examine(scene.world.database) == []
    scene.world.sql("UPDATE voicemail_accounts SET mailbox = 1000005")
    (finding,) = examine(scene.world.database)
    text = "there is a voicemail mailbox 1000005, but the last number that was given is 1000000"
    assert (finding.text, finding.state) == (text, State.WRONG)
    assert [each.state for each in repair(scene.world)] == [State.REPAIRED]
    assert examine(scene.world.database) == []
    assert scene.mailbox("bob")["mailbox"] == "1000006"
