# SPDX-License-Identifier: Apache-2.0
"""The conformance checklist of customer.md 9, line by line, over HTTP in both dialects on both databases."""

import re
import time
from typing import Any

import pytest

from tests.support.scene import Scene, prop, values

MEMBERS = [
    "id",
    "reseller",
    "impersonate",
    "username",
    "password",
    "firstName",
    "lastName",
    "organization",
    "vatNumber",
    "email",
    "web",
    "tel",
    "fax",
    "mobile",
    "sip",
    "enum",
    "address",
    "postcode",
    "city",
    "state",
    "country",
    "timezone",
    "language",
    "bankAccount",
    "billingAddress",
    "billingEmail",
    "balance",
    "credit",
    "companyCode",
    "resellerActive",
    "changeDate",
    "properties",
]


def names(found: dict[str, Any]) -> list[str]:
    return [account["username"] for account in found["accounts"]]


def test_1_an_administrator_who_names_no_reseller_creates_one(scene: Scene) -> None:
    for given in ({}, {"reseller": 0}, {"reseller": None}):
        account = scene.admin.addAccount(account={"username": f"r{len(given)}{given}", "password": "p", **given})
        assert account["id"] > 0
        assert account["reseller"] == account["id"]


def test_2_a_customer_of_a_reseller_that_must_exist(scene: Scene) -> None:
    reseller = scene.reseller()
    customer = scene.admin.addAccount(account={"username": "c", "password": "p", "reseller": reseller})
    assert customer["reseller"] == reseller
    for wrong in (customer["id"], 999):
        fault = scene.admin.refused("addAccount", account={"username": "d", "password": "p", "reseller": wrong})
        assert (fault.code, fault.field) == (101, "account.reseller")


def test_3_a_reseller_creates_its_own_customers_while_it_is_active(scene: Scene) -> None:
    reseller, other = scene.reseller("one"), scene.reseller("two", active=False)
    account = scene.login("one").addAccount(account={"username": "c", "password": "secret", "reseller": other})
    assert account["reseller"] == reseller
    for login in ("two", "c"):
        fault = scene.login(login).refused("addAccount", account={"username": "d", "password": "p"})
        assert fault.code == 902


def test_4_a_username_is_taken_whatever_its_case(scene: Scene) -> None:
    scene.add("bob")
    assert scene.admin.refused("addAccount", account={"username": "BoB", "password": "p"}).code == 5001
    scene.add("straße")
    assert scene.admin.refused("addAccount", account={"username": "STRASSE", "password": "p"}).code == 5001
    assert scene.add("bob1") > 0


def test_5_a_free_id_is_kept_and_later_ids_do_not_collide(scene: Scene) -> None:
    first = scene.add("first")
    assert scene.add("chosen", id=first + 2) == first + 2
    fault = scene.admin.refused("addAccount", account={"username": "again", "password": "p", "id": first + 2})
    assert fault.code == 5001
    later = [scene.add(f"later{number}") for number in range(3)]
    assert len({first, first + 2, *later}) == 5
    scene.admin.deleteAccount(id=later[-1])
    assert scene.add("after the delete") > later[-1]


def test_6_a_stored_entry_comes_back_whole_and_typed(scene: Scene) -> None:
    given = {name: f"{name} Ü & <x>" for name in MEMBERS[5:26]}
    id = scene.add("whole", **given, balance=12.25, credit=-0.5, companyCode="c1", resellerActive=True)
    account = scene.admin.getAccount(id=id)
    assert list(account) == MEMBERS
    assert {name: account[name] for name in given} == given
    assert (account["balance"], account["credit"], account["companyCode"]) == (12.25, -0.5, "c1")
    assert account["resellerActive"] is True
    assert account["password"] == "secret"
    assert account["properties"] == []
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", account["changeDate"])


