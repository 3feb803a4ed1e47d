# SPDX-License-Identifier: Apache-2.0
"""What was done with devices is undone (pbx.md H11)."""

import pytest

from ngnprov.errors import NotRevertible
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_devices import CUSTOMER, KEYS, MAC, device, furnished, groups, link, shown, unlink
from tests.support.examination import examine


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """On both databases."""
    return furnished(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return furnished(quick_pbx)


def test_what_was_changed_is_undone(shop: PbxScene) -> None:
    made = device(shop, extension="101", lines=KEYS, mac=MAC, name="Hall")
    undone = (
        lambda: shop.customer_login.updateDevice(device={"id": made["id"], "name": "Desk", "mac": "", "lines": []}),
        lambda: link(shop, "102", made, move=True),
        lambda: unlink(shop, "101", made),
    )
    for change in undone:
        before = shown(shop, made["id"])
        change()
        assert shown(shop, made["id"]) != before
        shop.world.undo()
        after = shown(shop, made["id"])
        assert {**after, "changeDate": "", "version": 0} == {**before, "changeDate": "", "version": 0}
    shop.world.undo()  # the undo of unlinking
    shop.customer_login.deleteDevice(device={"id": made["id"]})
    password = shop.world.undo() and shop.admin.sip.getAccount(sipId=made["sipAccount"])["password"]
    assert password == made["sipPassword"]
    assert shown(shop, made["id"])["lines"] == KEYS
    assert examine(shop.world.database) == []


def test_a_new_device_is_undone_with_its_account(shop: PbxScene) -> None:
    made = device(shop, extension="101")
    shop.world.undo()
    assert shop.customer_login.getDevices(query={})["total"] == 0
    assert shop.admin.sip.refused("getAccount", sipId=made["sipAccount"]).code == 1010
    shop.world.undo()
    assert shown(shop, made["id"])["extension"] in ("", "101")
    assert examine(shop.world.database) == []


def test_another_token_is_not_undone(quick: PbxScene) -> None:
    made = device(quick)
    quick.customer_login.rotateDeviceToken(device=made["id"])
    with pytest.raises(NotRevertible):
        quick.world.undo()


@pytest.mark.parametrize("target", ["#21#", "#*", "##", "#", "#1", "#99999999999", "103"])
def test_a_key_that_dials_something_is_undone_to_what_it_dialled(quick: PbxScene, target: str) -> None:
    made = device(quick, lines=[{"place": 3, "type": "speeddial", "target": target}])
    quick.customer_login.updateDevice(device={"id": made["id"], "lines": []})
    changed = quick.world.last_transaction()
    if target.isdigit():
        quick.user(target)
    quick.world.undo(changed)
    (line,) = shown(quick, made["id"])["lines"]
    assert (line["target"], quick.world.sql("SELECT extension FROM pbx_device_keys")) == (target, [(None,)])


def test_what_is_undone_gives_nobody_the_phone_of_another_one(shop: PbxScene) -> None:
    made = device(shop, extension="101")
    unlink(shop, "101", made)
    unlinked = shop.world.last_transaction()
    shop.customer_login.deleteExtension(customer=CUSTOMER, number="101")
    shop.user("101")
    with pytest.raises(NotRevertible):
        shop.world.undo(unlinked)
    assert shown(shop, made["id"])["extension"] == ""
    assert groups(shop, made) == ["blocked"]


def test_an_extension_that_comes_back_takes_no_phone_from_who_has_it_since(shop: PbxScene) -> None:
    made = device(shop, extension="101")
    shop.customer_login.deleteExtension(customer=CUSTOMER, number="101")
    removed = shop.world.last_transaction()
    link(shop, "102", made)
    with pytest.raises(NotRevertible):
        shop.world.undo(removed)
    assert shown(shop, made["id"])["extension"] == "102"


def test_without_a_password_in_clear_a_removal_is_not_undone(shop: PbxScene) -> None:
    setting = {"name": "store_clear_text_passwords", "value": "0", "category": "sip", "permission": "admin"}
    shop.root.at("Customer").setProperties(customer=CUSTOMER, properties=[setting])
    made = device(shop)
    shop.customer_login.deleteDevice(device={"id": made["id"]})
    with pytest.raises(NotRevertible):
        shop.world.undo()
