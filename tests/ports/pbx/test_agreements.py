# SPDX-License-Identifier: Apache-2.0
"""Agreements: what customers may use, and who says so (pbx.md 5)."""

from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.support.examination import examine


@pytest.fixture
def agreed(pbx: PbxScene) -> PbxScene:
    """The reseller may have any number of PBX and one AA."""
    pbx.agree("PBX", customer=pbx.reseller_id)
    pbx.agree("AA", 1, customer=pbx.reseller_id)
    return pbx


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    quick_pbx.agree("PBX", customer=quick_pbx.reseller_id)
    quick_pbx.agree("AA", 1, customer=quick_pbx.reseller_id)
    return quick_pbx


def item(code: str, customer: int = PbxScene.customer_id, **members: Any) -> dict[str, Any]:
    return {"customer": customer, "product": code, **members}


def quantities(scene: PbxScene, customer: int = PbxScene.customer_id) -> dict[str, int]:
    return {each["product"]: each["quantity"] for each in scene.root.getAgreement(customer=customer)}


def test_an_item_is_answered_as_it_is_stored(agreed: PbxScene) -> None:
    made = agreed.reseller_login.addAgreementItem(item=item("PBX", quantity=300))
    assert list(made) == [
        *("customer", "product", "kind", "name", "quantity", "unlimited", "used", "endUserName", "activation"),
        *("createdBy", "changeDate"),
    ]
    assert made == {
        **{"customer": 2, "product": "PBX", "kind": "main", "name": "Cloud PBX", "quantity": 300, "unlimited": False},
        **{"used": 0, "endUserName": "", "activation": "immediate", "createdBy": "reseller"},
        "changeDate": made["changeDate"],
    }
    for caller in (agreed.root, agreed.reseller_login, agreed.customer_login):
        assert caller.getAgreement(customer=2) == [made]


def test_an_agreement_is_three_rows_with_kind_quantity_and_used(agreed: PbxScene) -> None:
    items = [
        {"product": "PBX", "quantity": 0},
        {"product": "AA", "quantity": 1, "activation": "checked"},
        {"product": "RECORDING", "quantity": 300, "endUserName": "Aufnahme"},
    ]
    told = agreed.reseller_login.setAgreement(customer=2, items=items)
    shown = [(each["product"], each["kind"], each["quantity"], each["unlimited"], each["used"]) for each in told]
    assert shown == [("AA", "main", 1, False, 0), ("PBX", "main", 0, True, 0), ("RECORDING", "addon", 300, False, 0)]
    assert [each["name"] for each in told] == ["AA product", "Cloud PBX", "Aufnahme"]
    assert agreed.customer_login.getAgreement(customer=2) == told


def test_a_customer_sees_the_products_of_its_agreement_and_what_is_left(agreed: PbxScene) -> None:
    for code, quantity in (("PBX", 0), ("RECORDING", 2)):
        agreed.agree(code, quantity)
    agreed.take(agreed.extension("101"), "PBX", "RECORDING")
    assert agreed.customer_login.getProducts(customer=2) == [
        {
            **{"product": "PBX", "name": "Cloud PBX", "kind": "main", "appliesTo": "extension"},
            **{"quantity": 0, "unlimited": True, "used": 1, "left": 0},
        },
        {
            **{"product": "RECORDING", "name": "RECORDING product", "kind": "addon", "appliesTo": "any"},
            **{"quantity": 2, "unlimited": False, "used": 1, "left": 1},
        },
    ]
    agreed.root.updateAgreementItem(item=item("RECORDING", quantity=1))
    agreed.take(agreed.extension("102"), "PBX")
    left = {each["product"]: each["left"] for each in agreed.customer_login.getProducts(customer=2)}
    assert left == {"PBX": 0, "RECORDING": 0}


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("setAgreement", {"customer": 2, "items": []}),
        ("addAgreementItem", {"item": item("PBX", quantity=1)}),
        ("updateAgreementItem", {"item": item("AA", quantity=1)}),
        ("deleteAgreementItem", {"item": item("AA")}),
    ],
)
def test_the_provider_keeps_control(quick: PbxScene, operation: str, arguments: dict[str, Any]) -> None:
    quick.agree("AA", 1)
    stranger = quick.stranger()
    before = quick.world.fingerprint()
    for caller in (quick.customer_login, quick.behind(2).pbx):
        assert caller.refused(operation, **arguments).code == 902
    fault = stranger.refused(operation, **arguments)
    assert (fault.code, fault.text) == (5000, stranger.refused(operation, **about(99, arguments)).text)
    for caller in (quick.reseller_login, quick.behind(1).pbx):
        fault = caller.refused(operation, **about(1, arguments))
        assert fault.code == 902, "its own is the administrator's to change"
    assert quick.world.fingerprint() == before