@pytest.mark.parametrize("who", ["administrator", "reseller", "customer"])
def test_7_the_whole_object_is_saved_by_each_and_changes_what_he_may(scene: Scene, who: str) -> None:
    reseller = scene.reseller()
    admins = [prop("sip_credit", "5", "admin"), prop("support_order", "x", "admin"), prop("own", "1")]
    id = scene.add("customer", reseller=reseller, balance=2.5, companyCode="c1", properties=admins)
    caller = {"administrator": scene.admin, "reseller": scene.login("reseller"), "customer": scene.login("customer")}[
        who
    ]
    account = caller.getAccount(id=id)
    account.update(city="Köln", balance=99.0, companyCode="c2", username="renamed", resellerActive=True)
    for item in account["properties"]:
        item["value"] = "7"
    assert caller.updateAccount(account=account) is None
    stored = scene.admin.getAccount(id=id)
    is_admin, is_customer = who == "administrator", who == "customer"
    assert stored["city"] == "Köln"
    assert (stored["balance"], stored["companyCode"]) == ((99.0, "c2") if is_admin else (2.5, "c1"))
    assert stored["resellerActive"] is is_admin
    assert stored["username"] == ("customer" if is_customer else "renamed")
    assert values(stored["properties"]) == {
        "sip_credit": "5" if is_customer else "7",
        "support_order": "7" if is_admin else "x",
        "own": "7",
    }


def test_8_a_reseller_manages_credits_of_its_customers_but_not_its_own(scene: Scene) -> None:
    given = [prop("sip_credit", "5", "admin"), prop("payment_processor_class", "A", "admin")]
    reseller = scene.reseller(properties=given)
    customer = scene.add("customer", reseller=reseller, properties=given)
    login = scene.login("reseller")
    wanted = [prop("sip_credit", "9", "admin"), prop("payment_processor_class", "B", "admin")]
    for id in (reseller, customer):
        login.updateAccount(account={"id": id, "properties": wanted})
    kept = {"sip_credit": "5", "payment_processor_class": "A"}
    assert values(scene.admin.getProperties(customer=reseller)) == kept
    assert values(scene.admin.getProperties(customer=customer)) == {**kept, "sip_credit": "9"}


def test_9_what_a_customer_may_not_change_is_kept_without_a_fault(scene: Scene) -> None:
    reseller = scene.reseller()
    id = scene.add("customer", reseller=reseller)
    scene.login("customer").updateAccount(
        account={"id": id, "impersonate": reseller, "balance": 5.0, "resellerActive": True, "reseller": id, "tel": "+1"}
    )
    stored = scene.admin.getAccount(id=id)
    assert (stored["impersonate"], stored["balance"], stored["resellerActive"]) == (0, 0.0, False)
    assert (stored["reseller"], stored["tel"]) == (reseller, "+1")


def test_10_set_properties_leaves_the_others_alone(scene: Scene) -> None:
    id = scene.add("customer", properties=[prop("a", "1"), prop("b", "2")])
    assert scene.admin.setProperties(customer=id, properties=[prop("b", "3")]) is None
    assert values(scene.admin.getProperties(customer=id)) == {"a": "1", "b": "3"}
    before = scene.world.fingerprint()
    scene.admin.setProperties(customer=id, properties=[])
    assert scene.world.fingerprint() == before


def test_11_an_emptied_property_is_there_with_an_empty_value(scene: Scene) -> None:
    id = scene.add("customer", properties=[prop("a", "1")])
    scene.admin.updateAccount(account={"id": id, "properties": [prop("a", "")]})
    assert values(scene.admin.getProperties(customer=id)) == {"a": ""}


def test_12_lookups_by_id(scene: Scene) -> None:
    reseller = scene.reseller()
    id = scene.add("customer", reseller=reseller)
    one = {"filter": {"customer": id}, "range": {"start": 0, "count": 1}}
    for operation in ("getCustomers", "getResellers"):
        found = scene.admin.call(operation, {"query": one})
        assert (names(found), found["total"]) == (["customer"], 1)
        found = scene.behind(id).call(operation, {"query": one})
        assert (names(found), found["total"]) == (["customer"], 1)
    assert names(scene.admin.getResellers(query={"filter": {}})) == ["reseller"]
    both = {"filter": {"customer": id, "only_resellers": "1"}}
    assert names(scene.admin.getResellers(query=both)) == ["customer"]
    assert names(scene.admin.getCustomers(query={"filter": {"only_resellers": "1"}})) == ["reseller"]


