# SPDX-License-Identifier: Apache-2.0
"""SIP passwords: clear text or digests in, exactly one of password and ha1 out, sealed at rest (sip.md 5.3)."""

import hashlib
from typing import Any

import pytest

from ngnprov.ports.sip.settings import SipSettings
from tests.ports.sip.conftest import SipScene, sip_id
from tests.support.scene import prop
from tests.support.world import World


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


HA1 = md5("alice:example.com:secret")
HA1B = md5("alice@example.com:example.com:secret")
HA1_SHA256 = hashlib.sha256(b"alice:example.com:secret").hexdigest()
HA1B_SHA256 = hashlib.sha256(b"alice@example.com:example.com:secret").hexdigest()
PAIR = f"{HA1}:{HA1B}"


def shown(scene: SipScene, username: str = "alice") -> tuple[str, str]:
    account = scene.admin.sip.getAccount(sipId=sip_id(username))
    return account["password"], account["ha1"]


def digests(world: World) -> tuple[Any, ...]:
    (row,) = world.sql("SELECT ha1, ha1b, ha1_sha256, ha1b_sha256 FROM sip_accounts")
    return row


def test_clear_text_gives_every_digest_and_is_answered(sip: SipScene) -> None:
    account = sip.account("Alice", "Example.COM", password="secret")
    assert (account["password"], account["ha1"]) == shown(sip) == ("secret", "")
    assert digests(sip.world) == (HA1, HA1B, HA1_SHA256, HA1B_SHA256)


def test_a_pair_of_digests_is_stored_and_the_first_answered(sip: SipScene) -> None:
    account = sip.account(password=PAIR.upper())
    assert (account["password"], account["ha1"]) == shown(sip) == ("", HA1)
    assert digests(sip.world) == (HA1, HA1B, "", "")
    sip.admin.sip.updateAccount(account={"id": sip_id(), "password": "secret"})
    assert shown(sip) == ("secret", "")
    sip.admin.sip.updateAccount(account={"id": sip_id(), "password": PAIR})
    assert shown(sip) == ("", HA1)


@pytest.mark.parametrize("almost", [f"{HA1}:{HA1B}0", f"{HA1}{HA1B}", f"{HA1}:{HA1B[:-1]}g", f"{HA1} :{HA1B}"])
def test_what_only_looks_like_digests_is_clear_text(quick_sip: SipScene, almost: str) -> None:
    quick_sip.account(password=almost)
    assert shown(quick_sip) == (almost, "")


def test_an_absent_empty_or_equal_password_stays(sip: SipScene) -> None:
    sip.account(password="pä&<ss>")
    before = digests(sip.world), shown(sip)
    for members in ({}, {"password": ""}, {"password": None}, {"password": "pä&<ss>"}, {"ha1": "f" * 32}):
        sip.admin.sip.updateAccount(account={"id": sip_id(), **members})
        assert (digests(sip.world), shown(sip)) == before


def test_clear_text_after_a_pair_gives_the_digest_that_was_missing(quick_sip: SipScene) -> None:
    quick_sip.account(password=PAIR)
    with quick_sip.world.with_settings(extra={"sip": SipSettings(store_clear_text_passwords=False)}) as world:
        world.call().sip.updateAccount(account={"id": sip_id(), "password": "secret"})
    assert digests(quick_sip.world)[2:] == (HA1_SHA256, HA1B_SHA256)


def test_an_exported_digest_is_imported(sip: SipScene) -> None:
    account = sip.account(password="", ha1=HA1)
    assert (account["password"], account["ha1"]) == ("", HA1)
    assert digests(sip.world) == (HA1, "", "", "")
    fault = sip.admin.sip.refused("addAccount", account={"id": sip_id("bob"), "password": "", "ha1": "no digest"})
    assert fault.code == 102


@pytest.mark.parametrize("holder", ["reseller", "customer"])
def test_reseller_and_customer_switch_clear_text_off(sip: SipScene, holder: str) -> None:
    entry = {"reseller": sip.reseller_id, "customer": sip.customer_id}[holder]

    def switch(value: str) -> None:
        kept = [prop("store_clear_text_passwords", value, category="sip")]
        sip.login(holder).setProperties(customer=entry, properties=kept)

    for number, value in enumerate(("0", "false", "No", "OFF")):
        early, late = f"early{number}", f"late{number}"
        switch("1")
        sip.account(early)
        switch(value)
        sip.account(late)
        for name in (early, late):  # what was kept before is hidden
            assert shown(sip, name) == ("", md5(f"{name}:example.com:secret"))
            (found,) = sip.admin.sip.getAccounts(query={"filter": {"username": name}})["accounts"]
            assert (found["password"], found["ha1"]) == shown(sip, name)
        sip.admin.sip.updateAccount(account={"id": sip_id(early), "firstName": "x"})
        assert {bytes(row[0]) for row in sip.world.sql("SELECT password FROM sip_accounts")} == {b""}
        switch("1")
        assert shown(sip, early) == ("", md5(f"{early}:example.com:secret"))  # what was not kept does not come back


def test_the_server_switches_clear_text_off(sip: SipScene) -> None:
    sip.account()
    with sip.world.with_settings(extra={"sip": SipSettings(store_clear_text_passwords=False)}) as world:
        account = world.call(sip.dialect).sip.getAccount(sipId=sip_id())
        assert (account["password"], account["ha1"]) == ("", HA1)


def test_no_secret_stands_in_database_or_journal_in_clear_text(sip: SipScene) -> None:
    canary = "c4nary-SECRET"
    secrets = ("web_password", "yubikey", "account_delete_request_id")
    sip.account(password=canary, properties=[{"name": name, "value": canary + name} for name in secrets])
    sip.admin.sip.updateAccount(account={"id": sip_id(), "password": canary + "2"})
    sip.admin.sip.deleteAccount(sipId=sip_id())
    sip.account("bob", password=canary, properties=[{"name": "web_password", "value": canary + "w"}])
    sip.admin.sip.updateDomain(domain={"domain": "example.com", "private_key": canary})
    rows = [*sip.world.sql("SELECT * FROM journal"), *sip.world.sql("SELECT * FROM sip_accounts")]
    rows += sip.world.sql("SELECT * FROM sip_domains")
    assert canary not in repr(rows)
    assert canary.encode() not in b"".join(bytes(each) for row in rows for each in row if isinstance(each, bytes))
    assert "********" in repr(sip.world.sql("SELECT after FROM journal WHERE subject LIKE 'SIP account%'"))
    account = sip.admin.sip.getAccount(sipId=sip_id("bob"))
    assert account["properties"] == [{"name": "web_password", "value": canary + "w"}]
    for digest in (md5(f"bob:example.com:{canary}"), md5(f"alice:example.com:{canary}")):
        assert digest not in repr(sip.world.sql("SELECT * FROM journal"))
