# SPDX-License-Identifier: Apache-2.0
"""Contacts: an address is all that one needs (tenant.md 5)."""

from typing import Any

import pytest

from tests.ports.tenant.conftest import TenantScene


def test_an_address_is_enough_and_all_else_is_not(tenants: TenantScene) -> None:
    login = tenants.reseller_login
    made = login.addContact(contact={"email": "Me@Example.COM"})
    assert made["email"] == "Me@example.com"
    assert (made["reseller"], made["firstName"], made["country"]) == (1, "", "")
    fault = login.refused(
        "addContact", contact={"firstName": "Ann", "lastName": "Bee", "city": "Wien", "country": "AT"}
    )
    assert (fault.code, fault.field) == (102, "contact.email")
    assert tenants.root.refused("addContact", contact={"email": "a@example.com"}).field == "contact.reseller"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        *(("email", text) for text in ("nobody", "@example.com", "a@", "a b@example.com", "a..b@example.com", "a@b@c")),
        ("email", f"{'l' * 65}@example.com"),
        ("email", f"local@{'d' * 60}.{'d' * 60}.{'d' * 60}.{'d' * 60}.example"),
        ("email", "a\u0000b@example.com".replace("\u0000", "\t")),
        ("country", "XX"),
        ("country", "nl"),
        ("firstName", "a\nb"),
        ("address", "x" * 1025),
    ],
)
def test_a_bad_value_is_named_and_changes_nothing(quick_tenants: TenantScene, member: str, value: Any) -> None:
    id = quick_tenants.contact()
    before = quick_tenants.world.fingerprint()
    login = quick_tenants.reseller_login
    for operation, contact in (
        ("addContact", {"email": "a@example.com", member: value}),
        ("updateContact", {"id": id, member: value}),
    ):
        fault = login.refused(operation, contact=contact)
        assert (fault.code, fault.field) == (101, f"contact.{member}")
    assert quick_tenants.world.fingerprint() == before


def test_an_address_of_254_characters_is_taken_and_one_of_255_is_not(quick_tenants: TenantScene) -> None:
    domain = ".".join(["d" * 60] * 3 + ["example"])
    local = "l" * (254 - len(domain) - 1)
    assert quick_tenants.contact(f"{local}@{domain}") == 1
    fault = quick_tenants.reseller_login.refused("addContact", contact={"email": f"{local}l@{domain}"})
    assert (fault.code, fault.field) == (101, "contact.email")


def test_what_is_given_is_changed_and_the_rest_stays(tenants: TenantScene) -> None:
    id = tenants.contact(firstName="Ann", address="First\nSecond", tel="+43 1 1")
    changed = tenants.reseller_login.updateContact(contact={"id": id, "firstName": "", "reseller": 2, "city": "Wien"})
    assert [changed[name] for name in ("firstName", "city", "address", "tel", "reseller")] == [
        "",
        "Wien",
        "First\nSecond",
        "+43 1 1",
        1,
    ]
    assert tenants.reseller_login.refused("updateContact", contact={"id": id, "email": ""}).code == 102


def test_a_contact_that_a_tenant_has_is_kept(tenants: TenantScene) -> None:
    id, spare = tenants.contact(), tenants.contact("spare@example.com")
    tenants.change(tenants.customer_id, contact=id)
    assert tenants.reseller_login.refused("deleteContact", id=id).code == 8440
    tenants.change(tenants.customer_id, contact=spare)
    tenants.reseller_login.deleteContact(id=id)
    tenants.world.undo()
    assert tenants.reseller_login.getContacts(query={"filter": {"id": id}})["total"] == 1
    tenants.change(tenants.customer_id, contact=id)


def test_contacts_are_listed_within_scope(tenants: TenantScene) -> None:
    tenants.contact("a@example.com", lastName="Ünal", organization="Acme")
    tenants.contact("b@example.com", lastName="Bee")
    login = tenants.reseller_login
    for filter, emails in (
        ({}, ["a@example.com", "b@example.com"]),
        ({"email": "B@%"}, ["b@example.com"]),
        ({"lastName": "ü%"}, ["a@example.com"]),
        ({"organization": "%cm%"}, ["a@example.com"]),
    ):
        found = login.getContacts(query={"filter": filter, "orderBy": {"attribute": "email", "direction": "ASC"}})
        assert [each["email"] for each in found["contacts"]] == emails
    assert tenants.stranger().getContacts(query={})["total"] == 0
    assert tenants.customer_login.refused("getContacts", query={}).code == 902


def test_a_reseller_with_contacts_is_kept(tenants: TenantScene) -> None:
    id = tenants.reseller("leaving")
    contact = tenants.contact(reseller=id)
    fault = tenants.admin.refused("deleteAccount", id=id)
    assert fault.code == 5010
    assert "1 contacts" in fault.text
    tenants.root.deleteContact(id=contact)
    tenants.admin.deleteAccount(id=id)