def test_13_no_filter_shows_what_is_anothers(scene: Scene) -> None:
    mine, other = scene.reseller("mine"), scene.reseller("other")
    scene.add("mine1", reseller=mine)
    foreign = scene.add("other1", reseller=other)
    login = scene.login("mine")
    for given in ({}, {"reseller": other}, {"customer": foreign}, {"username": "%"}, {"username": "other1"}):
        found = login.getCustomers(query={"filter": given})
        expected = ["mine", "mine1"] if given in ({}, {"username": "%"}) else []
        assert (names(found), found["total"]) == (expected, len(expected))
    assert names(scene.login("mine1").getCustomers(query={"filter": {}})) == ["mine1"]
    assert names(login.getResellers(query={"filter": {}})) == ["mine"]


def test_14_patterns_order_and_paging(scene: Scene) -> None:
    for name in ("alpha", "Alfa", "bravo", "xalpha", "a_c", "abc"):
        scene.add(name, firstName=name.upper(), city="B%d\\x")
    ask = scene.admin.getCustomers

    def by(**given: Any) -> set[str]:
        return set(names(ask(query={"filter": given})))

    assert by(username="a%") == {"alpha", "Alfa", "a_c", "abc"}
    assert by(username="_alpha") == {"xalpha"}
    assert by(username="ALPHA") == {"alpha"}
    assert by(username="%l%f%") == {"Alfa"}
    assert by(username="a\\_c") == {"a_c"}
    assert names(ask(query={"filter": {"username": "a_c"}})) == ["a_c", "abc"]
    assert len(by(city="B\\%d\\\\x")) == 6
    assert by(city="B\\%d") == set()
    assert len(by(username="", firstName="", customer=0)) == 6
    assert by(username="a%", firstName="AB%") == {"abc"}
    assert len(by()) == 6
    ids = [account["id"] for account in ask(query={"filter": {}})["accounts"]]
    assert ids == sorted(ids)
    for attribute in ("changeDate", "username", "firstName", "lastName", "organization", "customer", "id", "nonsense"):
        up = ask(query={"filter": {}, "orderBy": {"attribute": attribute, "direction": "ASC"}})
        down = ask(query={"filter": {}, "orderBy": {"attribute": attribute, "direction": "desc"}})
        expected = names(up) if attribute == "nonsense" else names(up)[::-1]
        assert names(down) == expected
    paged = []
    for start in range(0, 8, 2):
        order = {"attribute": "lastName", "direction": "ASC"}
        page = ask(query={"filter": {}, "orderBy": order, "range": {"start": start, "count": 2}})
        assert page["total"] == 6
        paged += names(page)
    assert sorted(paged) == sorted(names(ask(query={"filter": {}})))
    assert ask(query={"filter": {}, "range": {"start": 0, "count": 0}}) == {"accounts": [], "total": 6}


def test_15_an_entry_that_impersonates_its_reseller_acts_as_reseller(scene: Scene) -> None:
    reseller = scene.reseller()
    id = scene.add("deputy", reseller=reseller, impersonate=reseller)
    sibling = scene.add("sibling", reseller=reseller)
    deputy = scene.login("deputy")
    assert deputy.getCustomers(query={"filter": {}})["total"] == 3
    assert deputy.addAccount(account={"username": "made", "password": "p"})["reseller"] == reseller
    deputy.updateAccount(account={"id": id, "impersonate": 0})
    assert scene.admin.getAccount(id=id)["impersonate"] == reseller
    deputy.setProperties(customer=sibling, properties=[prop("sip_credit", "1", "admin")])
    own = [prop("sip_credit", "1", "admin")]
    assert deputy.refused("setProperties", customer=id, properties=own).code == 902
    assert deputy.refused("deleteAccount", id=id).code == 902
    scene.admin.updateAccount(account={"id": sibling, "impersonate": id})
    assert scene.login("sibling").getCustomers(query={"filter": {}})["total"] == 1


