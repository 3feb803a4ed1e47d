# SPDX-License-Identifier: Apache-2.0
"""Amendments S-A and S-D: four digests, in lower case, filled where the password is kept."""

import hashlib
import json
from typing import Any

import pytest

from ngnprov.calls.finding import Finding, State
from ngnprov.ports.sip.accounts.passwords import DIGESTS, digests
from ngnprov.ports.sip.settings import SipSettings
from tests.ports.sip.before_sip_0005 import go_back
from tests.ports.sip.conftest import SipScene, sip_id
from tests.support.commands import done, run
from tests.support.examination import examine, repair
from tests.support.world import World

PAIR = f"{'aB' * 16}:{'Cd' * 16}"
REMARK = (
    "SIP accounts without SHA-256 digests, since their passwords came as MD5 digests: {}; a new password gives them"
)
POOR = "the digests of {}@example.com are not complete, or not in lower case"


def stored(world: World, username: str = "alice") -> tuple[Any, ...]:
    (row,) = world.sql(f"SELECT {', '.join(DIGESTS)} FROM sip_accounts WHERE username = '{username}'")
    return row


def whole(username: str) -> tuple[Any, ...]:
    return tuple(digests(username, "example.com", "secret").values())


def test_ha1b_sha256_is_what_a_proxy_computes_for_a_login_as_user_at_domain(sip: SipScene) -> None:
    sip.account()
    assert stored(sip.world)[3] == hashlib.sha256(b"alice@example.com:example.com:secret").hexdigest()
    sip.admin.sip.updateAccount(account={"id": sip_id(), "password": "pä&<ss>"})
    assert stored(sip.world)[3] == hashlib.sha256("alice@example.com:example.com:pä&<ss>".encode()).hexdigest()


@pytest.mark.parametrize("members", [{"password": PAIR}, {"password": "", "ha1": PAIR[:32]}])
def test_digests_in_any_case_are_stored_in_lower_case(sip: SipScene, members: dict[str, str]) -> None:
    sip.account(**members)
    ha1, ha1b, *sha256 = stored(sip.world)
    assert (ha1, ha1b, sha256) == ("ab" * 16, "cd" * 16 if members["password"] else "", ["", ""])
    assert sip.admin.sip.getAccount(sipId=sip_id())["ha1"] == "ab" * 16
    sip.admin.sip.updateAccount(account={"id": sip_id(), "password": PAIR.swapcase()})
    assert stored(sip.world)[:2] == ("ab" * 16, "cd" * 16)


def test_an_upgrade_fills_what_the_kept_password_gives_and_folds_the_rest(sip_world: World) -> None:
    scene = SipScene(sip_world, "encoded")
    for name in ("alice", "bob"):
        scene.account(name)
    scene.account("carol", password=PAIR)
    go_back(sip_world)
    sip_world.sql("UPDATE sip_accounts SET ha1 = upper(ha1), ha1b = upper(ha1b), ha1_sha256 = upper(ha1_sha256)")
    before = sip_world.sql("SELECT username, password, change_date FROM sip_accounts ORDER BY id")
    done(sip_world, "migrate")
    assert sip_world.sql("SELECT username, password, change_date FROM sip_accounts ORDER BY id") == before
    assert [stored(sip_world, name) for name in ("alice", "bob")] == [whole("alice"), whole("bob")]
    assert stored(sip_world, "carol") == ("ab" * 16, "cd" * 16, "", "")
    told = run(sip_world, "doctor")
    assert (told.exit_code, told.stdout) == (0, f"remark: {REMARK.format(1)}\nnothing is wrong\n")


def test_an_account_whose_password_does_not_open_stops_no_upgrade(sip_world: World) -> None:
    scene = SipScene(sip_world, "encoded")
    scene.account("alice")
    scene.account("bob")
    go_back(sip_world)
    sip_world.sql("UPDATE sip_accounts SET password = (SELECT probe FROM key_probe) WHERE username = 'alice'")
    done(sip_world, "migrate")
    assert (stored(sip_world)[3], stored(sip_world, "bob")) == ("", whole("bob"))


def test_the_doctor_fills_and_folds_what_an_upgrade_without_the_key_left(sip_world: World) -> None:
    scene = SipScene(sip_world, "encoded")
    for name in ("alice", "bob"):
        scene.account(name)
    scene.account("carol", password=PAIR)
    scene.account("dave", password=PAIR)
    sip_world.sql("UPDATE sip_accounts SET ha1b_sha256 = '' WHERE username = 'alice'")
    sip_world.sql("UPDATE sip_accounts SET ha1 = upper(ha1) WHERE username = 'carol'")
    found = [POOR.format("alice"), POOR.format("carol")]
    remark = Finding(REMARK.format(2), State.REMARK)
    assert examine(sip_world.database) == [*map(Finding, found), remark]
    assert repair(sip_world) == [*(Finding(text, State.REPAIRED) for text in found), remark]
    assert examine(sip_world.database) == [remark]
    assert (stored(sip_world), stored(sip_world, "carol")) == (whole("alice"), ("ab" * 16, "cd" * 16, "", ""))
    entries = sip_world.sql(
        "SELECT subject, before, after FROM journal WHERE operation = 'doctor --repair' ORDER BY id"
    )
    assert [row[0] for row in entries] == ["SIP account alice@example.com", "SIP account carol@example.com"]
    assert json.loads(entries[0][2]) == {"ha1b_sha256": "********"}


def test_the_same_password_again_fills_what_is_missing(quick_sip: SipScene) -> None:
    quick_sip.account()
    quick_sip.world.sql("UPDATE sip_accounts SET ha1b_sha256 = ''")
    quick_sip.admin.sip.updateAccount(account={"id": sip_id(), "password": "secret"})
    assert stored(quick_sip.world) == whole("alice")
    with quick_sip.world.with_settings(extra={"sip": SipSettings(store_clear_text_passwords=False)}) as world:
        world.call().sip.updateAccount(account={"id": sip_id(), "password": "secret"})
        assert stored(world) == whole("alice")
