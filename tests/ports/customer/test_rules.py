# SPDX-License-Identifier: Apache-2.0
"""Rules of customer.md 6 and 7 that the checklist does not name, and what lies behind the wire."""

import json
from typing import Any

import pytest

from ngnprov.settings import CustomerSettings, ListSettings
from tests.ports.customer.conftest import TEXTS
from tests.support.examination import examine
from tests.support.scene import Scene


@pytest.mark.parametrize("member", ["username", "password"])
@pytest.mark.parametrize("value", [None, ""])
def test_username_and_password_are_required(quick: Scene, member: str, value: str | None) -> None:
    given = {"username": "u", "password": "p", member: value}
    fault = quick.admin.refused("addAccount", account=given)
    assert (fault.code, fault.field) == (102, f"account.{member}")


@pytest.mark.parametrize("id", [None, 0])
def test_an_update_needs_an_id(quick: Scene, id: int | None) -> None:
    fault = quick.admin.refused("updateAccount", account={"id": id, "city": "X"})
    assert (fault.code, fault.field) == (102, "account.id")


@pytest.mark.parametrize("member", TEXTS)
def test_absent_and_null_keep_and_empty_clears(scene: Scene, member: str) -> None:
    id = scene.add("u", **{member: "old"})
    scene.admin.updateAccount(account={"id": id})
    scene.admin.updateAccount(account={"id": id, member: None})
    assert scene.admin.getAccount(id=id)[member] == "old"
    scene.admin.updateAccount(account={"id": id, member: ""})
    assert scene.admin.getAccount(id=id)[member] == ""


def test_an_empty_password_is_kept_and_an_empty_username_refused(quick: Scene) -> None:
    id = quick.add("u")
    quick.admin.updateAccount(account={"id": id, "password": ""})
    assert quick.login("u").getAccount(id=id)["password"] == "secret"
    assert quick.admin.refused("updateAccount", account={"id": id, "username": ""}).field == "account.username"


def test_a_new_password_counts_at_once(quick: Scene) -> None:
    id = quick.add("u")
    quick.login("u").getAccount(id=id)
    quick.login("u").updateAccount(account={"id": id, "password": "other"})
    assert quick.login("u").refused("getAccount", id=id).code == 901
    assert quick.login("U", "other").getAccount(id=id)["password"] == "other"


def test_a_changed_username_must_be_free(quick: Scene) -> None:
    quick.add("taken")
    id = quick.add("u")
    before = quick.world.fingerprint()
    assert quick.admin.refused("updateAccount", account={"id": id, "username": "TAKEN"}).code == 5001
    assert quick.world.fingerprint() == before
    quick.admin.updateAccount(account={"id": id, "username": "U"})
    assert quick.admin.getAccount(id=id)["username"] == "U"


@pytest.mark.parametrize("value", [0.0001, 0.1, 12.5, -3.25, 1234567890.1234, 9999999999.9999])
def test_amounts_survive_the_round_trip(scene: Scene, value: float) -> None:
    id = scene.add("u", balance=value, credit=-value)
    account = scene.admin.getAccount(id=id)
    assert (account["balance"], account["credit"]) == (round(value, 4), round(-value, 4))


def test_impersonate_names_an_entry_of_the_same_reseller(quick: Scene) -> None:
    reseller, other = quick.reseller("r"), quick.reseller("o")
    id = quick.add("u", reseller=reseller)
    for wrong in (other, 999):
        fault = quick.admin.refused("updateAccount", account={"id": id, "impersonate": wrong})
        assert (fault.code, fault.field) == (101, "account.impersonate")
        quick.login("r").updateAccount(account={"id": id, "impersonate": wrong})
    assert quick.admin.getAccount(id=id)["impersonate"] == 0
    quick.login("r").updateAccount(account={"id": id, "impersonate": reseller})
    assert quick.admin.getAccount(id=id)["impersonate"] == reseller
    made = quick.login("r").addAccount(account={"username": "v", "password": "p", "impersonate": other})
    assert made["impersonate"] == 0


def test_the_reseller_of_an_entry_changes_for_administrators_and_while_nothing_hangs_on_it(quick: Scene) -> None:
    one, two = quick.reseller("one"), quick.reseller("two")
    id = quick.add("u", reseller=one, impersonate=one)
    quick.login("one").updateAccount(account={"id": id, "reseller": two})
    assert quick.admin.getAccount(id=id)["reseller"] == one
    quick.admin.updateAccount(account={"id": id, "reseller": two, "impersonate": one})
    moved = quick.admin.getAccount(id=id)
    assert (moved["reseller"], moved["impersonate"]) == (two, 0)
    assert quick.admin.refused("updateAccount", account={"id": two, "reseller": one}).code == 5010
    assert quick.admin.refused("updateAccount", account={"id": id, "reseller": id + 50}).field == "account.reseller"
    quick.admin.updateAccount(account={"id": id, "reseller": id})
    assert quick.admin.getAccount(id=id)["reseller"] == id
    assert examine(quick.world.database) == []


@pytest.mark.parametrize("to", ["another reseller", "itself", "nowhere"])
def test_who_impersonates_an_entry_that_moves_away_impersonates_nobody(scene: Scene, to: str) -> None:
    one, two = scene.reseller("one"), scene.reseller("two")
    named = scene.add("named", reseller=one)
    pointing = [scene.add(f"pointing {number}", reseller=one, impersonate=named) for number in (1, 2)]
    deputy = scene.add("deputy", reseller=one, impersonate=one)
    scene.admin.updateAccount(account={"id": named, "impersonate": named})
    if to == "nowhere":
        scene.admin.deleteAccount(id=named)
    else:
        scene.admin.updateAccount(account={"id": named, "reseller": two if to == "another reseller" else named})
    found = scene.admin.getCustomers(query={"filter": {}})["accounts"]
    assert {account["id"] for account in found if account["impersonate"]} == {deputy}
    ((before,),) = scene.world.sql(
        f"SELECT before FROM journal WHERE subject = 'customer {named}' ORDER BY id DESC LIMIT 1"
    )
    assert json.loads(before)["impersonated_by"] == pointing
    assert examine(scene.world.database) == []


