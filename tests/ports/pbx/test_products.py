# SPDX-License-Identifier: Apache-2.0
"""Catalogues of products (pbx.md 4)."""

from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.support.caller import Caller


def codes(caller: Caller, **filter: Any) -> list[tuple[str, int]]:
    found = caller.getCatalog(query={"filter": filter})["products"]
    return [(product["code"], product["reseller"]) for product in found]


def test_a_product_is_answered_as_it_is_stored_with_what_was_not_said(pbx: PbxScene) -> None:
    made = pbx.root.addProduct(product={"code": "SEAT_1", "name": "Seat", "kind": "main"})
    assert list(made) == [
        *("code", "name", "endUserName", "kind", "partNumber", "priceMonthly", "priceOnce", "appliesTo", "requires"),
        *("excludes", "chargeWhenBlockedByCustomer", "chargeWhenBlockedByProvider", "withdrawn", "reseller"),
        "changeDate",
    ]
    assert made == {
        **{"code": "SEAT_1", "name": "Seat", "endUserName": "", "kind": "main", "partNumber": "", "priceMonthly": 0.0},
        **{"priceOnce": 0.0, "appliesTo": "any", "requires": [], "excludes": [], "withdrawn": False, "reseller": 0},
        **{"chargeWhenBlockedByCustomer": False, "chargeWhenBlockedByProvider": True},
        "changeDate": made["changeDate"],
    }
    (found,) = pbx.root.getCatalog(query={"filter": {"code": "SEAT_1"}})["products"]
    assert found == made


def test_a_product_comes_back_with_all_that_was_given(pbx: PbxScene) -> None:
    given = {
        **{"code": "Q-1", "name": "Wärteschlange", "endUserName": "Queue", "kind": "addon", "partNumber": "4711"},
        **{"priceMonthly": 1.25, "priceOnce": 9.9999, "appliesTo": "group", "requires": ["PBX"], "withdrawn": True},
        **{"excludes": ["AA", "RECORDING"], "chargeWhenBlockedByCustomer": True, "chargeWhenBlockedByProvider": False},
    }
    made = pbx.reseller_login.addProduct(product=given)
    assert {name: made[name] for name in given} == given
    assert made["reseller"] == pbx.reseller_id
    assert pbx.reseller_login.updateProduct(product={"code": "Q-1"}) == made, "what is absent stays"
    changed = {"name": "Queue", "priceOnce": 0.0, "requires": [], "withdrawn": False}
    after = pbx.reseller_login.updateProduct(product={"code": "Q-1", **changed})
    assert {**after, "changeDate": ""} == {**made, **changed, "changeDate": ""}
    assert pbx.reseller_login.deleteProduct(product={"code": "Q-1"}) == after
    assert codes(pbx.reseller_login, code="Q-1") == []


def test_everybody_sees_the_catalogues_in_scope(quick_pbx: PbxScene) -> None:
    assert codes(quick_pbx.root) == [("AA", 0), ("PBX", 0), ("RECORDING", 1)]
    assert codes(quick_pbx.root, reseller=1) == codes(quick_pbx.root, kind="add%") == [("RECORDING", 1)]
    assert codes(quick_pbx.reseller_login) == [("RECORDING", 1)]
    assert codes(quick_pbx.stranger()) == []
    assert quick_pbx.customer_login.refused("getCatalog", query={}).code == 902


def test_a_reseller_has_its_own_catalogue_whatever_it_names(quick_pbx: PbxScene) -> None:
    made = quick_pbx.reseller_login.addProduct(product={"code": "X", "name": "x", "kind": "main", "reseller": 99})
    assert made["reseller"] == 1
    for reseller in ({"reseller": 0}, {}):
        assert quick_pbx.reseller_login.updateProduct(product={"code": "X", **reseller})["reseller"] == 1
    for product in ({"code": "X", "reseller": 3}, {"code": "PBX"}, {"code": "NONE"}):
        for operation in ("updateProduct", "deleteProduct"):
            fault = quick_pbx.reseller_login.refused(operation, product=product)
            assert (fault.code, fault.field) == (8019, "product.code")