def test_16_an_administrator_deletes_the_entry_he_impersonates(scene: Scene) -> None:
    reseller = scene.reseller(active=False)
    id = scene.add("customer", reseller=reseller)
    behind = scene.behind(id)
    assert behind.getAccount(id=id)["id"] == id
    copied = behind.addAccount(account={"username": "copy", "password": "p", "reseller": reseller, "balance": 5.0})
    assert (copied["reseller"], copied["balance"]) == (reseller, 0.0)
    assert behind.deleteAccount(id=id) is None
    empty = {"accounts": [], "total": 0}
    assert behind.getCustomers(query={"filter": {"customer": None}, "range": {"start": 0, "count": 20}}) == empty
    assert behind.getResellers(query={"filter": {}}) == empty
    for operation, given in (
        ("addAccount", {"account": {"username": "x", "password": "p"}}),
        ("updateAccount", {"account": {"id": reseller}}),
        ("deleteAccount", {"id": reseller}),
        ("setProperties", {"customer": reseller, "properties": []}),
    ):
        assert behind.refused(operation, **given).code == 902


def test_16_holds_for_an_entry_that_logs_in_as_another(scene: Scene) -> None:
    reseller = scene.reseller()
    other = scene.add("other", reseller=reseller)
    id = scene.add("pointer", reseller=reseller, impersonate=other)
    behind = scene.behind(id)
    assert behind.getAccount(id=id)["impersonate"] == other
    assert behind.refused("getAccount", id=other).code == 5000
    for operation in ("getCustomers", "getResellers"):
        assert names(behind.call(operation, {"query": {"filter": {"customer": id}}})) == ["pointer"]
    assert scene.login("pointer").getAccount(id=other)["id"] == other
    copied = behind.addAccount(account={**behind.getAccount(id=id), "username": "copy", "reseller": reseller})
    assert (copied["reseller"], copied["impersonate"]) == (reseller, other)
    assert behind.deleteAccount(id=id) is None
    assert scene.admin.refused("getAccount", id=id).code == 5000


def test_17_an_entry_in_use_is_not_deleted(scene: Scene) -> None:
    reseller = scene.reseller()
    customer = scene.add("customer", reseller=reseller, properties=[prop("a", "1")])
    scene.add("pointer", reseller=reseller, impersonate=customer)
    before = scene.world.fingerprint()
    fault = scene.admin.refused("deleteAccount", id=reseller)
    assert (fault.code, fault.members["used"]) == (5010, "2")
    assert scene.admin.refused("deleteAccount", id=999).code == 5000
    assert scene.world.fingerprint() == before
    scene.admin.deleteAccount(id=customer)
    assert scene.admin.refused("getAccount", id=customer).code == 5000
    found = scene.admin.getCustomers(query={"filter": {"username": "pointer"}})
    assert found["accounts"][0]["impersonate"] == 0


def test_18_enrollment_creates_a_reseller_with_three_credits(scene: Scene) -> None:
    credits = [prop(name, "1", "admin", "credit") for name in ("sip_credit", "sip_alias_credit", "email_credit")]
    account = scene.admin.addAccount(account={"username": "enrolled", "password": "x7kd2a", "properties": credits})
    assert account["id"] == account["reseller"]
    assert account["resellerActive"] is False
    assert scene.admin.getProperties(customer=account["id"]) == credits
    assert scene.login("enrolled", "x7kd2a").getAccount(id=account["id"])["username"] == "enrolled"


def test_19_change_date_moves_on_update_and_not_on_set_properties(scene: Scene) -> None:
    first, second = scene.add("first"), scene.add("second")
    newest = {"filter": {}, "orderBy": {"attribute": "changeDate", "direction": "DESC"}}
    assert names(scene.admin.getCustomers(query=newest)) == ["second", "first"]
    scene.admin.setProperties(customer=first, properties=[prop("a", "1")])
    assert names(scene.admin.getCustomers(query=newest)) == ["second", "first"]
    time.sleep(0.001)
    scene.admin.updateAccount(account={"id": first, "changeDate": "1999-01-01 00:00:00"})
    assert names(scene.admin.getCustomers(query=newest)) == ["first", "second"]
    assert scene.admin.getAccount(id=second)["changeDate"] > "2026"


def test_20_the_irregular_update_without_login_changes_nothing(scene: Scene) -> None:
    id = scene.add("customer")
    before = scene.world.fingerprint()
    body = (
        b'<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><updateCustomer>'
        b"<item><id>%d</id><city>X</city></item></updateCustomer></SOAP-ENV:Body></SOAP-ENV:Envelope>" % id
    )
    answer = scene.world.request(body, "/ngnpro/")
    assert answer.status == 500
    assert b">900<" in answer.body
    assert scene.world.fingerprint() == before
