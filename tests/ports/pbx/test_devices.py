# SPDX-License-Identifier: Apache-2.0
"""Devices: accounts of their own, names, MAC addresses, keys and whose they are (pbx.md 20; rows 000-33, 002-04 to 002-21)."""

from typing import Any

import pytest

from ngnprov.calls.finding import State
from tests.ports.pbx.conftest import PbxScene
from tests.support.examination import examine, repair

CUSTOMER = PbxScene.customer_id
MAC = "0015651234ab"


def furnished(scene: PbxScene) -> PbxScene:
    """The customer has a pilot and the users 101 and 102."""
    scene.agree("PBX", customer=scene.reseller_id)
    scene.agree("PBX")
    scene.pilot()
    for number in ("101", "102"):
        scene.user(number)
    return scene


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """On both databases."""
    return furnished(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return furnished(quick_pbx)


def device(scene: PbxScene, caller: Any = None, **members: Any) -> Any:
    """Make a device, as the customer unless told otherwise."""
    return (caller or scene.customer_login).addDevice(device={"customer": CUSTOMER, **members})


def shown(scene: PbxScene, id: int) -> Any:
    """A device as it is listed."""
    (found,) = scene.customer_login.getDevices(query={"filter": {"id": id}})["devices"]
    return found


def link(scene: PbxScene, number: str, *devices: Any, **more: Any) -> Any:
    ids = [each["id"] for each in devices]
    return scene.customer_login.linkDevice(customer=CUSTOMER, number=number, devices=ids, **more)


def unlink(scene: PbxScene, number: str, *devices: Any) -> Any:
    ids = [each["id"] for each in devices]
    return scene.customer_login.unlinkDevice(customer=CUSTOMER, number=number, devices=ids)


def groups(scene: PbxScene, found: Any) -> list[str]:
    """The SIP groups of its account, but for the one that says who pays before."""
    account = scene.admin.sip.getAccount(sipId=found["sipAccount"])
    return [each for each in account["groups"] if each != "prepaid"]


def neighbour(scene: PbxScene) -> int:
    """Another customer of the reseller, with a pilot."""
    other = scene.sibling()[0]
    scene.has_pbx(other, "Other")
    scene.agree("PBX", customer=other)
    scene.pilot(other, "8888")
    return other


def test_a_device_comes_prefilled(shop: PbxScene) -> None:
    made = device(shop)
    assert (made["accountId"], made["name"], made["sipUsername"]) == ("ph2d1", "Device 1", "ph2d1")
    assert made["sipAccount"] == {"username": "ph2d1", "domain": "c2.pbx.example.org"}
    assert len(made["sipPassword"]) >= 20
    account = shop.admin.sip.getAccount(sipId=made["sipAccount"])
    assert (account["password"], account["owner"]) == (made["sipPassword"], CUSTOMER)
    listed = shown(shop, made["id"])
    assert listed == {**made, "sipPassword": ""}
    assert (listed["draftState"], listed["lastFetch"]["at"]) == ("added", "")
    assert device(shop)["name"] == "Device 2"
    assert examine(shop.world.database) == []


def test_a_password_that_was_given_is_not_told_again(quick: PbxScene) -> None:
    made = device(quick, sipUsername="desk", sipPassword="a secret of the desk")
    assert (made["sipUsername"], made["sipPassword"]) == ("desk", "")
    assert quick.admin.sip.getAccount(sipId=made["sipAccount"])["password"] == "a secret of the desk"
    assert "a secret of the desk" not in str(quick.world.sql("SELECT * FROM journal"))


def test_a_name_is_kept_and_one_of_each(quick: PbxScene) -> None:
    first, second = device(quick), device(quick, name="Hall")
    changed = quick.customer_login.updateDevice(device={"id": first["id"], "name": "John's Desk Phone"})
    assert changed["name"] == shown(quick, first["id"])["name"] == "John's Desk Phone"
    for name, code in (("", 101), ("   ", 101), ("x" * 65, 101), ("HALL", 8207), ("two\u2028lines", 101)):
        fault = quick.customer_login.refused("updateDevice", device={"id": first["id"], "name": name})
        assert (fault.code, fault.field) == (code, "device.name"), name
    assert device_refused(quick, name="hall").code == 8207
    quick.customer_login.updateDevice(device={"id": second["id"], "name": "hall"})
    quick.customer_login.deleteDevice(device={"id": second["id"]})
    assert device(quick, name="Hall")["name"] == "Hall"


def device_refused(scene: PbxScene, caller: Any = None, **members: Any) -> Any:
    before = scene.world.fingerprint()
    fault = (caller or scene.customer_login).refused("addDevice", device={"customer": CUSTOMER, **members})
    assert scene.world.fingerprint() == before
    return fault


def test_a_mac_address_is_there_once_on_the_whole_platform(shop: PbxScene) -> None:
    made = device(shop, mac="00:15:65:12:34:AB", model="Yealink T46S")
    assert (made["mac"], made["model"]) == (MAC, "Yealink T46S")
    other = neighbour(shop)
    for customer in (CUSTOMER, other):
        fault = shop.reseller_login.refused("addDevice", device={"customer": customer, "mac": "0015.6512.34ab"})
        assert (fault.code, fault.field) == (8201, "device.mac")
        assert "holder" not in fault.members
    second = device(shop)
    fault = shop.customer_login.refused("updateDevice", device={"id": second["id"], "mac": MAC})
    assert (fault.code, fault.field) == (8201, "device.mac")
    shop.customer_login.updateDevice(device={"id": made["id"], "mac": ""})
    assert shop.customer_login.updateDevice(device={"id": second["id"], "mac": MAC})["mac"] == MAC


@pytest.mark.parametrize(
    "written", ["0015651234a", "0015651234abc", "00:15:65:12:34", "00:15-65:12:34:ab", "０015651234ab", "g015651234ab"]
)
def test_what_is_no_mac_address_is_refused(quick: PbxScene, written: str) -> None:
    fault = device_refused(quick, mac=written)
    assert (fault.code, fault.field) == (8202, "device.mac")


@pytest.mark.parametrize("written", ["ffffffffffff", "01005e000001", "000000000000"])
def test_the_address_of_nobody_or_of_many_is_none_of_a_device(quick: PbxScene, written: str) -> None:
    assert device_refused(quick, mac=written).code == 8202


def test_several_devices_are_linked_to_a_user_at_once_and_share_its_call_plan(shop: PbxScene) -> None:
    shop.product("FLAT", "callplan", reseller=shop.reseller_id)
    shop.agree("FLAT")
    shop.root.assignProduct(customer=CUSTOMER, number="101", product="FLAT")
    first, second = device(shop), device(shop)
    assert link(shop, "101", first, second)["number"] == "101"
    assert [
        (each["extension"], each["callPlan"]) for each in (shown(shop, first["id"]), shown(shop, second["id"]))
    ] == [
        ("101", "FLAT"),
        ("101", "FLAT"),
    ]
    assert shop.used("FLAT") == 1
    fault = shop.customer_login.refused("linkDevice", customer=CUSTOMER, number="102", devices=[second["id"]])
    assert (fault.code, fault.field) == (8204, "devices.0")
    assert "101" in fault.text
    link(shop, "102", second, move=True)
    assert shown(shop, second["id"])["extension"] == "102"
    unlink(shop, "101", first)
    assert shown(shop, first["id"])["extension"] == ""
    fault = shop.customer_login.refused("unlinkDevice", customer=CUSTOMER, number="101", devices=[first["id"]])
    assert (fault.code, fault.field) == (8204, "devices.0")
    assert examine(shop.world.database) == []


def test_a_new_device_may_be_linked_at_once_also_to_the_pilot(quick: PbxScene) -> None:
    assert device(quick, extension="101")["extension"] == "101"
    assert device(quick, extension="ph2p")["extension"] == "ph2p"
    assert link(quick, "", device(quick))["kind"] == "pilot"
    assert device_refused(quick, extension="199").code == 8106


def test_devices_of_others_are_unknown(shop: PbxScene) -> None:
    other = neighbour(shop)
    theirs = device(shop, shop.reseller_login, customer=other)
    for operation, arguments in (
        ("linkDevice", {"customer": CUSTOMER, "number": "101", "devices": [theirs["id"]]}),
        ("updateDevice", {"device": {"id": theirs["id"], "name": "mine"}}),
        ("deleteDevice", {"device": {"id": theirs["id"]}}),
        ("getDeviceConfiguration", {"device": theirs["id"]}),
        ("rotateDeviceToken", {"device": theirs["id"]}),
        ("resyncDevice", {"device": theirs["id"]}),
    ):
        assert shop.customer_login.refused(operation, **arguments).code == 8205, operation
    fault = shop.reseller_login.refused("linkDevice", customer=CUSTOMER, number="101", devices=[theirs["id"]])
    assert (fault.code, fault.field) == (8205, "devices.0")
    assert shop.customer_login.getDevices(query={})["total"] == 0


def test_only_what_is_nobodys_is_removed(shop: PbxScene) -> None:
    made = device(shop, mac=MAC, extension="101")
    fault = shop.customer_login.refused("deleteDevice", device={"id": made["id"]})
    assert (fault.code, fault.field) == (8203, "device.id")
    unlink(shop, "101", made)
    assert shop.customer_login.deleteDevice(device={"id": made["id"]})["name"] == "Device 1"
    assert shop.customer_login.getDevices(query={})["total"] == 0
    assert shop.admin.sip.refused("getAccount", sipId=made["sipAccount"]).code == 1010
    assert device(shop, mac=MAC)["accountId"] == "ph2d2"
    assert examine(shop.world.database) == []


def test_a_user_that_is_removed_leaves_its_devices_behind(shop: PbxScene) -> None:
    first, second = device(shop, extension="101", name="Hall"), device(shop, extension="101", name="Desk")
    freed = shop.customer_login.deleteExtension(customer=CUSTOMER, number="101")
    assert freed["devices"] == ["Desk", "Hall"]
    for each in (first, second):
        assert shown(shop, each["id"])["extension"] == ""
        assert groups(shop, each) == ["blocked"]
    shop.world.undo()
    assert [shown(shop, each["id"])["extension"] for each in (first, second)] == ["101", "101"]
    assert groups(shop, first) == []
    assert examine(shop.world.database) == []


def test_a_device_is_blocked_with_its_extension_and_while_it_is_nobodys(shop: PbxScene) -> None:
    made = device(shop)
    assert groups(shop, made) == ["blocked"]
    link(shop, "101", made)
    assert groups(shop, made) == []
    shop.customer_login.blockExtension(customer=CUSTOMER, number="101", reason="lost")
    assert groups(shop, made) == ["blocked"]
    late = device(shop, extension="101")
    assert groups(shop, late) == ["blocked"]
    link(shop, "102", made, move=True)
    assert groups(shop, made) == []
    shop.customer_login.unblockExtension(customer=CUSTOMER, number="101")
    assert groups(shop, late) == []
    for operation in ("addToGroup", "removeFromGroup"):
        refusal = shop.admin.sip.refused(operation, sipId=made["sipAccount"], group="blocked")
        assert refusal.code == shop.admin.sip.refused("deleteAccount", sipId=made["sipAccount"]).code
    assert examine(shop.world.database) == []


def test_who_is_blocked_from_above_changes_no_device(shop: PbxScene) -> None:
    made = device(shop, extension="101")
    shop.root.blockExtension(customer=CUSTOMER, number="101", reason="fraud")
    customer = shop.customer_login
    assert customer.refused("updateDevice", device={"id": made["id"], "name": "x"}).code == 8130
    assert customer.refused("unlinkDevice", customer=CUSTOMER, number="101", devices=[made["id"]]).code == 8130
    fault = customer.refused("linkDevice", customer=CUSTOMER, number="102", devices=[made["id"]], move=True)
    assert (fault.code, fault.field) == (8130, "devices.0")
    assert customer.refused("resyncDevice", device=made["id"]).code == 8130
    assert device_refused(shop, extension="101").code == 8130


KEYS = [
    {"place": 1, "type": "private", "extension": "", "target": "", "label": "Me"},
    {"place": 2, "type": "blf", "extension": "102", "target": "", "label": "Anna"},
    {"place": 3, "type": "speeddial", "extension": "", "target": "+4315550000", "label": ""},
    {"place": 5, "type": "transfer", "extension": "", "target": "102", "label": ""},
    {"place": 9, "type": "forward", "extension": "", "target": "*72", "label": ""},
]


def test_keys_lead_to_extensions_and_numbers(shop: PbxScene) -> None:
    made = device(shop, extension="101", lines=KEYS[::-1])
    assert made["lines"] == KEYS
    fault = shop.customer_login.refused("deleteExtension", customer=CUSTOMER, number="102")
    assert (fault.code, fault.field) == (8113, "number")
    assert "the key 2 of Device 1, the key 5 of Device 1" in fault.text
    shop.customer_login.renumberExtension(customer=CUSTOMER, **{"from": "102", "to": "222"})
    lines = shown(shop, made["id"])["lines"]
    assert [each["extension"] + each["target"] for each in lines] == ["", "222", "+4315550000", "222", "*72"]
    shop.customer_login.updateDevice(device={"id": made["id"], "lines": []})
    assert shown(shop, made["id"])["lines"] == []
    shop.customer_login.deleteExtension(customer=CUSTOMER, number="222")
    assert examine(shop.world.database) == []


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ({"place": 1, "type": "blf", "extension": "199"}, "extension"),
        ({"place": 1, "type": "blf"}, "extension"),
        ({"place": 1, "type": "blf", "extension": "101", "target": "1"}, "target"),
        ({"place": 1, "type": "private", "extension": "102"}, "extension"),
        ({"place": 1, "type": "shared", "target": "102"}, "target"),
        ({"place": 1, "type": "speeddial"}, "target"),
        ({"place": 1, "type": "speeddial", "target": "sip:x@y"}, "target"),
        ({"place": 1, "type": "forward", "target": "1", "extension": "101"}, "extension"),
        ({"place": 1, "type": "park", "target": "1"}, "type"),
        ({"place": 1}, "type"),
        ({"type": "private"}, "place"),
    ],
)
def test_a_key_that_leads_nowhere_is_refused(quick: PbxScene, key: dict[str, Any], field: str) -> None:
    fault = device_refused(quick, extension="101", lines=[key])
    assert (fault.code, fault.field) == (8206, f"device.lines.0.{field}")