def test_two_resellers_may_have_a_code_but_none_that_the_provider_has(quick_pbx: PbxScene) -> None:
    new = {"name": "x", "kind": "main"}
    stranger = quick_pbx.stranger()
    stranger.addProduct(product={"code": "RECORDING", **new})
    for caller, code in (
        *((stranger, "RECORDING"), (stranger, "PBX"), (quick_pbx.reseller_login, "AA")),
        *((quick_pbx.root, "RECORDING"), (quick_pbx.root, "PBX")),
    ):
        fault = caller.refused("addProduct", product={"code": code, **new})
        assert (fault.code, fault.field) == (8020, "product.code")


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"code": ""}, 102, "code"),
        ({"code": "lower"}, 101, "code"),
        ({"code": "X" * 33}, 101, "code"),
        ({"name": ""}, 102, "name"),
        ({"name": "a\tb"}, 101, "name"),
        ({"name": " "}, 101, "name"),
        ({"kind": ""}, 102, "kind"),
        ({"kind": "Main"}, 101, "kind"),
        ({"appliesTo": "pilot"}, 101, "appliesTo"),
        ({"priceMonthly": -0.01}, 101, "priceMonthly"),
        ({"priceOnce": -1.0}, 101, "priceOnce"),
        ({"endUserName": "\t"}, 101, "endUserName"),
        ({"requires": ["NONE"]}, 8019, "requires"),
        ({"requires": ["RECORDING"]}, 8019, "requires"),
        ({"requires": ["PBX"], "kind": "main"}, 101, "requires"),
        ({"requires": ["ADDON"]}, 101, "requires"),
        ({"excludes": ["NEW"]}, 101, "excludes"),
        ({"excludes": [f"P{number}" for number in range(101)]}, 101, "excludes"),
        ({"reseller": 2}, 101, "reseller"),
        ({"reseller": 99}, 101, "reseller"),
    ],
)
def test_what_is_no_product_is_refused_and_nothing_is_stored(
    quick_pbx: PbxScene, members: dict[str, Any], code: int, field: str
) -> None:
    quick_pbx.product("ADDON")
    before = quick_pbx.world.fingerprint()
    given = {"code": "NEW", "name": "new", "kind": "addon", **members}
    fault = quick_pbx.root.refused("addProduct", product=given)
    assert (fault.code, fault.field) == (code, f"product.{field}")
    assert quick_pbx.world.fingerprint() == before


def test_code_kind_and_catalogue_stay(quick_pbx: PbxScene) -> None:
    fault = quick_pbx.root.refused("updateProduct", product={"code": "PBX", "kind": "addon"})
    assert (fault.code, fault.field) == (101, "product.kind")
    assert quick_pbx.root.updateProduct(product={"code": "PBX", "kind": "main", "reseller": 0})["kind"] == "main"


def test_a_product_that_something_names_is_kept(pbx: PbxScene) -> None:
    pbx.product("EXTRA", requires=["PBX"])
    fault = pbx.root.refused("deleteProduct", product={"code": "PBX"})
    assert (fault.code, "EXTRA" in fault.text) == (8017, True)
    pbx.root.updateProduct(product={"code": "EXTRA", "requires": [], "excludes": ["PBX"]})
    assert pbx.root.refused("deleteProduct", product={"code": "PBX"}).code == 8017
    pbx.root.updateProduct(product={"code": "EXTRA", "excludes": []})
    pbx.agree("PBX", customer=pbx.reseller_id)
    assert pbx.root.refused("deleteProduct", product={"code": "PBX"}).code == 8017
    pbx.root.deleteAgreementItem(item={"customer": pbx.reseller_id, "product": "PBX"})
    assert pbx.root.deleteProduct(product={"code": "PBX"})["code"] == "PBX"


def test_a_code_within_another_is_not_named(quick_pbx: PbxScene) -> None:
    quick_pbx.product("PBX-LARGE", "main")
    quick_pbx.product("EXTRA", requires=["PBX-LARGE"])
    assert quick_pbx.root.deleteProduct(product={"code": "PBX"})["code"] == "PBX"


def test_a_product_that_was_held_is_kept_for_what_it_cost(pbx: PbxScene) -> None:
    pbx.agree("RECORDING")
    pbx.agree("PBX", customer=pbx.reseller_id)
    pbx.agree("PBX")
    holder = pbx.extension("101")
    pbx.take(holder, "PBX", "RECORDING")
    pbx.give_back(holder)
    pbx.root.deleteAgreementItem(item={"customer": pbx.customer_id, "product": "RECORDING"})
    fault = pbx.root.refused("deleteProduct", product={"code": "RECORDING", "reseller": 1})
    assert fault.code == 8017


def test_a_reseller_with_products_is_kept(quick_pbx: PbxScene) -> None:
    quick_pbx.admin.deleteAccount(id=quick_pbx.customer_id)
    fault = quick_pbx.admin.refused("deleteAccount", id=quick_pbx.reseller_id)
    assert (fault.code, "1 PBX products" in fault.text) == (5010, True)
