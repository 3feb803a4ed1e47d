# SPDX-License-Identifier: Apache-2.0
"""A phone is told what was applied, and nothing before (pbx.md 17 and 21; rows 000-29 and 002-18)."""

from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_devices import CUSTOMER, KEYS, MAC, device, furnished, link, neighbour, shown, unlink
from tests.ports.pbx.test_revisions import apply, changes, members, snapshot
from tests.support.examination import examine


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """On both databases: the device 1 of the user 101 is applied, and the device 2, which is nobody's."""
    return applied(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return applied(quick_pbx)


def applied(scene: PbxScene) -> PbxScene:
    furnished(scene)
    device(scene, extension="101", mac=MAC, model="Yealink T46S", lines=KEYS, sipPassword="a secret of the desk")
    device(scene, model="Linphone")
    apply(scene)
    return scene


def listed(scene: PbxScene) -> list[Any]:
    """The devices by their numbers."""
    query = {"orderBy": {"attribute": "id", "direction": "ASC"}}
    return list(scene.customer_login.getDevices(query=query)["devices"])


def states(scene: PbxScene) -> list[str]:
    return [each["draftState"] for each in listed(scene)]


def file(scene: PbxScene, id: int = 0, **more: Any) -> str:
    """The main file of a device."""
    given = {"device": id, **more} if id else more
    return str(scene.customer_login.getDeviceConfiguration(**given)["text"])


def files(scene: PbxScene) -> dict[int, str]:
    """The files of all devices that are listed and applied."""
    return {each["id"]: file(scene, each["id"]) for each in listed(scene) if each["draftState"] != "added"}


def test_a_phone_registers_as_its_device_and_shows_its_extension(shop: PbxScene) -> None:
    shop.customer_login.updateExtension(
        extension={"customer": CUSTOMER, "number": "101", "displayName": 'Anna & "Bob" <#1> = 100 %'}
    )
    apply(shop)
    found = shop.customer_login.getDeviceConfiguration(mac="00:15:65:12:34:ab")
    assert (found["file"], found["format"]) == (f"{MAC}.cfg", "yealink")
    assert found["appliedAt"]
    lines = dict(line.split(" = ", 1) for line in found["text"].splitlines() if " = " in line)
    assert lines["account.1.user_name"] == "ph2d1"
    assert lines["account.1.password"] == "a secret of the desk"
    assert lines["account.1.display_name"] == 'Anna & "Bob" <#1> = 100 %'
    assert lines["account.1.sip_server.1.address"] == "c2.pbx.example.org"


def test_a_new_device_has_no_file_before_it_is_applied(shop: PbxScene) -> None:
    made = device(shop, extension="102", model="Snom D785")
    fault = shop.customer_login.refused("getDeviceConfiguration", device=made["id"])
    assert (fault.code, fault.field) == (8210, "device")
    number = shop.customer_login.getRevisions(query={})["revisions"][0]["number"]
    assert apply(shop)["number"] == number + 1
    assert made["sipPassword"] in file(shop, made["id"])


def test_what_is_edited_is_the_draft(shop: PbxScene) -> None:
    first, second = listed(shop)
    assert states(shop) == ["same", "same"]
    before = files(shop)
    shop.customer_login.updateDevice(device={"id": first["id"], "name": "Hall", "mac": "", "lines": KEYS[:1]})
    link(shop, "102", second)
    added = device(shop)
    assert states(shop) == ["changed", "changed", "added"]
    told = changes(shop)
    assert {name: each["draftState"] for name, each in told.items()} == {
        "ph2d1": "changed",
        "ph2d2": "changed",
        "ph2d3": "added",
    }
    differing = members(told["ph2d1"])
    assert differing["name"] == (["Device 1"], ["Hall"])
    assert differing["mac"] == ([MAC], [])
    assert differing["lines"][1] == ["1 private  Me"]
    assert members(told["ph2d2"]) == {"extension": ([], ["ph2x102"])}
    assert {each["changedBy"] for each in told.values()} == {"customer"}
    assert all(each["kind"] == "device" for each in told.values())
    assert files(shop) == before
    apply(shop)
    assert states(shop) == ["same", "same", "same"]
    assert file(shop, first["id"], file="yealink.cfg") != before[first["id"]]
    assert file(shop, second["id"]) != before[second["id"]]
    assert file(shop, added["id"], format="lpconfig")
    assert examine(shop.world.database) == []


def test_what_was_applied_of_devices_is_in_the_snapshot_without_secrets(shop: PbxScene) -> None:
    text = snapshot(shop)
    assert "<device><accountId>ph2d1</accountId><kind>device</kind><name>Device 1</name><mac>0015651234ab</mac>" in text
    assert "a secret" not in text
    dump = str(shop.world.sql("SELECT * FROM pbx_applied_devices")) + str(shop.world.sql("SELECT * FROM pbx_devices"))
    assert "a secret" not in dump


def test_a_discarded_draft_leaves_every_file_as_it_was(shop: PbxScene) -> None:
    before, devices = files(shop), listed(shop)
    first, second = devices
    shop.customer_login.updateDevice(device={"id": second["id"], "name": "other", "lines": KEYS})
    shop.customer_login.updateDevice(device={"id": first["id"], "name": "Device 2", "mac": ""})
    unlink(shop, "101", first)
    link(shop, "101", second)
    added = device(shop, mac=MAC, extension="101", lines=[{"place": 1, "type": "blf", "extension": "102"}])
    link(shop, "102", added, move=True)
    shop.user("103", callerId="")
    device(shop, extension="103", lines=[{"place": 1, "type": "speeddial", "target": "103"}])
    shop.reseller_login.discardDraft(customer=CUSTOMER)
    assert states(shop) == ["same", "same"]
    assert files(shop) == before
    told = ("changeDate", "version", "draftState")
    assert [{k: v for k, v in each.items() if k not in told} for each in listed(shop)] == [
        {k: v for k, v in each.items() if k not in told} for each in devices
    ]
    assert examine(shop.world.database) == []


def test_a_device_that_was_removed_comes_back_as_its_phone_knows_it(shop: PbxScene) -> None:
    before = files(shop)
    token = shop.world.sql("SELECT token_hash FROM pbx_devices ORDER BY id")
    first, second = listed(shop)
    unlink(shop, "101", first)
    for each in (first, second):
        shop.customer_login.deleteDevice(device={"id": each["id"]})
    assert {each["draftState"] for each in changes(shop).values()} == {"removed"}
    assert examine(shop.world.database) == []
    shop.reseller_login.discardDraft(customer=CUSTOMER)
    assert files(shop) == before
    assert shown(shop, first["id"])["extension"] == "101"
    account = shop.admin.sip.getAccount(sipId=first["sipAccount"])
    assert account["password"] == "a secret of the desk"
    assert shop.world.sql("SELECT token_hash FROM pbx_devices ORDER BY id") == token
    assert examine(shop.world.database) == []


def test_what_cannot_come_back_is_said(shop: PbxScene) -> None:
    first, _ = listed(shop)
    unlink(shop, "101", first)
    shop.customer_login.deleteDevice(device={"id": first["id"]})
    domain = first["sipAccount"]["domain"]
    shop.admin.sip.addAlias(
        alias={"id": {"username": "ph2d1", "domain": domain}, "target": {"username": "ph2x102", "domain": domain}}
    )
    before = shop.world.fingerprint()
    fault = shop.reseller_login.refused("discardDraft", customer=CUSTOMER)
    assert (fault.code, fault.field) == (8211, "customer")
    assert "ph2d1 cannot be restored" in fault.text
    assert shop.world.fingerprint() == before


def test_a_mac_address_stays_taken_while_a_phone_gets_its_file_by_it(shop: PbxScene) -> None:
    first, _ = listed(shop)
    shop.customer_login.updateDevice(device={"id": first["id"], "mac": ""})
    other = neighbour(shop)
    given = {"customer": other, "mac": MAC}
    assert shop.reseller_login.refused("addDevice", device=given).code == 8201
    apply(shop)
    assert shop.reseller_login.addDevice(device=given)["mac"] == MAC
    fault = shop.customer_login.refused("updateDevice", device={"id": first["id"], "mac": MAC})
    assert fault.code == 8201


def test_another_password_is_told_at_once_and_nothing_else(shop: PbxScene) -> None:
    first, second = listed(shop)
    shop.customer_login.updateDevice(device={"id": first["id"], "name": "Hall"})
    link(shop, "102", second)
    before = files(shop)
    base = shop.customer_login.getDraft(customer=CUSTOMER)["baseRevision"]
    shop.customer_login.updateDevice(device={"id": first["id"], "sipPassword": "another secret of it"})
    after = files(shop)
    assert after[second["id"]] == before[second["id"]]
    assert after[first["id"]] == before[first["id"]].replace("a secret of the desk", "another secret of it")
    draft = shop.customer_login.getDraft(customer=CUSTOMER)
    assert draft["baseRevision"] == base + 1
    assert members(changes(shop)["ph2d1"]) == {"name": (["Device 1"], ["Hall"])}
    fault = shop.customer_login.refused("applyConfiguration", customer=CUSTOMER, baseRevision=base)
    assert fault.code == 8212
    assert examine(shop.world.database) == []


def test_a_password_that_the_old_client_sets_is_told_as_well(shop: PbxScene) -> None:
    first, _ = listed(shop)
    before = file(shop, first["id"])
    account = shop.admin.sip.getAccount(sipId=first["sipAccount"])
    shop.admin.sip.updateAccount(account={**account, "password": "set by CDRTool"})
    assert file(shop, first["id"]) == before.replace("a secret of the desk", "set by CDRTool")
    shop.world.undo()
    assert file(shop, first["id"]) == before
    assert examine(shop.world.database) == []


def test_without_a_password_in_clear_only_some_formats_are_made(shop: PbxScene) -> None:
    first, _ = listed(shop)
    setting = {"name": "store_clear_text_passwords", "value": "0", "category": "sip", "permission": "admin"}
    shop.admin.customer.setProperties(customer=CUSTOMER, properties=[setting])
    shop.customer_login.updateDevice(device={"id": first["id"], "sipPassword": "kept as a digest"})
    fault = shop.customer_login.refused("getDeviceConfiguration", device=first["id"])
    assert (fault.code, fault.field) == (8213, "device")
    text = file(shop, first["id"], format="lpconfig")
    ((digest,),) = shop.world.sql("SELECT ha1 FROM sip_accounts WHERE username = 'ph2d1'")
    assert digest in text
    assert "kept as a digest" not in text


def test_a_file_is_asked_for_by_device_or_mac_in_a_known_format(quick: PbxScene) -> None:
    first, second = listed(quick)
    ask = quick.customer_login.refused
    for given, code, field in (
        ({}, 102, "device"),
        ({"mac": "0015651234ff"}, 8205, "mac"),
        ({"mac": "nothing"}, 8202, "mac"),
        ({"device": 9999}, 8205, "device"),
        ({"device": second["id"], "mac": MAC}, 8205, "mac"),
        ({"device": first["id"], "format": "fax"}, 101, "format"),
        ({"device": first["id"], "file": "../etc/passwd"}, 101, "file"),
        ({"device": first["id"], "file": "0015651234ff.cfg"}, 101, "file"),
    ):
        fault = ask("getDeviceConfiguration", **given)
        assert (fault.code, fault.field) == (code, field), given
    made = device(quick, model="something else")
    apply(quick)
    fault = ask("getDeviceConfiguration", device=made["id"])
    assert (fault.code, fault.field) == (101, "format")
    assert file(quick, made["id"], format="snom")


def test_a_phone_that_is_nobodys_is_told_to_register_no_more(shop: PbxScene) -> None:
    first, _ = listed(shop)
    assert "account.1.enable = 1" in file(shop, first["id"])
    unlink(shop, "101", first)
    assert "account.1.enable = 1" in file(shop, first["id"])
    apply(shop)
    text = file(shop, first["id"])
    assert "account.1.enable = 0" in text
    assert "a secret" not in text


def test_names_of_extensions_reach_phones_when_they_are_applied(shop: PbxScene) -> None:
    first, _ = listed(shop)
    before = file(shop, first["id"])
    assert "Anna" in before  # the label of the key
    shop.customer_login.updateDevice(
        device={"id": first["id"], "lines": [{"place": 2, "type": "blf", "extension": "102"}]}
    )
    shop.customer_login.updateExtension(extension={"customer": CUSTOMER, "number": "102", "displayName": "Carla"})
    assert file(shop, first["id"]) == before
    apply(shop)
    text = file(shop, first["id"])
    assert "Carla" in text
    assert states(shop) == ["same", "same"]


def test_a_password_that_a_phone_would_read_as_another_one_is_told(quick: PbxScene) -> None:
    first, _ = listed(quick)
    quick.customer_login.updateDevice(device={"id": first["id"], "sipPassword": "%NULL%"})
    fault = quick.customer_login.refused("getDeviceConfiguration", device=first["id"])
    assert (fault.code, fault.field) == (101, "device")
    assert "password" in fault.text
    assert "%NULL%" not in fault.text
    assert file(quick, first["id"], format="grandstream")


def test_a_draft_is_discarded_whatever_its_devices_are_called(quick: PbxScene) -> None:
    quick.customer_login.updateDevice(device={"id": 2, "name": "ph2d1"})
    apply(quick)
    quick.customer_login.updateDevice(device={"id": 1, "name": "Desk"})
    quick.customer_login.discardDraft(customer=CUSTOMER)
    assert states(quick) == ["same", "same"]


def test_a_file_stays_until_something_else_is_applied_or_another_password_is_set(quick: PbxScene) -> None:
    before = file(quick, 1)
    setting = {"name": "store_clear_text_passwords", "value": "0", "category": "sip", "permission": "admin"}
    quick.root.at("Customer").setProperties(customer=CUSTOMER, properties=[setting])
    account = {"id": listed(quick)[0]["sipAccount"], "timezone": "Europe/Vienna"}
    quick.admin.sip.updateAccount(account=account)
    assert file(quick, 1) == before


def test_a_display_name_that_is_the_name_follows_it(quick: PbxScene) -> None:
    quick.customer_login.updateExtension(extension={"customer": CUSTOMER, "number": "101", "name": "Anna Smith"})
    apply(quick)
    assert "Anna Smith" in file(quick, 1)
    named = {"customer": CUSTOMER, "number": "101", "displayName": "Anna"}
    quick.customer_login.updateExtension(extension=named)
    quick.customer_login.updateExtension(extension={**named, "displayName": "Anna", "name": "Anna Jones"})
    quick.customer_login.updateExtension(extension={"customer": CUSTOMER, "number": "101", "name": "Anna Miller"})
    (found,) = quick.customer_login.getExtensions(query={"filter": {"customer": CUSTOMER, "number": "101"}})[
        "extensions"
    ]
    assert (found["name"], found["displayName"]) == ("Anna Miller", "Anna")


def test_another_password_says_nothing_of_who_has_changed_the_draft(shop: PbxScene) -> None:
    shop.customer_login.updateDevice(device={"id": 1, "name": "Desk"})
    before = shop.customer_login.getDraft(customer=CUSTOMER)["changes"]
    shop.root.updateDevice(device={"id": 2, "sipPassword": "another one of the soft phone"})
    after = shop.customer_login.getDraft(customer=CUSTOMER)["changes"]
    assert [each["changedBy"] for each in before] == ["customer"]
    assert after == before