def test_a_key_is_there_once(quick: PbxScene) -> None:
    twice = [{"place": 4, "type": "private"}, {"place": 4, "type": "shared"}]
    fault = device_refused(quick, lines=twice)
    assert (fault.code, fault.field) == (8206, "device.lines.1.place")
    fault = device_refused(quick, lines=[{"place": 1, "type": "private", "label": "a\u2029b"}])
    assert (fault.code, fault.field) == (101, "device.lines.0.label")


def test_licences_are_needed_where_the_agreement_sells_them(shop: PbxScene) -> None:
    shop.product("DESK", "deviceLicence", reseller=shop.reseller_id)
    shop.agree("DESK", 10)
    before = shop.world.fingerprint()
    fault = shop.customer_login.refused("addDevice", device={"customer": CUSTOMER})
    assert (fault.code, fault.field) == (8302, "device.customer")
    assert [fault.members[name] for name in ("kind", "limit", "used", "holder")] == ["deviceLicence", "0", "0", "2"]
    assert shop.world.fingerprint() == before
    told = shop.customer_login.explainLimits(customer=CUSTOMER, object="device")
    assert [(each["kind"], each["bites"]) for each in told] == [
        ("deviceLicence", True),
        ("sip_credit", False),
        ("sip_credit", False),
    ]


