# SPDX-License-Identifier: Apache-2.0
"""Billing profiles: each belongs to a reseller, and its handle is there once (billing.md 3, 4)."""

from typing import Any

import pytest

from ngnprov.db.migrate import upgrade
from tests.ports.billing.conftest import GIVEN, BillingScene
from tests.support.world import World

RATED: dict[str, Any] = {
    **{"profileWeekday": "442", "profileWeekdayAlt": "441", "profileWeekend": "x" * 25},
    "profileWeekendAlt": "night",
}


def test_what_is_sent_comes_back_and_the_rest_stays(billing: BillingScene) -> None:
    login = billing.reseller_login
    given = {**GIVEN, **RATED, "name": "n" * 100, "prepaid": True}
    made = login.addProfile(profile=given)
    assert {name: made[name] for name in given} == given
    assert made["reseller"] == billing.reseller_id
    members: dict[str, Any] = {"name": "Other", "prepaid": False, "currency": "CHF", "profileWeekday": ""}
    changed = login.updateProfile(profile={"id": made["id"], **members})
    assert {**changed, "changeDate": ""} == {**made, **members, "changeDate": ""}
    ignored = login.updateProfile(profile={**changed, "reseller": 4711, "changeDate": "2000-01-01"})
    assert ignored == changed, "a page sends the whole record"
    login.deleteProfile(id=made["id"])
    assert login.getProfiles(query={})["total"] == 0


def test_what_is_required_is_named_when_it_is_missing(quick_billing: BillingScene) -> None:
    scene = quick_billing
    id = scene.profile()["id"]
    before = scene.world.fingerprint()
    for name in GIVEN:
        without = {member: value for member, value in GIVEN.items() if member != name}
        fault = scene.reseller_login.refused("addProfile", profile=without)
        assert (fault.code, fault.field) == (102, f"profile.{name}")
        fault = scene.reseller_login.refused("updateProfile", profile={"id": id, name: ""})
        assert (fault.code, fault.field) == (102, f"profile.{name}")
    assert scene.root.refused("addProfile", profile=GIVEN).field == "profile.reseller"
    assert scene.root.refused("updateProfile", profile=GIVEN).field == "profile.id"
    assert scene.world.fingerprint() == before


@pytest.mark.parametrize(
    ("member", "value"),
    [
        *(("handle", text) for text in ("Upper", "a-b", "a b", "h" * 33, "ä")),
        *(("currency", text) for text in ("eur", "EUX", "EURO", "€")),
        ("name", "n" * 101),
        ("name", "a\tb"),
        ("profileWeekday", "x" * 26),
        ("profileWeekendAlt", "a\nb"),
    ],
)
def test_a_bad_value_is_named_and_changes_nothing(quick_billing: BillingScene, member: str, value: str) -> None:
    login, id = quick_billing.reseller_login, quick_billing.profile("taken")["id"]
    before = quick_billing.world.fingerprint()
    for operation, profile in (("addProfile", {**GIVEN, member: value}), ("updateProfile", {"id": id, member: value})):
        fault = login.refused(operation, profile=profile)
        assert (fault.code, fault.field) == (101, f"profile.{member}")
    assert quick_billing.world.fingerprint() == before


def test_a_handle_is_there_once_below_a_reseller(billing: BillingScene) -> None:
    billing.profile()
    other = billing.profile("yearly")["id"]
    login = billing.reseller_login
    fault = login.refused("addProfile", profile=GIVEN)
    assert (fault.code, fault.field) == (8401, "profile.handle")
    fault = login.refused("updateProfile", profile={"id": other, "handle": "monthly"})
    assert (fault.code, fault.field) == (8401, "profile.handle")
    assert billing.stranger().addProfile(profile=GIVEN)["handle"] == "monthly"


def test_what_another_reseller_has_is_as_if_it_were_not_there(billing: BillingScene) -> None:
    id, login = billing.profile()["id"], billing.stranger()
    before = billing.world.fingerprint()
    for operation, field, named in (
        ("updateProfile", "profile.id", lambda id: {"profile": {"id": id, "name": "n"}}),
        ("deleteProfile", "id", lambda id: {"id": id}),
    ):
        fault = login.refused(operation, **named(id))
        assert (fault.code, fault.field) == (8443, field)
        assert fault.members == login.refused(operation, **named(4711)).members
    assert login.getProfiles(query={"filter": {"id": id}})["total"] == 0
    fault = login.refused("addProfile", profile={**GIVEN, "reseller": billing.reseller_id})
    assert (fault.code, fault.field) == (101, "profile.reseller")
    fault = billing.root.refused("addProfile", profile={**GIVEN, "reseller": billing.customer_id})
    assert (fault.code, fault.field) == (101, "profile.reseller")
    assert billing.world.fingerprint() == before


def test_an_inactive_reseller_makes_none(billing: BillingScene) -> None:
    billing.admin.updateAccount(account={"id": billing.reseller_id, "resellerActive": False})
    assert billing.reseller_login.refused("addProfile", profile=GIVEN).code == 902
    assert billing.profile()["id"] == 1


