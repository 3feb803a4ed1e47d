# SPDX-License-Identifier: Apache-2.0
"""A customer like another one: what it may have and how it sees things; a PBX is copied by PbxPort (tenant.md 21)."""

from typing import Any

import pytest

from tests.ports.tenant.conftest import CONTACT, TenantScene
from tests.support.caller import Caller
from tests.support.examination import examine
from tests.support.scene import values

SOURCE = 3


@pytest.fixture
def scene(quick_tenants: TenantScene) -> TenantScene:
    return furnish(quick_tenants)


def furnish(scene: TenantScene) -> TenantScene:
    """There is the tenant Template, number 3, which has much said of it."""
    scene.root.addProductType(productType={"code": "basic", "name": "Basic"})
    members = {"productType": "basic", "maxSubscribers": "20", "extRangeMin": "100", "extRangeMax": "199"}
    shown = {"name": "Template", "kind": "pbxaccount", "dateFormat": "y-MM-dd", "notes": "ours", "reference": "T1"}
    made = scene.tenant("template", profile={**shown, **members})
    assert made["id"] == SOURCE
    scene.grant(SOURCE, sip_credit=7, sms_access=1)
    scene.admin.setProperties(customer=SOURCE, properties=[{"name": "own", "value": "secret of the template"}])
    return scene


def given(**parts: Any) -> dict[str, Any]:
    whole = {
        "account": {"username": "new", "password": "secret", "reseller": 1},
        "profile": {"name": "New"},
        "contact": CONTACT,
        "primaryUser": {"email": "new@example.com"},
    }
    return {name: part for name, part in {**whole, **parts}.items() if part is not None}


def cloned(scene: TenantScene, caller: Caller | None = None, options: Any = None, **parts: Any) -> Any:
    more = {} if options is None else {"options": options}
    return (caller or scene.reseller_login).cloneTenant(source=SOURCE, tenant=given(**parts), **more)


def refused(
    scene: TenantScene, caller: Caller | None = None, source: int = SOURCE, **more: Any
) -> tuple[int, str | None]:
    before = scene.world.fingerprint()
    arguments = {"source": source, "tenant": given(), **more}
    fault = (caller or scene.reseller_login).refused("cloneTenant", **arguments)
    assert scene.world.fingerprint() == before
    return fault.code, fault.field


def test_it_may_have_the_same_and_is_somebody_else(tenants: TenantScene) -> None:
    scene = furnish(tenants)
    answer = cloned(scene)
    id = answer["customer"]["id"]
    assert (answer["copied"], answer["user"]["roles"]) == ([], ["customerAdmin"])
    former, shown = scene.profile(SOURCE), scene.profile(id)
    alike = (
        "kind",
        "productType",
        "maxSubscribers",
        "extRangeMin",
        "extRangeMax",
        "country",
        "dateFormat",
        "billingProfile",
    )
    assert [shown[member] for member in alike] == [former[member] for member in alike]
    assert (shown["notes"], shown["reference"], shown["name"]) == ("", "", "New")
    assert shown["contact"] == answer["contact"]["id"] != former["contact"]
    properties = values(scene.admin.getProperties(customer=id))
    assert properties == {"sip_credit": "7", "sms_access": "1"}
    assert [user["email"] for user in scene.root.getUsers(query={"filter": {"customer": id}})["users"]] == [
        "new@example.com"
    ]
    assert examine(scene.world.database) == []


def test_what_is_given_is_not_copied(scene: TenantScene) -> None:
    limits = [{"name": "sip_credit", "value": "2", "permission": "admin"}]
    account = {"username": "new", "password": "secret", "reseller": 1, "properties": limits}
    profile = {"name": "New", "maxSubscribers": "5", "kind": "sipaccount", "enabled": True}
    id = cloned(scene, account=account, profile=profile)["customer"]["id"]
    shown = scene.profile(id)
    assert (shown["maxSubscribers"], shown["kind"], shown["enabled"]) == ("5", "sipaccount", True)
    assert values(scene.admin.getProperties(customer=id))["sip_credit"] == "2"


def test_an_undo_of_one_without_a_pbx_leaves_nothing(scene: TenantScene) -> None:
    before = scene.rows()
    cloned(scene)
    scene.world.undo()
    assert scene.rows() == before


def test_what_adding_a_tenant_refuses_is_refused_and_whose_it_is_not_sees_no_template(scene: TenantScene) -> None:
    assert refused(scene, tenant=given(primaryUser=None)) == (8430, "tenant.primaryUser")
    assert refused(scene, tenant=given(profile={"name": "TEMPLATE"})) == (8401, "tenant.profile.name")
    assert refused(scene, scene.stranger()) == (5000, "source")
    assert refused(scene, source=4711) == (5000, "source")
    assert refused(scene, source=0) == (102, "source")
    assert refused(scene, source=1) == (101, "source")
    assert refused(scene, options={"include": ["phones"]}) == (101, "options.include.0")
    scene.root.terminateTenant(customer=SOURCE)
    assert refused(scene) == (8402, "source")


def test_a_product_type_that_is_not_offered_any_more_is_not_given_again(scene: TenantScene) -> None:
    scene.root.updateProductType(productType={"code": "basic", "withdrawn": True})
    assert refused(scene) == (8411, "tenant.profile.productType")


def test_an_administrator_makes_it_at_another_reseller_with_a_billing_profile_of_it(scene: TenantScene) -> None:
    scene.stranger()
    other = scene.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"]
    account = {"username": "new", "password": "secret", "reseller": other}
    fault = scene.root.refused("cloneTenant", source=SOURCE, tenant=given(account=account))
    assert (fault.code, fault.field) == (8443, "tenant.billingProfileId")
    billing = {"handle": "theirs", "name": "Theirs", "currency": "EUR"}
    made = cloned(scene, scene.root, account=account, billingProfile=billing)
    assert made["customer"]["reseller"] == other
