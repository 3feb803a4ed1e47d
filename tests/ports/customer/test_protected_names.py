# SPDX-License-Identifier: Apache-2.0
"""Names that mean credits and rights: no label opens them to anybody whom customer.md 3.1 does not."""

from typing import Any

import pytest

from ngnprov.calls.finding import Finding, State
from ngnprov.calls.port import find_credits, find_ports
from tests.support.caller import Caller, Fault
from tests.support.examination import examine, repair
from tests.support.scene import Scene, prop, values

CREDITS = tuple(sorted(find_credits(find_ports())))
MANAGED = (*CREDITS, "pstn_access", "prepaid_changes", "pstn_changes", "sms_access")
"""Marked M in customer.md 3.2."""
KEPT = ("prepaid_access", "payment_processor_class", "support_order")
NAMES = (*MANAGED, *KEPT)
LABELS = ("admin", "reseller", "customer", "whoever", "", None)
"""None is none at all."""
WHOSE = {
    "customer": ("customer",),
    "reseller": ("reseller", "deputy", "customer"),
    "deputy": ("reseller", "deputy", "other deputy", "customer"),
}
"""Whom each caller can reach. A deputy works with the rights of the reseller."""
CASES = [(who, whose) for who in WHOSE for whose in WHOSE[who]]


def is_allowed(name: str, who: str, whose: str) -> bool:
    """A reseller manages the M names of his customers; nobody his own."""
    return name in MANAGED and who != "customer" and whose not in ("reseller", who)


def given(name: str, value: str, label: str | None) -> dict[str, Any]:
    """A property as it is sent, with this label or none."""
    sent = prop(name, value, label or "", "x")
    if label is None:
        del sent["permission"]
    return sent


@pytest.fixture
def ids(quick: Scene) -> dict[str, int]:
    """A reseller who has all that he could hand on, two deputies of his, a customer."""
    reseller = quick.reseller(properties=[prop(name, "1", "admin") for name in NAMES if name.startswith("p")])
    deputies = {name: quick.add(name, reseller=reseller, impersonate=reseller) for name in ("deputy", "other deputy")}
    return {"reseller": reseller, **deputies, "customer": quick.add("customer", reseller=reseller)}


def stored(scene: Scene, id: int, name: str) -> tuple[str, str] | None:
    """Value and permission."""
    found = {item["name"]: (item["value"], item["permission"]) for item in scene.admin.getProperties(customer=id)}
    return found.get(name)


def limit(scene: Scene, id: int, name: str) -> int | None:
    """What the counter of a credit allows."""
    rows = scene.world.sql(f"SELECT \"limit\" FROM counters WHERE customer = {id} AND kind = '{name}'")
    return rows[0][0] if rows else None


def try_all(caller: Caller, id: int, item: dict[str, Any]) -> list[int]:
    """The codes of setting a property in each of the two ways, 0 for success."""
    codes = []
    for operation, arguments in (
        ("setProperties", {"customer": id, "properties": [item]}),
        ("updateAccount", {"account": {"id": id, "properties": [item]}}),
    ):
        try:
            caller.call(operation, arguments)
            codes.append(0)
        except Fault as fault:
            codes.append(fault.code)
    return codes


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("who", "whose"), CASES)
def test_no_label_opens_a_name_that_is_there(
    quick: Scene, ids: dict[str, int], who: str, whose: str, name: str
) -> None:
    id, caller = ids[whose], quick.login(who)
    quick.admin.setProperties(customer=id, properties=[prop(name, "1", "admin")])
    for number, label in enumerate(LABELS, 2):
        codes = try_all(caller, id, given(name, str(number), label))
        if is_allowed(name, who, whose):
            assert (codes, stored(quick, id, name)) == ([0, 0], (str(number), "admin"))
        else:
            assert (codes, stored(quick, id, name)) == ([902, 0], ("1", "admin"))
    if name in CREDITS:
        found = stored(quick, id, name)
        assert found is not None
        assert str(limit(quick, id, name)) == found[0]
    assert examine(quick.world.database) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("who", "whose"), CASES)