def test_a_device_consumes_a_credit_for_its_account(quick: PbxScene) -> None:
    used = lambda: quick.world.sql("SELECT used FROM counters WHERE kind = 'sip_credit' AND customer = 2")  # noqa: E731
    before = used()[0][0]
    made = device(quick)
    assert used()[0][0] == before + 1
    quick.customer_login.deleteDevice(device={"id": made["id"]})
    assert used()[0][0] == before


def test_the_pilot_stays_while_there_are_devices(quick: PbxScene) -> None:
    device(quick)
    for number in ("101", "102"):
        quick.customer_login.deleteExtension(customer=CUSTOMER, number=number)
    fault = quick.reseller_login.refused("deletePilot", customer=CUSTOMER)
    assert (fault.code, fault.members["used"]) == (8112, "1")


def test_pages_send_whole_devices(quick: PbxScene) -> None:
    made = device(quick, extension="101", lines=KEYS, mac=MAC)
    before = quick.world.fingerprint()
    assert quick.customer_login.updateDevice(device=shown(quick, made["id"])) == shown(quick, made["id"])
    assert quick.world.fingerprint() == before
    for members, field in (
        ({"extension": "102"}, "extension"),
        ({"sipUsername": "other"}, "sipUsername"),
        ({"customer": 1}, "customer"),
    ):
        fault = quick.customer_login.refused("updateDevice", device={"id": made["id"], **members})
        assert (fault.code, fault.field) == (101, f"device.{field}")