def about(customer: int, arguments: dict[str, Any]) -> dict[str, Any]:
    """The same for another customer."""
    if "customer" in arguments:
        return {**arguments, "customer": customer}
    return {"item": {**arguments["item"], "customer": customer}}


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"product": ""}, 102, "product"),
        ({"product": "pbx"}, 101, "product"),
        ({"product": "NONE"}, 8019, "product"),
        ({"product": "OLD"}, 8019, "product"),
        ({"product": "AA"}, 8021, "product"),
        ({"product": "FAX"}, 8018, "product"),
        ({"customer": 0}, 102, "customer"),
        ({"customer": 99}, 5000, "customer"),
        ({"quantity": -1}, 101, "quantity"),
        ({"quantity": 1_000_001}, 101, "quantity"),
        ({"quantity": None}, 102, "quantity"),
        ({"activation": "later"}, 101, "activation"),
        ({"endUserName": "\t"}, 101, "endUserName"),
    ],
)
def test_what_cannot_be_agreed_is_refused_and_nothing_is_stored(
    quick: PbxScene, members: dict[str, Any], code: int, field: str
) -> None:
    quick.agree("AA", 1)
    quick.product("FAX")
    quick.product("OLD", withdrawn=True)
    before = quick.world.fingerprint()
    fault = quick.root.refused("addAgreementItem", item={"customer": 2, "product": "PBX", "quantity": 1, **members})
    assert (fault.code, fault.field) == (code, f"item.{field}")
    if code == 8018:
        assert {name: fault.members[name] for name in ("kind", "limit", "used", "holder")} == {
            **{"kind": "product FAX", "limit": "0", "used": "0", "holder": "1"}
        }
    assert quick.world.fingerprint() == before


def test_the_products_of_another_reseller_are_as_if_they_were_not_there(quick: PbxScene) -> None:
    quick.stranger().addProduct(product={"code": "THEIRS", "name": "x", "kind": "main"})
    assert quick.root.refused("addAgreementItem", item=item("THEIRS", quantity=1)).code == 8019


def test_a_withdrawn_product_stays_where_it_is(quick: PbxScene) -> None:
    quick.agree("PBX", 1)
    quick.root.updateProduct(product={"code": "PBX", "withdrawn": True})
    assert quick.root.updateAgreementItem(item=item("PBX", quantity=2))["quantity"] == 2
    assert quick.take(quick.extension("101"), "PBX").subscriptions


@pytest.mark.parametrize("operation", ["updateAgreementItem", "deleteAgreementItem"])
def test_a_product_that_is_not_in_the_agreement_is_8010(quick: PbxScene, operation: str) -> None:
    fault = quick.root.refused(operation, item=item("PBX"))
    assert (fault.code, fault.field) == (8010, "item.product")


def test_a_quantity_is_lowered_below_use_only_when_it_is_allowed(agreed: PbxScene) -> None:
    agreed.agree("PBX", 3)
    holders = [agreed.extension(str(number)) for number in range(100, 104)]
    for holder in holders[:3]:
        agreed.take(holder, "PBX")
    for wanted in ({"item": item("PBX", quantity=2)}, {"item": item("PBX", quantity=2), "allowBelowUse": False}):
        fault = agreed.root.refused("updateAgreementItem", **wanted)
        assert (fault.code, fault.field) == (8015, "item.quantity")
        assert (fault.members["limit"], fault.members["used"], fault.members["holder"]) == ("2", "3", "2")
    stored = agreed.root.updateAgreementItem(item=item("PBX", quantity=1), allowBelowUse=True)
    assert (stored["quantity"], stored["used"]) == (1, 3)
    assert agreed.root.updateAgreementItem(item=item("PBX", quantity=2))["quantity"] == 2, "that is more"
    for holder in holders[:2]:
        assert agreed.refused_take(holders[3], "PBX").code == 8011
        agreed.give_back(holder)
    agreed.take(holders[3], "PBX")
    assert agreed.used("PBX") == 2
    assert examine(agreed.world.database) == []


