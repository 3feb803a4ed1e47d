# SPDX-License-Identifier: Apache-2.0
"""Mailboxes are made, read, changed and removed (voicemail.md 2, 3, 5)."""

import json
from typing import Any

import pytest

from tests.ports.voicemail.conftest import VoicemailScene, sip_id
from tests.support.world import World

OPERATIONS = ("addAccount", "updateAccount", "deleteAccount", "getAccount", "setAnnouncement")


def refusal(scene: VoicemailScene, operation: str, username: str) -> tuple[int, str | None]:
    """What the customer is told about the mailbox of an account."""
    is_whole = operation in ("addAccount", "updateAccount")
    given: dict[str, Any] = {"account": {"sipId": sip_id(username)}} if is_whole else {"sipId": sip_id(username)}
    if operation == "setAnnouncement":
        given["message"] = "x"
    fault = scene.customer_login.refused(operation, **given)
    return fault.code, fault.field


def test_a_mailbox_gets_its_number_and_what_is_known_of_the_account(scene: VoicemailScene) -> None:
    made = scene.mailbox(password="417243")
    assert made == {
        "sipId": sip_id(),
        "mailbox": "1000000",
        "password": "417243",
        "name": "Alice Liddell",
        "email": "alice@example.org",
        "info": "",
        "options": {"delete": True},
    }
    assert list(made) == ["sipId", "mailbox", "password", "name", "email", "info", "options"]
    assert scene.customer_login.getAccount(sipId=sip_id("ALICE", "Example.COM")) == made


def test_what_is_given_stands_instead_of_what_is_known(scene: VoicemailScene) -> None:
    given: dict[str, Any] = {"name": "Mädchen", "email": "a@b.example", "options": {"delete": False}}
    assert scene.mailbox(**given, password="1") == {**scene.get(), **given}
    nothing: dict[str, Any] = {"name": "", "email": "", "options": {}}
    assert scene.mailbox("bob", **nothing) == {**scene.get("bob"), **nothing, "options": {"delete": True}}


def test_a_second_mailbox_is_refused_and_so_is_one_of_no_account(scene: VoicemailScene) -> None:
    scene.mailbox()
    before = scene.world.fingerprint()
    assert refusal(scene, "addAccount", "alice") == (2001, "account.sipId")
    assert refusal(scene, "addAccount", "nobody") == (1010, "account.sipId")
    assert scene.world.fingerprint() == before


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_account_that_is_not_there_is_1010_and_one_without_mailbox_2000(
    quick: VoicemailScene, operation: str
) -> None:
    field = "account.sipId" if operation in ("addAccount", "updateAccount") else "sipId"
    before = quick.world.fingerprint()
    assert refusal(quick, operation, "nobody") == (1010, field)
    if operation != "addAccount":
        assert refusal(quick, operation, "bob") == (2000, field)
    assert quick.world.fingerprint() == before


def test_an_alias_has_no_mailbox(quick: VoicemailScene) -> None:
    quick.admin.sip.addAlias(alias={"id": sip_id("sales"), "target": sip_id()})
    quick.mailbox()
    assert refusal(quick, "getAccount", "sales") == (1010, "sipId")


@pytest.mark.parametrize("missing", [{}, {"username": "alice"}, {"username": "", "domain": "example.com"}])
def test_an_account_must_be_named(quick: VoicemailScene, missing: dict[str, str]) -> None:
    field = f"account.sipId.{'domain' if missing.get('username') else 'username'}"
    for operation in ("addAccount", "updateAccount"):
        fault = quick.customer_login.refused(operation, account={"sipId": missing})
        assert (fault.code, fault.field) == (102, field)


def test_an_update_keeps_what_it_does_not_name(scene: VoicemailScene) -> None:
    made = scene.mailbox(password="417243")
    update = scene.customer_login.updateAccount
    before = scene.world.fingerprint()
    assert update(account={"sipId": sip_id()}) is True
    assert update(account={**made, "name": None, "options": None, "mailbox": "7", "info": "x"}) is True
    assert update(account=made) is True
    assert scene.world.fingerprint() == before
    assert update(account={"sipId": sip_id(), "email": "", "name": "A"}) is True
    assert scene.get() == {**made, "email": "", "name": "A"}


def test_whether_messages_are_deleted_comes_as_a_number_or_as_it_was_read(scene: VoicemailScene) -> None:
    scene.mailbox()
    update = scene.customer_login.updateAccount
    for sent, stored in (({"delete": 0}, False), ({"delete": 1}, True), ({"delete": False}, False), ({}, False)):
        update(account={"sipId": sip_id(), "options": sent})
        assert scene.get()["options"] == {"delete": stored}
        update(account={"sipId": sip_id(), "options": scene.get()["options"]})
        assert scene.get()["options"] == {"delete": stored}
    update(account={"sipId": sip_id(), "options": {"attach": 1, "delete": True, "envelope": "x"}})
    assert scene.get()["options"] == {"delete": True}
    fault = scene.customer_login.refused("updateAccount", account={"sipId": sip_id(), "options": {"delete": "maybe"}})
    assert (fault.code, fault.field) == (100, "account.options.delete")


@pytest.mark.parametrize(("stored", "word"), [(True, b"true"), (False, b"false")])
def test_it_is_answered_as_a_boolean(quick: VoicemailScene, stored: bool, word: bytes) -> None:
    quick.mailbox(options={"delete": stored})
    quick.get()
    body = quick.root.envelope("getAccount", {"sipId": sip_id()})
    assert b'<delete xsi:type="xsd:boolean">%s</delete>' % word in quick.world.request(body).body


