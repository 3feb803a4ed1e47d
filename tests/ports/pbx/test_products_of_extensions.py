# SPDX-License-Identifier: Apache-2.0
"""Products that extensions get after they were made, and give back (pbx.md 7)."""

from typing import Any

import pytest

from ngnprov.errors import NotRevertible
from tests.ports.pbx.conftest import PbxScene
from tests.support.examination import examine


@pytest.fixture
def shop(quick_pbx: PbxScene) -> PbxScene:
    """The customer has a pilot and user 101; it may use any number of PBX, and one RECORDING."""
    quick_pbx.agree("PBX", customer=quick_pbx.reseller_id)
    quick_pbx.agree("PBX")
    quick_pbx.agree("RECORDING", 1, endUserName="Tape")
    quick_pbx.pilot()
    quick_pbx.user("101")
    return quick_pbx


def products(scene: PbxScene, number: str = "101") -> tuple[str, list[str], str]:
    shown = scene.root.getExtension(customer=2, number=number)
    return shown["mainProduct"], shown["addons"], shown["status"]


def named(product: str, number: str = "101") -> dict[str, Any]:
    return {"customer": 2, "number": number, "product": product}


def test_an_extension_gets_a_product_from_today_on_and_gives_it_back(shop: PbxScene) -> None:
    customer = shop.customer_login
    shown = customer.assignProduct(**named("RECORDING"))
    today = shown["start"]
    assert (shown["product"], shown["name"], shown["kind"]) == ("RECORDING", "Tape", "addon")
    assert (shown["number"], shown["accountId"], shown["until"], len(today)) == ("101", "ph2x101", "", 10)
    assert (products(shop), shop.used("RECORDING")) == (("PBX", ["RECORDING"], "active"), 1)
    assert customer.refused("assignProduct", **named("RECORDING")).code == 8014
    ended = customer.unassignProduct(**named("RECORDING"))
    assert ended == {**shown, "until": today, "state": "ended"}
    assert (products(shop), shop.used("RECORDING")) == (("PBX", [], "active"), 0)
    fault = customer.refused("unassignProduct", **named("RECORDING"))
    assert (fault.code, fault.field) == (101, "product")
    assert examine(shop.world.database) == []


def test_what_is_refused_changes_nothing(shop: PbxScene) -> None:
    shop.user("102")
    shop.root.assignProduct(**named("RECORDING", "102"))
    before = shop.world.fingerprint()
    reached = shop.customer_login.refused("assignProduct", **named("RECORDING"))
    assert (reached.code, reached.field) == (8011, "product")
    assert (reached.members["limit"], reached.members["used"]) == ("1", "1")
    for arguments, code, field in (
        (named("AA"), 8010, "product"),
        (named("NONE"), 8010, "product"),
        (named(""), 102, "product"),
        (named("PBX"), 8014, "product"),
        (named("RECORDING", "199"), 8106, "number"),
        (named("RECORDING", ""), 8013, "product"),
    ):
        fault = shop.root.refused("assignProduct", **arguments)
        assert (fault.code, fault.field) == (code, field), arguments
    assert shop.root.refused("unassignProduct", **named("PBX", "102")).code == 8013, "an add-on rests on it"
    assert shop.world.fingerprint() == before


def test_a_main_product_is_changed_for_another_one(shop: PbxScene) -> None:
    shop.product("PLUS", "main", reseller=shop.reseller_id)
    shop.agree("PLUS")
    shop.root.unassignProduct(**named("PBX"))
    assert products(shop) == ("", [], "active")
    assert shop.root.refused("assignProduct", **named("RECORDING")).code == 8013
    shop.root.assignProduct(**named("PLUS"))
    assert products(shop) == ("PLUS", [], "active")


def test_a_pilot_holds_products_too(shop: PbxScene) -> None:
    shop.root.deleteExtension(customer=2, number="101")
    shop.root.assignProduct(**named("PBX", ""))
    shop.root.assignProduct(**named("RECORDING", "ph2p"))
    assert products(shop, "") == ("PBX", ["RECORDING"], "active")
    shop.root.deletePilot(customer=2)
    assert shop.used("PBX") == 0
    shop.world.undo()
    assert products(shop, "") == ("PBX", ["RECORDING"], "active")