@pytest.mark.parametrize(
    ("ids", "code", "field"), [([], 101, "devices"), (["twice"], 101, "devices"), ([9999], 8205, "devices.0")]
)
def test_devices_are_named_each_once(quick: PbxScene, ids: list[Any], code: int, field: str) -> None:
    made = device(quick)
    ids = [made["id"], made["id"]] if ids == ["twice"] else ids
    fault = quick.customer_login.refused("linkDevice", customer=CUSTOMER, number="101", devices=ids)
    assert (fault.code, fault.field) == (code, field)


def test_groups_and_menus_have_no_devices(quick: PbxScene) -> None:
    quick.root.addGroup(group={"customer": CUSTOMER, "number": "200", "name": "All", "members": ["101"]})
    fault = quick.customer_login.refused("linkDevice", customer=CUSTOMER, number="200", devices=[device(quick)["id"]])
    assert (fault.code, fault.field) == (8106, "number")
    assert device_refused(quick, extension="200").code == 8106


def test_a_customer_with_devices_keeps_its_kind_and_its_entry(quick: PbxScene) -> None:
    device(quick)
    fault = quick.admin.customer.refused("deleteAccount", id=CUSTOMER)
    assert fault.code == 5010
    assert "PBX devices" in fault.text


def test_doctor_blocks_what_nobody_has_and_frees_what_somebody_has(shop: PbxScene) -> None:
    nobodys, linked = device(shop), device(shop, extension="101")
    accounts = "(SELECT id FROM sip_accounts WHERE username = 'ph2d{}')".format
    shop.world.sql(f"DELETE FROM sip_groups WHERE account = {accounts(1)}")
    shop.world.sql(f"INSERT INTO sip_groups (account, name) VALUES ({accounts(2)}, 'blocked')")
    texts = [
        "PBX device ph2d1 is blocked, and its SIP account is not in the group blocked",
        "nothing blocks PBX device ph2d2, and its SIP account is in the group blocked",
    ]
    assert [each.text for each in examine(shop.world.database)] == texts
    assert [(each.text, each.state) for each in repair(shop.world)] == [(text, State.REPAIRED) for text in texts]
    assert examine(shop.world.database) == []
    assert (groups(shop, nobodys)[0], groups(shop, linked)) == ("blocked", [])


