# SPDX-License-Identifier: Apache-2.0
"""``ngnprov devices`` and ``ngnprov draft``: phones from the command line, by the rules and the journal of everybody."""

import json

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_devices import CUSTOMER, MAC, furnished
from tests.support.commands import done, refused, run


@pytest.fixture
def scene(quick_pbx: PbxScene) -> PbxScene:
    return furnished(quick_pbx)


def test_a_phone_is_made_linked_applied_and_removed(scene: PbxScene) -> None:
    world = scene.world
    made = json.loads(
        done(world, "devices", "add", "--of", CUSTOMER, "--mac", MAC, "--model", "Yealink T46S", "--json")
    )
    assert made["name"] == "Device 1"
    assert len(made["sipPassword"]) >= 20
    done(world, "devices", "link", "--of", CUSTOMER, "101", made["id"])
    assert "added" in done(world, "draft", "show", "--of", CUSTOMER)
    assert "applyConfiguration gives it files" in str(refused(world, "devices", "file", made["id"]))
    applied = json.loads(done(world, "draft", "apply", "--of", CUSTOMER, "--json"))
    assert applied["number"] == 1
    assert done(world, "draft", "show", "--of", CUSTOMER) == "nothing differs from revision 1\n"
    text = done(world, "devices", "file", made["id"])
    assert text.startswith("#!version:1.0.0.1\n")
    assert made["sipPassword"] in text
    header, _, row = done(world, "devices", "list", "--of", CUSTOMER).splitlines()
    assert header.split() == ["id", "name", "mac", "model", "extension", "draftState", "lastFetch"]
    assert row.split() == ["1", "Device", "1", MAC, "Yealink", "T46S", "101", "same", "never"]
    (listed,) = json.loads(done(world, "devices", "list", "--of", CUSTOMER, "--json"))
    assert "sipPassword" not in listed
    door = done(world, "devices", "rotate-token", made["id"])
    assert "token" in door
    done(world, "devices", "unlink", "--of", CUSTOMER, "101", made["id"])
    done(world, "devices", "delete", made["id"])
    assert "removed" in done(world, "draft", "show", "--of", CUSTOMER)
    done(world, "draft", "discard", "--of", CUSTOMER)
    assert done(world, "devices", "file", made["id"]) == text
    assert scene.root.getDevices(query={})["devices"][0]["extension"] == "101"


def test_what_is_refused_is_said_in_words(scene: PbxScene) -> None:
    said = str(refused(scene.world, "devices", "add", "--of", CUSTOMER, "--mac", "nothing"))
    assert "mac must be 12 hexadecimal digits" in said
    assert "no such customer" in str(refused(scene.world, "draft", "show", "--of", 999))
    assert "is not the last revision" in str(refused(scene.world, "draft", "apply", "--of", CUSTOMER, "--base", 7))


def test_a_code_needs_to_know_where_the_server_is(scene: PbxScene) -> None:
    made = json.loads(done(scene.world, "devices", "add", "--of", CUSTOMER, "--extension", "101", "--json"))
    done(scene.world, "draft", "apply", "--of", CUSTOMER)
    assert "phones_url" in str(refused(scene.world, "devices", "qr", made["id"]))


def test_a_reseller_s_account_with_vendors_is_read_from_standard_input(scene: PbxScene) -> None:
    found = run(scene.world, "devices", "redirection", scene.reseller_id, typed="a secret of the reseller\n")
    assert found.exit_code == 0, found
    ((stored,),) = scene.world.sql("SELECT credentials FROM pbx_redirections")
    assert b"a secret" not in stored
    assert "a secret" not in str(scene.world.sql("SELECT * FROM journal"))
    assert run(scene.world, "devices", "redirection", scene.reseller_id, typed="\n").exit_code == 0
    assert scene.world.sql("SELECT * FROM pbx_redirections") == []


def test_what_is_given_is_read_by_the_bounds_of_the_wire(scene: PbxScene) -> None:
    before = scene.world.fingerprint()
    for option, value in (("--name", "n" * 3000), ("--model", "m" * 3000), ("--name", "a\ufffeb")):
        said = str(refused(scene.world, "devices", "add", "--of", CUSTOMER, option, value))
        assert f"device.{option[2:]}" in said or option[2:] in said, value[:4]
    assert scene.world.fingerprint() == before


def test_a_device_is_shown_with_where_it_asks(scene: PbxScene) -> None:
    made = json.loads(done(scene.world, "devices", "add", "--of", CUSTOMER, "--extension", "101", "--json"))
    assert "Device 1" in done(scene.world, "devices", "show", made["id"])
    assert "no device 99" in str(refused(scene.world, "devices", "show", 99))
    done(scene.world, "draft", "apply", "--of", CUSTOMER)
    assert "phones_url" in str(refused(scene.world, "devices", "address", made["id"], "--format", "yealink"))