def test_an_extension_with_a_product_that_is_checked_waits_to_be_activated(shop: PbxScene) -> None:
    shop.product("EMERGENCY", reseller=shop.reseller_id)
    shop.agree("EMERGENCY", 5, activation="checked")
    shop.customer_login.assignProduct(**named("EMERGENCY"))
    assert products(shop) == ("PBX", ["EMERGENCY"], "inactive")
    shop.world.undo()
    assert products(shop) == ("PBX", [], "active")
    shop.customer_login.assignProduct(**named("EMERGENCY"))
    assert shop.customer_login.refused("activateExtension", customer=2, number="101").code == 902
    assert shop.reseller_login.activateExtension(customer=2, number="101")["status"] == "active"
    shop.root.deleteExtension(customer=2, number="101")
    shop.world.undo()
    assert products(shop) == ("PBX", ["EMERGENCY"], "active"), "as it was before"
    shop.root.unassignProduct(**named("EMERGENCY"))
    shop.world.undo()
    assert products(shop) == ("PBX", ["EMERGENCY"], "active")


def test_nobody_can_make_an_extension_active_by_a_member(shop: PbxScene) -> None:
    shop.product("EMERGENCY", reseller=shop.reseller_id)
    shop.agree("EMERGENCY", 5, activation="checked")
    shop.customer_login.assignProduct(**named("EMERGENCY"))
    sent = {"customer": 2, "number": "101", "accountId": "ph2x101", "status": "active"}
    assert shop.customer_login.updateExtension(extension=sent)["status"] == "inactive"


def test_what_was_made_is_not_undone_with_what_it_has_got_since(shop: PbxScene) -> None:
    shop.user("102")
    name = shop.world.last_transaction()
    shop.root.assignProduct(**named("RECORDING", "102"))
    with pytest.raises(NotRevertible, match="has come to it since that would be removed with it: products"):
        shop.world.undo(name)
    assert products(shop, "102") == ("PBX", ["RECORDING"], "active")


def test_what_does_not_fit_any_more_is_given_back_all_the_same(shop: PbxScene) -> None:
    """K6: what is said of products later takes nothing from who holds them, and binds nobody to them."""
    shop.product("LUX", "main", appliesTo="extension")
    shop.product("TAPE", reseller=shop.reseller_id)
    shop.agree("TAPE")
    for code in ("RECORDING", "TAPE"):
        shop.root.assignProduct(**named(code))
    shop.root.updateProduct(
        product={"code": "TAPE", "reseller": shop.reseller_id, "excludes": ["RECORDING"], "requires": ["LUX"]}
    )
    assert shop.customer_login.refused("unassignProduct", **named("PBX")).code == 8013
    for code in ("RECORDING", "TAPE", "PBX"):
        shop.customer_login.unassignProduct(**named(code))
    assert products(shop) == ("", [], "active")


def test_a_product_that_is_refused_is_named_by_its_place(shop: PbxScene) -> None:
    shop.product("SILENCE", reseller=shop.reseller_id, excludes=["RECORDING"])
    shop.agree("SILENCE", 5)
    new = {"customer": 2, "number": "105", "name": "n"}
    before = shop.world.fingerprint()
    for members, code, field in (
        ({"addons": ["RECORDING", "RECORDING"]}, 8014, "extension.addons.1"),
        ({"addons": ["RECORDING", "SILENCE"]}, 101, "extension.addons.1"),
        ({"addons": ["SILENCE", "RECORDING"]}, 101, "extension.addons.0"),
        ({"addons": ["SILENCE", "NONE"]}, 8010, "extension.addons.1"),
        ({"mainProduct": "NONE"}, 8010, "extension.mainProduct"),
    ):
        fault = shop.customer_login.refused("addExtension", extension={**new, **members})
        assert (fault.code, fault.field) == (code, field), members
    assert shop.world.fingerprint() == before
    shop.user("102", addons=["RECORDING"])
    fault = shop.customer_login.refused("addExtensions", extension={**new, "addons": ["RECORDING"]}, count=2)
    assert (fault.code, fault.field) == (8011, "extension.addons.0")
