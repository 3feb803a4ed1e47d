# SPDX-License-Identifier: Apache-2.0
"""Kinds of tenants that are sold: where, to whom, and what becomes of them (tenant.md Y1 to Y6; rows 004-10 to 004-12)."""

from typing import Any

import pytest

from tests.ports.tenant.conftest import TenantScene
from tests.support.examination import examine

CUSTOMER = TenantScene.customer_id
BASIC = {"code": "Basic", "name": "Basic", "features": ["extensions"], "fee": 5, "userFee": 2.5}


def sell(scene: TenantScene, code: str, caller: Any = None, **members: Any) -> Any:
    """Sell a kind of tenants, as the administrator unless told otherwise."""
    return (caller or scene.root).addProductType(productType={"code": code, "name": code.title(), **members})


def codes(scene: TenantScene, **asked: str) -> list[str]:
    return [each["code"] for each in scene.reseller_login.getProductTypes(**asked)]


def refused(scene: TenantScene, operation: str, **arguments: Any) -> tuple[int, str | None]:
    before = scene.rows()
    fault = scene.root.refused(operation, **arguments)
    assert scene.rows() == before
    return fault.code, fault.field


def test_a_product_type_is_sold_changed_and_removed(tenants: TenantScene) -> None:
    made = tenants.root.addProductType(productType=BASIC)
    assert made == {
        **BASIC,
        **{
            "code": "basic",
            "regions": [],
            "connectionTypes": [],
            "mutable": True,
            "allowedNext": [],
            "withdrawn": False,
        },
        "changeDate": made["changeDate"],
    }
    assert tenants.reseller_login.getProductTypes() == [made]
    changed = tenants.root.updateProductType(productType={"code": "BASIC", "features": ["groups", "devices"]})
    assert changed["features"] == ["groups", "devices"]
    tenants.world.undo()
    assert codes(tenants) == ["basic"]
    assert tenants.root.getProductTypes()[0]["features"] == ["extensions"]
    assert tenants.root.deleteProductType(productType={"code": "basic"})["name"] == "Basic"
    assert tenants.reseller_login.getProductTypes() == []
    tenants.world.undo()
    assert tenants.root.getProductTypes()[0]["fee"] == 5
    assert examine(tenants.world.database) == []


def test_only_administrators_say_what_is_sold(quick_tenants: TenantScene) -> None:
    sell(quick_tenants, "basic")
    for operation in ("addProductType", "updateProductType", "deleteProductType"):
        fault = quick_tenants.reseller_login.refused(operation, productType={"code": "basic", "name": "x"})
        assert fault.code == 902, operation
    assert quick_tenants.customer_login.refused("getProductTypes").code == 902


def test_what_is_offered_depends_on_country_and_connection(tenants: TenantScene) -> None:
    sell(tenants, "british", regions=["GB", "IE"])
    sell(tenants, "kazoo", connectionTypes=["kazoo"])
    sell(tenants, "anywhere")
    sell(tenants, "old", withdrawn=True)
    assert codes(tenants) == ["anywhere", "british", "kazoo", "old"]
    assert codes(tenants, country="GB") == ["anywhere", "british", "kazoo"]
    assert codes(tenants, country="NL") == ["anywhere", "kazoo"]
    assert codes(tenants, connectionType="other") == ["anywhere", "british"]
    assert codes(tenants, country="NL", connectionType="kazoo") == ["anywhere", "kazoo"]
    fault = tenants.reseller_login.refused("getProductTypes", country="ZZ")
    assert (fault.code, fault.field) == (101, "country")


def test_a_tenant_gets_what_is_offered_in_its_country(tenants: TenantScene) -> None:
    sell(tenants, "british", regions=["GB"])
    sell(tenants, "old", withdrawn=True)
    for wanted in ("nothing", "british", "old"):
        fault = tenants.reseller_login.refused(
            "updateProfile", profile={"customer": CUSTOMER, "country": "NL", "productType": wanted}
        )
        assert (fault.code, fault.field) == (8411, "profile.productType"), wanted
    changed = tenants.change(CUSTOMER, country="GB", productType="British")
    assert changed["productType"] == "british"
    assert tenants.change(CUSTOMER, **{**changed, "description": "x"})["productType"] == "british"
    given = tenants.given(profile={"name": "n", "country": "NL", "productType": "british"})
    fault = tenants.reseller_login.refused("addTenant", tenant=given)
    assert (fault.code, fault.field) == (8411, "tenant.profile.productType")
    found = tenants.root.getTenants(query={"filter": {"productType": "british"}})
    assert [each["customer"] for each in found["tenants"]] == [CUSTOMER]