def test_what_is_removed_is_gone_and_can_be_made_anew(scene: VoicemailScene) -> None:
    scene.mailbox()
    assert scene.customer_login.deleteAccount(sipId=sip_id()) is True
    assert refusal(scene, "getAccount", "alice") == (2000, "sipId")
    assert refusal(scene, "deleteAccount", "alice") == (2000, "sipId")
    assert scene.mailbox()["mailbox"] == "1000001"


def test_a_mailbox_goes_with_its_account(scene: VoicemailScene) -> None:
    scene.mailbox()
    scene.admin.sip.deleteAccount(sipId=sip_id())
    assert refusal(scene, "getAccount", "alice") == (1010, "sipId")
    assert scene.world.sql("SELECT count(*) FROM voicemail_accounts") == [(0,)]


@pytest.mark.parametrize("message", ["Leave a message", "", "%"])
def test_an_announcement_is_taken_and_not_kept(scene: VoicemailScene, message: str) -> None:
    scene.mailbox()
    before = scene.world.fingerprint()
    assert scene.customer_login.setAnnouncement(sipId=sip_id(), message=message) is True
    assert scene.world.fingerprint() == before


def test_an_announcement_may_be_a_recording(quick: VoicemailScene) -> None:
    quick.mailbox()
    body = quick.root.envelope("setAnnouncement", {"sipId": sip_id(), "message": "UklGRv////9XQVZF"})
    for kind, status in ((b"xsd:base64Binary", 200), (b"xsd:hexBinary", 500)):
        sent = body.replace(b'<message xsi:type="xsd:string">', b'<message xsi:type="%s">' % kind)
        assert sent != body
        assert quick.world.request(sent).status == status
    assert quick.customer_login.refused("setAnnouncement", sipId=sip_id()).code == 102


def test_operations_of_one_name_are_told_apart_by_their_namespace(scene: VoicemailScene) -> None:
    before = scene.admin.sip.getAccounts(query={})["total"]
    assert refusal(scene, "addAccount", "carol") == (1010, "account.sipId")
    scene.mailbox()
    assert scene.admin.sip.getAccounts(query={})["total"] == before
    scene.account("carol")
    assert refusal(scene, "getAccount", "carol") == (2000, "sipId")
    assert "mailbox" not in scene.admin.sip.getAccount(sipId=sip_id())
    assert scene.root.getAccount(sipId=sip_id())["mailbox"] == "1000000"
    scene.root.deleteAccount(sipId=sip_id())
    assert scene.admin.sip.getAccount(sipId=sip_id())["id"] == sip_id()


def test_strangers_see_no_mailbox(quick: VoicemailScene) -> None:
    quick.mailbox()
    before = quick.world.fingerprint()
    for caller in (quick.stranger(), quick.sibling()[1]):
        before = quick.world.fingerprint()
        assert caller.refused("getAccount", sipId=sip_id()).code == 1010
        assert caller.refused("deleteAccount", sipId=sip_id()).code == 1010
        assert caller.refused("updateAccount", account={"sipId": sip_id(), "name": "x"}).code == 1010
        assert caller.refused("addAccount", account={"sipId": sip_id("bob")}).code == 1010
        assert quick.world.fingerprint() == before
    assert quick.reseller_login.getAccount(sipId=sip_id()) == quick.get()


def test_a_text_that_is_too_long_names_its_field(quick: VoicemailScene) -> None:
    for member, longest in (("name", 511), ("email", 255), ("password", 64)):
        fault = quick.customer_login.refused("addAccount", account={"sipId": sip_id(), member: "1" * (longest + 1)})
        assert (fault.code, fault.field) == (101, f"account.{member}")
        quick.mailbox(**{member: "1" * longest})
        quick.root.deleteAccount(sipId=sip_id())


def test_the_longest_names_of_an_account_fit(quick: VoicemailScene) -> None:
    quick.account("carol", firstName="C" * 255, lastName="D" * 255)
    made = quick.mailbox("carol")
    assert len(made["name"]) == 511
    quick.customer_login.updateAccount(account=made)


def entries(world: World) -> list[Any]:
    rows = world.sql(
        "SELECT operation, customer, before, after FROM journal WHERE subject LIKE 'voicemail%' ORDER BY id"
    )
    return [(*row[:2], *(json.loads(each or "null") for each in row[2:])) for row in rows]


def test_the_journal_tells_each_change_and_no_pin(scene: VoicemailScene) -> None:
    scene.mailbox(password="417243")
    update = scene.root.updateAccount
    update(account={"sipId": sip_id(), "password": "555555", "options": {"delete": 0}})
    scene.root.deleteAccount(sipId=sip_id())
    known = {"mailbox": 1000000, "password": "********", "name": "Alice Liddell", "email": "alice@example.org"}
    assert entries(scene.world) == [
        ("addAccount", scene.customer_id, None, {**known, "delete_sent": True}),
        (
            *("updateAccount", scene.customer_id),
            {"password": "********", "delete_sent": True},
            {"password": "********", "delete_sent": False},
        ),
        ("deleteAccount", scene.customer_id, known, None),
    ]
    everything = str(scene.world.sql("SELECT * FROM journal")) + str(scene.world.sql('SELECT * FROM "undo"'))
    assert not [pin for pin in ("417243", "555555") if pin in everything]