def test_one_that_a_tenant_has_is_kept_and_comes_back_when_it_was_removed(billing: BillingScene) -> None:
    kept, spare = billing.profile("kept"), billing.profile("spare", **RATED, prepaid=True)
    billing.tenants.updateProfile(profile={"customer": billing.customer_id, "billingProfile": kept["id"]})
    login = billing.reseller_login
    assert login.refused("deleteProfile", id=kept["id"]).code == 8441
    login.deleteProfile(id=spare["id"])
    billing.world.undo()
    (found,) = login.getProfiles(query={"filter": {"handle": "spare"}})["profiles"]
    assert {**found, "changeDate": ""} == {**spare, "changeDate": ""}, "its number, too"
    changed = login.updateProfile(profile={"id": kept["id"], "name": "Other", "handle": "renamed"})
    assert (changed["name"], changed["handle"]) == ("Other", "renamed")
    billing.world.undo()
    assert login.getProfiles(query={"filter": {"id": kept["id"]}})["profiles"][0]["handle"] == "kept"


def test_a_tenant_with_an_inline_profile_is_taken_back_and_made_again(billing: BillingScene) -> None:
    ((count,),) = billing.world.sql("SELECT count(*) FROM customers")
    made = billing.tenants.addTenant(
        tenant={
            "account": {"username": "acme", "password": "secret"},
            "profile": {"name": "Acme", "kind": "pbxaccount"},
            "contact": {"email": "office@example.com"},
            "billingProfile": {**GIVEN, **RATED},
            "primaryUser": {"email": "admin@example.com"},
        }
    )["customer"]["id"]
    stored = billing.tenants.getProfile(customer=made)
    login = billing.reseller_login
    (profile,) = login.getProfiles(query={})["profiles"]
    billing.world.undo()
    assert login.getProfiles(query={})["total"] == 0
    assert billing.world.sql("SELECT count(*) FROM customers") == [(count,)]
    billing.world.undo()
    assert login.getProfiles(query={})["profiles"] == [
        {**profile, "changeDate": login.getProfiles(query={})["profiles"][0]["changeDate"]}
    ]
    again = billing.tenants.getProfile(customer=made)
    moments = dict.fromkeys(("createDate", "version"))
    assert {**again, **moments} == {**stored, **moments}


def test_a_reseller_is_removed_when_its_profiles_are(billing: BillingScene) -> None:
    leaving = billing.reseller("leaving")
    id = billing.profile(reseller=leaving)["id"]
    fault = billing.admin.refused("deleteAccount", id=leaving)
    assert fault.code == 5010
    assert "1 billing profiles" in fault.text
    billing.root.deleteProfile(id=id)
    billing.admin.deleteAccount(id=leaving)


def test_profiles_are_listed_by_page_filter_and_order(billing: BillingScene) -> None:
    for handle, name, prepaid in (("b_1", "Über", False), ("a", "Card", True), ("bx1", "cash", False)):
        billing.profile(handle, name=name, prepaid=prepaid)
    login = billing.reseller_login
    for filter, handles in (
        ({}, ["a", "b_1", "bx1"]),
        ({"handle": "B%"}, ["b_1", "bx1"]),
        ({"handle": "b_1"}, ["b_1"]),
        ({"name": "über"}, ["b_1"]),
        ({"name": "ca%"}, ["a", "bx1"]),
        ({"prepaid": True}, ["a"]),
        ({"prepaid": False}, ["b_1", "bx1"]),
        ({"id": 2}, ["a"]),
        ({"reseller": billing.reseller_id}, ["a", "b_1", "bx1"]),
        ({"reseller": 4711}, []),
    ):
        found = login.getProfiles(query={"filter": filter})
        assert [each["handle"] for each in found["profiles"]] == handles, filter
    query = {"orderBy": {"attribute": "name", "direction": "DESC"}, "range": {"start": 1, "count": 1}}
    page = login.getProfiles(query=query)
    assert ([each["name"] for each in page["profiles"]], page["total"]) == (["cash"], 3)
    assert billing.customer_login.refused("getProfiles", query={}).code == 902


def test_names_that_were_there_before_are_found(billing_world: World) -> None:
    scene = BillingScene(billing_world, "encoded")
    scene.profile(name="Straße")
    for table in (
        "reseller_profiles",
        "invitations",
        "tokens",
        "identities",
        "roles",
        "discovered_users",
        "users",
        "connections",
        "connection_templates",
        "product_types",
        "suspensions",
    ):
        billing_world.sql(f"DROP TABLE tenant_{table}")
    for index in ("handle", "name", "change_date"):
        billing_world.sql(f"DROP INDEX ix_tenant_billing_profiles_{index}")
    billing_world.sql("ALTER TABLE tenant_billing_profiles DROP COLUMN name_fold")
    for index in ("trial_until", "terminate_date"):
        billing_world.sql(f"DROP INDEX ix_tenant_profiles_{index}")
    for column in ("trial_since", "trial_ended", "held_until"):
        billing_world.sql(f"ALTER TABLE tenant_profiles DROP COLUMN {column}")
    billing_world.sql("UPDATE alembic_version SET version_num = 'tenant_0001' WHERE version_num LIKE 'tenant%'")
    assert upgrade(billing_world.database)[0] == "tenant_0002"
    found = scene.root.getProfiles(query={"filter": {"name": "STRASSE"}})["profiles"]
    assert [each["name"] for each in found] == ["Straße"]