def test_some_product_types_stay_and_some_become_few_others(tenants: TenantScene) -> None:
    for code in ("basic", "plus", "fixed"):
        sell(tenants, code)
    tenants.root.updateProductType(productType={"code": "basic", "allowedNext": ["plus"]})
    tenants.root.updateProductType(productType={"code": "fixed", "mutable": False})
    tenants.change(CUSTOMER, productType="basic")
    for wanted in ("fixed", ""):
        fault = tenants.reseller_login.refused("updateProfile", profile={"customer": CUSTOMER, "productType": wanted})
        assert (fault.code, fault.field) == (8412, "profile.productType"), wanted
    assert "plus" in fault.text
    tenants.change(CUSTOMER, productType="plus")
    tenants.change(CUSTOMER, productType="fixed")
    fault = tenants.root.refused("updateProfile", profile={"customer": CUSTOMER, "productType": "plus"})
    assert fault.code == 8412
    tenants.world.undo()
    assert tenants.profile(CUSTOMER)["productType"] == "plus", "an undo restores what was"


def test_what_tenants_have_is_not_removed(quick_tenants: TenantScene) -> None:
    sell(quick_tenants, "basic")
    sell(quick_tenants, "plus", allowedNext=["basic"])
    assert refused(quick_tenants, "deleteProductType", productType={"code": "basic"}) == (8413, "productType.code")
    quick_tenants.change(CUSTOMER, productType="plus")
    fault = quick_tenants.root.refused("deleteProductType", productType={"code": "plus"})
    assert (fault.code, fault.members["used"]) == (8413, "1")
    quick_tenants.change(CUSTOMER, productType="basic")
    quick_tenants.root.deleteProductType(productType={"code": "plus"})


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"code": ""}, 102, "code"),
        ({"code": "a b"}, 101, "code"),
        ({"name": ""}, 102, "name"),
        ({"features": ["fax"]}, 101, "features.0"),
        ({"features": ["groups", "groups"]}, 101, "features.1"),
        ({"regions": ["ZZ"]}, 101, "regions.0"),
        ({"regions": [""]}, 101, "regions.0"),
        ({"connectionTypes": ["a b"]}, 101, "connectionTypes.0"),
        ({"allowedNext": ["new"]}, 101, "allowedNext.0"),
        ({"allowedNext": ["nothing"]}, 8414, "allowedNext.0"),
        ({"fee": -1}, 101, "fee"),
        ({"userFee": -0.01}, 101, "userFee"),
    ],
)
def test_what_is_wrong_is_said(quick_tenants: TenantScene, members: dict[str, Any], code: int, field: str) -> None:
    given = {"code": "new", "name": "New", **members}
    assert refused(quick_tenants, "addProductType", productType=given) == (code, f"productType.{field}")


def test_a_code_is_there_once(quick_tenants: TenantScene) -> None:
    sell(quick_tenants, "basic")
    given = {"code": "BASIC", "name": "Another"}
    assert refused(quick_tenants, "addProductType", productType=given) == (8415, "productType.code")
    for operation in ("updateProductType", "deleteProductType"):
        assert refused(quick_tenants, operation, productType={"code": "none"}) == (8414, "productType.code")


def test_a_connection_needs_a_type_that_has_them(quick_tenants: TenantScene) -> None:
    sell(quick_tenants, "basic", features=["extensions"])
    quick_tenants.change(CUSTOMER, productType="basic")
    given = {"customer": CUSTOMER, "type": "kazoo", "host": "pbx.example.com"}
    fault = quick_tenants.reseller_login.refused("addConnection", connection=given)
    assert (fault.code, fault.field) == (8410, "connection.customer")
    tenant = quick_tenants.given(
        profile={"name": "n", "productType": "basic"}, connection={"type": "x", "host": "a.example"}
    )
    fault = quick_tenants.reseller_login.refused("addTenant", tenant=tenant)
    assert (fault.code, fault.field) == (8410, "tenant.connection.customer")