def test_an_item_in_use_stays_and_its_holders_are_named(agreed: PbxScene) -> None:
    agreed.agree("PBX")
    holders = [agreed.extension(str(number)) for number in range(100, 112)]
    for holder in holders:
        agreed.take(holder, "PBX")
    fault = agreed.root.refused("deleteAgreementItem", item=item("PBX"))
    named = ", ".join(str(number) for number in range(100, 110))
    assert (fault.code, fault.members["used"], fault.members["holder"]) == (8016, "12", "2")
    assert f"PBX is held by {named} and 2 more" in fault.text
    assert agreed.root.refused("setAgreement", customer=2, items=[]).code == 8016
    for holder in holders:
        agreed.give_back(holder)
    agreed.root.deleteAgreementItem(item=item("PBX"))
    assert quantities(agreed) == {}


def test_a_product_that_customers_hold_stays_in_the_agreement_of_their_reseller(quick: PbxScene) -> None:
    quick.agree("PBX", 5)
    quick.take(quick.extension("101"), "PBX")
    fault = quick.root.refused("deleteAgreementItem", item=item("PBX", 1))
    assert (fault.code, fault.members["used"], fault.members["holder"]) == (8016, "1", "1")


def test_a_whole_agreement_is_set_or_nothing_of_it(agreed: PbxScene) -> None:
    agreed.agree("PBX", 5, activation="checked", endUserName="Seat")
    agreed.agree("AA", 1)
    before = agreed.world.fingerprint()
    broken = [{"product": "RECORDING", "quantity": 1}, {"product": "NONE", "quantity": 1}]
    for items, code, field in (
        (broken, 8019, "items.1.product"),
        ([broken[0], broken[0]], 101, "items.1.product"),
        ([{"product": "PBX"}], 102, "items.0.quantity"),
        ([{"product": "PBX", "quantity": -1}], 101, "items.0.quantity"),
        ([{"product": "PBX", "quantity": 1, "customer": 1}], 101, "items.0.customer"),
        ([{"quantity": 1}], 102, "items.0.product"),
        ([{"product": "PBX", "quantity": 1}] * 1001, 101, "items"),
    ):
        fault = agreed.root.refused("setAgreement", customer=2, items=items)
        assert (fault.code, fault.field) == (code, field)
        assert agreed.world.fingerprint() == before
    told = agreed.root.setAgreement(customer=2, items=[{"product": "PBX", "quantity": 7}, broken[0]])
    assert quantities(agreed) == {"PBX": 7, "RECORDING": 1}
    assert (told[0]["activation"], told[0]["endUserName"]) == ("immediate", ""), "as in a new item"
    assert agreed.root.setAgreement(customer=2, items=told) == told


def test_an_agreement_that_was_set_is_undone_and_done_again(agreed: PbxScene) -> None:
    agreed.agree("PBX", 5, activation="checked")
    agreed.agree("AA", 1)
    before = quantities(agreed)
    items = [{"product": "PBX", "quantity": 0}, {"product": "RECORDING", "quantity": 1}]
    agreed.root.setAgreement(customer=2, items=items)
    for expected in (before, {"PBX": 0, "RECORDING": 1}):
        agreed.world.undo()
        assert quantities(agreed) == expected


def test_an_entry_with_an_agreement_is_kept_and_does_not_move(quick: PbxScene) -> None:
    quick.agree("PBX", 5)
    fault = quick.admin.refused("deleteAccount", id=2)
    assert (fault.code, "1 PBX agreement items" in fault.text) == (5010, True)
    quick.stranger()
    other = quick.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"]
    assert quick.admin.refused("updateAccount", account={"id": 2, "reseller": other}).code == 5010


@pytest.mark.parametrize("operation", ["getAgreement", "getProducts"])
def test_what_is_read_is_bounded_by_the_scope(quick: PbxScene, operation: str) -> None:
    quick.agree("PBX", 5)
    _, sibling = quick.sibling()
    texts = set()
    for caller, customer in ((sibling, 2), (quick.stranger(), 2), (quick.customer_login, 1), (quick.root, 99)):
        fault = caller.refused(operation, customer=customer)
        assert (fault.code, fault.field) == (5000, "customer")
        texts.add(fault.text)
    assert len(texts) == 1
    assert quick.root.refused(operation, customer=0).code == 102
    assert len(quick.reseller_login.call(operation, {"customer": 1})) == 2, "a reseller reads its own"