def test_no_label_creates_such_a_name(quick: Scene, ids: dict[str, int], who: str, whose: str, name: str) -> None:
    id, caller = ids[whose], quick.login(who)
    for label in LABELS:
        quick.admin.setProperties(customer=id, properties=[{"name": name, "value": None}])
        codes = try_all(caller, id, given(name, "2", label))
        if is_allowed(name, who, whose):
            assert (codes, stored(quick, id, name)) == ([0, 0], ("2", "admin"))
        else:
            assert (codes, stored(quick, id, name), limit(quick, id, name)) == ([902, 0], None, None)


@pytest.mark.parametrize("who", ["administrator", "reseller", "deputy"])
def test_a_new_entry_gets_them_with_the_permission_admin(quick: Scene, ids: dict[str, int], who: str) -> None:
    caller = quick.admin if who == "administrator" else quick.login(who)
    for label in LABELS:
        account = caller.addAccount(
            account={
                "username": f"new {label}",
                "password": "p",
                "reseller": ids["reseller"],
                "properties": [given(name, "1", label) for name in NAMES],
            }
        )
        expected = NAMES if who == "administrator" else MANAGED
        assert account["properties"] == [prop(name, "1", "admin", "x") for name in expected]
        assert quick.admin.getProperties(customer=account["id"]) == account["properties"]


@pytest.mark.parametrize("label", LABELS)
def test_what_was_granted_without_the_right_label_is_not_the_customers_to_raise(
    quick: Scene, ids: dict[str, int], label: str | None
) -> None:
    id = ids["customer"]
    for grantor in (quick.login("reseller"), quick.admin):
        grantor.setProperties(customer=id, properties=[given("sip_credit", "5", label)])
        raised = [given("sip_credit", "999999", "customer")]
        assert quick.login("customer").refused("setProperties", customer=id, properties=raised).code == 902
    assert (stored(quick, id, "sip_credit"), limit(quick, id, "sip_credit")) == (("5", "admin"), 5)


@pytest.mark.parametrize("name", NAMES)
def test_a_label_that_is_wrong_in_the_database_gives_no_right(quick: Scene, ids: dict[str, int], name: str) -> None:
    id = ids["customer"]
    quick.admin.setProperties(customer=id, properties=[prop(name, "3", "admin")])
    quick.world.sql(f"UPDATE customer_properties SET permission = 'customer' WHERE customer = {id}")
    customer = quick.login("customer")
    assert try_all(customer, id, given(name, "4", "customer")) == [902, 0]
    assert values(customer.getProperties(customer=id)) == {name: "3"}
    unchanged = prop(name, "3", "customer")
    assert try_all(customer, id, unchanged) == [0, 0]
    quick.admin.setProperties(customer=id, properties=[prop(name, "4", "customer")])
    assert stored(quick, id, name) == ("4", "admin")


def test_doctor_finds_wrong_labels_and_puts_them_right(quick: Scene, ids: dict[str, int]) -> None:
    quick.admin.setProperties(customer=ids["customer"], properties=[prop(name, "1", "admin") for name in NAMES])
    quick.admin.setProperties(customer=ids["customer"], properties=[prop("own", "1", "customer")])
    quick.world.sql("UPDATE customer_properties SET permission = '' WHERE name = 'sms_access'")
    quick.world.sql("UPDATE customer_properties SET permission = 'customer' WHERE name = 'sip_credit'")
    expected = [
        f"{name} of customer {ids['customer']} has the permission {label}, but admin is enforced"
        for name, label in (("sip_credit", "customer"), ("sms_access", "(empty)"))
    ]
    assert examine(quick.world.database) == [Finding(text) for text in expected]
    assert repair(quick.world) == [Finding(text, State.REPAIRED) for text in expected]
    assert examine(quick.world.database) == []
    assert stored(quick, ids["customer"], "sip_credit") == ("1", "admin")


def test_the_page_of_digest_settings_stays_with_its_label(quick: Scene, ids: dict[str, int]) -> None:
    quick.login("reseller").setProperties(
        customer=ids["reseller"], properties=[prop("digest_settings_page", "https://x/", "reseller")]
    )
    assert stored(quick, ids["reseller"], "digest_settings_page") == ("https://x/", "reseller")
    quick.admin.setProperties(customer=ids["reseller"], properties=[prop("digest_settings_page", "", "customer")])
    assert stored(quick, ids["reseller"], "digest_settings_page") == ("", "customer")