def test_with_a_given_id_and_its_reseller(quick: Scene) -> None:
    made = quick.admin.addAccount(account={"id": 500, "reseller": 500, "username": "r", "password": "p"})
    assert (made["id"], made["reseller"]) == (500, 500)
    made = quick.admin.addAccount(account={"id": 400, "reseller": 500, "username": "c", "password": "p"})
    assert (made["id"], made["reseller"]) == (400, 500)
    assert quick.add("next") == 501
    quick.admin.updateAccount(account={"id": 500, "resellerActive": True})
    assert quick.login("r", "p").addAccount(account={"id": 450, "username": "x", "password": "p"})["id"] == 502
    behind = quick.behind(500).addAccount(account={"id": 450, "username": "y", "password": "p"})
    assert (behind["id"], behind["reseller"]) == (450, 500)
    fault = quick.admin.refused("addAccount", account={"id": 2_000_000_001, "username": "z", "password": "p"})
    assert fault.field == "account.id"


def test_impersonation_narrows_to_the_level_and_scope_of_the_entry(quick: Scene) -> None:
    reseller = quick.reseller()
    id = quick.add("u", reseller=reseller)
    behind = quick.behind(id)
    assert behind.refused("getAccount", id=reseller).code == 5000
    behind.updateAccount(account={"id": id, "balance": 5.0, "resellerActive": True, "username": "v", "city": "X"})
    account = quick.admin.getAccount(id=id)
    assert (account["balance"], account["resellerActive"], account["username"], account["city"]) == (
        0.0,
        False,
        "u",
        "X",
    )
    assert quick.behind(0).getAccount(id=reseller)["id"] == reseller


def test_impersonate_of_a_customers_login_is_ignored(quick: Scene) -> None:
    reseller = quick.reseller()
    id = quick.add("u", reseller=reseller)
    caller = quick.world.call(username="u", password="secret", admin=False, impersonate=reseller)
    assert caller.refused("getAccount", id=reseller).code == 5000
    assert caller.getAccount(id=id)["id"] == id


def test_an_entry_that_impersonates_another_works_as_that_one(quick: Scene) -> None:
    reseller = quick.reseller()
    target = quick.add("target", reseller=reseller)
    id = quick.add("u", reseller=reseller, impersonate=target)
    assert quick.login("u").getAccount(id=target)["id"] == target
    assert quick.login("u").refused("getAccount", id=id).code == 5000


def test_foreign_and_missing_are_told_alike(quick: Scene) -> None:
    quick.reseller("mine")
    foreign = quick.add("foreign", reseller=quick.reseller("other"))
    login = quick.login("mine")
    calls: list[tuple[str, dict[str, Any]]] = [
        ("getAccount", {"id": 0}),
        ("getProperties", {"customer": 0}),
        ("deleteAccount", {"id": 0}),
        ("setProperties", {"customer": 0, "properties": []}),
    ]
    for operation, arguments in calls:
        told = []
        for id in (foreign, 12345):
            given = {name: id if value == 0 else value for name, value in arguments.items()}
            fault = login.refused(operation, **given)
            told.append((fault.code, fault.text, dict(fault.members)))
        assert told[0] == told[1]
        assert told[0][0] == 5000


@pytest.mark.parametrize("operation", ["getCustomers", "getResellers"])
def test_a_query_may_be_empty_null_or_absent(scene: Scene, operation: str) -> None:
    scene.reseller()
    no_members = {"filter": None, "orderBy": None, "range": None}
    queries: list[dict[str, Any] | None] = [{}, None, {"filter": {}}, no_members, {"range": {"start": 0}}]
    for query in queries:
        assert scene.admin.call(operation, {"query": query})["total"] == 1
    assert scene.admin.call(operation, {})["total"] == 1
    assert scene.admin.call(operation, {"query": {"range": {"start": 50, "count": 10}}}) == {"accounts": [], "total": 1}


def test_passwords_are_sealed_and_never_journaled(scene: Scene) -> None:
    id = scene.add("u", password="canary-7391")
    scene.admin.updateAccount(account={"id": id, "password": "canary-7392"})
    scene.admin.deleteAccount(id=id)
    everything = repr(scene.world.sql("SELECT * FROM journal")) + repr(scene.world.sql("SELECT * FROM customers"))
    assert "canary" not in everything
    (added,) = scene.world.sql(
        f"SELECT after FROM journal WHERE subject = 'customer {id}' AND operation = 'addAccount'"
    )
    assert json.loads(added[0])["password"] == "********"


def test_the_settings_of_this_port(quick: Scene) -> None:
    settings = CustomerSettings(reseller_active_default=True, clear_text_passwords=False)
    with quick.world.with_settings(customers=settings, lists=ListSettings(maximum=2)) as other:
        admin = other.call()
        reseller = admin.addAccount(account={"username": "r", "password": "p"})
        assert (reseller["resellerActive"], reseller["password"]) == (True, "")
        customer = admin.addAccount(account={"username": "c", "password": "p", "reseller": reseller["id"]})
        assert customer["resellerActive"] is False
        admin.addAccount(account={"username": "d", "password": "p"})
        found = admin.getCustomers(query={"filter": {}})
        assert (len(found["accounts"]), found["total"]) == (2, 3)
        assert other.call(username="r", password="p", admin=False).getAccount(id=reseller["id"])["id"] == reseller["id"]
