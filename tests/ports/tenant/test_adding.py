# SPDX-License-Identifier: Apache-2.0
"""A tenant is made with all that belongs to it, or not at all (tenant.md 4)."""

from typing import Any

import pytest

from tests.ports.tenant.conftest import BILLING, CONTACT, TenantScene


def test_account_profile_contact_and_billing_profile_are_made_at_once(tenants: TenantScene) -> None:
    made = tenants.reseller_login.addTenant(tenant=tenants.given(contact={**CONTACT, "firstName": "Ann"}))
    id, contact = made["customer"]["id"], made["contact"]
    assert tenants.admin.getAccount(id=id)["username"] == "acme"
    assert (contact["email"], contact["firstName"], contact["reseller"]) == ("office@example.com", "Ann", 1)
    profile = tenants.profile(id)
    assert (profile["contact"], profile["name"], profile["country"]) == (contact["id"], "Name of acme", "AT")
    assert tenants.world.sql("SELECT handle, reseller FROM tenant_billing_profiles") == [("of_acme", 1)]
    ((billing,),) = tenants.world.sql("SELECT id FROM tenant_billing_profiles")
    assert profile["billingProfile"] == billing
    assert profile["status"] == "active"


def test_what_is_there_is_used_again(tenants: TenantScene) -> None:
    first = tenants.profile(tenants.tenant()["id"])
    given: dict[str, Any] = {
        "contact": None,
        "billingProfile": None,
        "contactId": first["contact"],
        "billingProfileId": first["billingProfile"],
    }
    second = tenants.profile(tenants.tenant("second", tenants.root, **given)["id"])
    assert [second[name] for name in ("contact", "billingProfile")] == [first["contact"], first["billingProfile"]]


@pytest.mark.parametrize(
    ("parts", "code", "field"),
    [
        ({"profile": None}, 102, "profile.name"),
        ({"profile": {"country": "AT"}}, 102, "profile.name"),
        ({"contact": None}, 102, "contact"),
        ({"contact": {"firstName": "Ann", "city": "Wien"}}, 102, "contact.email"),
        ({"contact": {"email": "no address"}}, 101, "contact.email"),
        ({"contact": None, "contactId": 4711}, 8442, "contactId"),
        ({"billingProfile": None}, 102, "billingProfile"),
        ({"billingProfile": None, "billingProfileId": 4711}, 8443, "billingProfileId"),
        *(({"billingProfile": {**BILLING, name: ""}}, 102, f"billingProfile.{name}") for name in BILLING),
        ({"billingProfile": {**BILLING, "handle": "Upper"}}, 101, "billingProfile.handle"),
        ({"billingProfile": {**BILLING, "currency": "EUX"}}, 101, "billingProfile.currency"),
        ({"account": None}, 102, "account.reseller"),
        ({"account": {"username": "acme", "reseller": 1}}, 102, "account.password"),
        ({"account": {"username": "acme", "password": "p"}}, 102, "account.reseller"),
        ({"account": {"username": "CUSTOMER", "password": "p", "reseller": 1}}, 5001, None),
        ({"profile": {"name": "n", "inHouse": True}}, 8424, "profile.inHouse"),
        ({"profile": {"name": "n", "maxSubscribers": "0"}}, 101, "profile.maxSubscribers"),
        ({"profile": {"name": "n", "productType": "GOLD"}}, 8411, "profile.productType"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_left(
    quick_tenants: TenantScene, parts: dict[str, Any], code: int, field: str | None
) -> None:
    before = quick_tenants.world.fingerprint()
    fault = quick_tenants.root.refused("addTenant", tenant=quick_tenants.given(**parts))
    assert (fault.code, fault.field) == (code, field and f"tenant.{field}")
    assert quick_tenants.world.fingerprint() == before


def test_what_another_reseller_has_is_as_if_it_were_not_there(tenants: TenantScene) -> None:
    tenants.stranger()
    ((stranger,),) = tenants.world.sql("SELECT id FROM customers WHERE username = 'stranger'")
    foreign = tenants.contact(reseller=stranger)
    account = {"username": "theirs", "password": "secret", "reseller": stranger}
    billing = tenants.profile(tenants.tenant("theirs", tenants.root, account=account)["id"])["billingProfile"]
    before = tenants.rows()
    for caller in (tenants.reseller_login, tenants.root):
        for part, foreign_id, code in (("contact", foreign, 8442), ("billingProfile", billing, 8443)):
            named: dict[str, Any] = {part: None, f"{part}Id": foreign_id}
            given = tenants.given(**named)
            told = caller.refused("addTenant", tenant=given)
            assert (told.code, told.field) == (code, f"tenant.{part}Id")
            unknown = caller.refused("addTenant", tenant={**given, f"{part}Id": 4711})
            assert told.members == unknown.members
            fault = caller.refused("updateProfile", profile={"customer": 2, part: foreign_id})
            assert (fault.code, fault.field) == (code, f"profile.{part}")
    assert tenants.rows() == before


def test_a_reseller_that_is_not_active_makes_none(tenants: TenantScene) -> None:
    tenants.admin.updateAccount(account={"id": tenants.reseller_id, "resellerActive": False})
    before = tenants.rows()
    assert tenants.reseller_login.refused("addTenant", tenant=tenants.given()).code == 902
    assert tenants.reseller_login.refused("addContact", contact=CONTACT).code == 902
    assert tenants.rows() == before


def test_a_tenant_is_taken_back_as_a_whole_and_made_again(tenants: TenantScene) -> None:
    before = tenants.rows()
    known = tenants.contact()
    ((count,),) = tenants.world.sql("SELECT count(*) FROM customers")
    first = tenants.tenant("first", contact=None, contactId=known, billingProfile=BILLING)["id"]
    billing = tenants.profile(first)["billingProfile"]
    profile = {"name": "Second", "country": "NL", "language": "fr", "maxSubscribers": "3", "notes": "a\nb"}
    made = tenants.tenant("second", profile=profile, billingProfile=None, billingProfileId=billing)["id"]
    stored = tenants.profile(made)
    tenants.world.undo()
    assert tenants.world.sql("SELECT count(*) FROM customers") == [(count + 1,)]
    assert tenants.world.sql("SELECT id FROM tenant_contacts") == [(known,)]
    tenants.world.undo()
    again = tenants.profile(made)
    moments = ("createDate", "version")
    assert {**again, **dict.fromkeys(moments)} == {**stored, **dict.fromkeys(moments)}
    assert len(before[0]) + 2 == len(tenants.rows()[0])


def test_a_name_is_taken_once_below_a_reseller(tenants: TenantScene) -> None:
    tenants.tenant(profile={"name": "Straße"})
    given = tenants.given("second", profile={"name": "STRASSE"})
    fault = tenants.reseller_login.refused("addTenant", tenant=given)
    assert (fault.code, fault.field) == (8401, "tenant.profile.name")
    fault = tenants.reseller_login.refused("updateProfile", profile={"customer": 2, "name": "strasse"})
    assert (fault.code, fault.field) == (8401, "profile.name")
    fault = tenants.reseller_login.refused(
        "addTenant", tenant=tenants.given("third", billingProfile={**BILLING, "handle": "of_acme"})
    )
    assert (fault.code, fault.field) == (8401, "tenant.billingProfile.handle")
    tenants.stranger().addTenant(tenant={**given, "account": {"username": "third", "password": "secret"}})