def test_doctor_tells_of_devices_that_lead_nowhere_and_they_are_not_applied(quick: PbxScene) -> None:
    device(quick, extension="101", lines=[{"place": 2, "type": "blf", "extension": "102"}])
    other = neighbour(quick)
    quick.world.sql(f"UPDATE pbx_devices SET extension = (SELECT id FROM pbx_extensions WHERE customer = {other})")
    quick.world.sql(f"UPDATE pbx_device_keys SET extension = (SELECT id FROM pbx_extensions WHERE customer = {other})")
    told = [each.text for each in examine(quick.world.database)]
    assert f"the PBX device ph2d1 is linked to ph{other}p, and one is gone or they are of two customers" in told
    assert (
        f"the key 2 of the PBX device ph2d1 leads to ph{other}p, and one is gone or they are of two customers" in told
    )
    fault = quick.customer_login.refused("applyConfiguration", customer=CUSTOMER)
    assert fault.code == 8211
    assert "the key 2 of the PBX device ph2d1" in fault.text


def test_doctor_tells_of_devices_that_are_compared_with_something_else(quick: PbxScene) -> None:
    device(quick, extension="101")
    quick.customer_login.applyConfiguration(customer=CUSTOMER)
    quick.world.sql("UPDATE pbx_applied_devices SET digest = 'another'")
    (found,) = examine(quick.world.database)
    assert found.text == "PBX revision 1 of customer 2: what its devices are compared with is not what it has of them"


def test_a_password_that_no_file_can_say_is_refused(quick: PbxScene) -> None:
    for password in ("a\nb", "a\u2028b", "a\x85b"):
        given = {"customer": CUSTOMER, "sipPassword": password}
        fault = quick.customer_login.refused("addDevice", device=given)
        assert (fault.code, fault.field) == (101, "device.sipPassword"), ascii(password)


def test_a_name_that_is_taken_holds_up_no_further_device(quick: PbxScene) -> None:
    device(quick, name="Device 3")
    device(quick, name="Device 3 of 2")
    assert device(quick)["name"] == "Device 3 of 2 (2)"
