# SPDX-License-Identifier: Apache-2.0
"""Who may change which property, and how lists merge (customer.md 3.1, 7.2, 7.3)."""

import pytest

from tests.support.caller import NIL
from tests.support.scene import Scene, prop, values

NAMES = {
    "admin": "payment_processor_class",
    "managed": "sip_credit",
    "reseller": "digest",
    "customer": "pref",
    "odd": "odd",
}
PERMISSIONS = {"admin": "admin", "managed": "admin", "reseller": "reseller", "customer": "customer", "odd": "whoever"}
MAY = {
    ("administrator", "customer"): set(NAMES),
    ("administrator", "reseller"): set(NAMES),
    ("reseller", "customer"): {"managed", "reseller", "customer", "odd"},
    ("reseller", "reseller"): {"reseller", "customer", "odd"},
    ("customer", "customer"): {"customer", "odd"},
}


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize(("who", "whose"), MAY)
def test_rights_by_permission(quick: Scene, who: str, whose: str, kind: str) -> None:
    given = [prop(NAMES[each], "1", PERMISSIONS[each]) for each in NAMES]
    reseller = quick.reseller(properties=given)
    customer = quick.add("customer", reseller=reseller, properties=given)
    caller = quick.admin if who == "administrator" else quick.login(who)
    id = {"customer": customer, "reseller": reseller}[whose]
    wanted = [prop("pref", "1"), prop(NAMES[kind], "2", PERMISSIONS[kind])]
    before = quick.world.fingerprint()
    if kind in MAY[who, whose]:
        caller.setProperties(customer=id, properties=wanted)
        assert values(caller.getProperties(customer=id))[NAMES[kind]] == "2"
    else:
        fault = caller.refused("setProperties", customer=id, properties=wanted)
        assert (fault.code, fault.field) == (902, "properties.1")
        assert quick.world.fingerprint() == before
        caller.updateAccount(account={"id": id, "properties": wanted})
        assert values(caller.getProperties(customer=id))[NAMES[kind]] == "1"


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize(("who", "whose"), MAY)
def test_nobody_creates_a_property_above_his_level(quick: Scene, who: str, whose: str, kind: str) -> None:
    reseller = quick.reseller()
    customer = quick.add("customer", reseller=reseller)
    caller = quick.admin if who == "administrator" else quick.login(who)
    id = {"customer": customer, "reseller": reseller}[whose]
    caller.updateAccount(account={"id": id, "properties": [prop(NAMES[kind], "2", PERMISSIONS[kind])]})
    expected = {NAMES[kind]: "2"} if kind in MAY[who, whose] else {}
    assert values(caller.getProperties(customer=id)) == expected


@pytest.mark.parametrize("who", ["reseller", "deputy", "customer", "pointer"])
def test_a_copy_by_an_administrator_has_the_properties_that_the_reseller_could_give(scene: Scene, who: str) -> None:
    reseller = scene.reseller(active=False, properties=[prop("pstn_access", "1", "admin")])
    given = [
        prop("sip_credit", "3", "admin", "credit"),
        prop("pstn_access", "1", "admin", "sip"),
        prop("support_order", "1", "admin"),
        prop("digest", "u", "reseller"),
        prop("pref", "1"),
    ]
    customer = scene.add("customer", reseller=reseller, properties=given)
    ids = {
        "reseller": reseller,
        "deputy": scene.add("deputy", reseller=reseller, impersonate=reseller, properties=given),
        "customer": customer,
        "pointer": scene.add("pointer", reseller=reseller, impersonate=customer, properties=given),
    }
    behind = scene.behind(ids[who])
    copied = {**behind.getAccount(id=ids[who]), "username": "copy", "properties": given}
    del copied["id"]
    made = behind.addAccount(account=copied)
    assert made["reseller"] == reseller
    expected = [item for item in given if item["name"] != "support_order"]
    assert scene.admin.getProperties(customer=made["id"]) == made["properties"] == expected


def test_only_an_administrator_relabels(quick: Scene) -> None:
    reseller = quick.reseller()
    customer = quick.add("customer", reseller=reseller, properties=[prop("a", "1", "reseller")])
    relabelled = [prop("a", "2", "customer", "web")]
    quick.login("reseller").setProperties(customer=customer, properties=relabelled)
    assert quick.admin.getProperties(customer=customer) == [prop("a", "2", "reseller", "web")]
    quick.admin.setProperties(customer=customer, properties=relabelled)
    assert quick.admin.getProperties(customer=customer) == relabelled


def test_a_null_value_deletes_for_administrators_only(scene: Scene) -> None:
    reseller = scene.reseller()
    id = scene.add("customer", reseller=reseller, properties=[prop("a", "1"), prop("b", "2")])
    gone = [{"name": "a", "value": NIL}]
    for login in ("customer", "reseller"):
        scene.login(login).updateAccount(account={"id": id, "properties": gone})
        scene.login(login).setProperties(customer=id, properties=gone)
    assert values(scene.admin.getProperties(customer=id)) == {"a": "1", "b": "2"}
    scene.admin.setProperties(customer=id, properties=gone)
    assert values(scene.admin.getProperties(customer=id)) == {"b": "2"}


def test_absent_members_of_a_property_keep_what_is_stored(quick: Scene) -> None:
    id = quick.add("customer", properties=[prop("a", "1", "reseller", "sip")])
    quick.admin.setProperties(customer=id, properties=[{"name": "a", "value": "2"}, {"name": "new", "value": "3"}])
    assert quick.admin.getProperties(customer=id) == [prop("a", "2", "reseller", "sip"), prop("new", "3")]
    quick.admin.setProperties(customer=id, properties=[{"name": "a", "permission": "admin"}])
    assert quick.admin.getProperties(customer=id)[0] == prop("a", "2", "admin", "sip")


def test_the_last_of_a_name_counts(quick: Scene) -> None:
    id = quick.add("customer", properties=[prop("a", "1"), prop("b", "2"), prop("a", "3")])
    assert values(quick.admin.getProperties(customer=id)) == {"a": "3", "b": "2"}


@pytest.mark.parametrize("value", ["-1", "1.5", "ten", " 1", "9999999999", "1e3"])
def test_a_credit_is_a_whole_number(quick: Scene, value: str) -> None:
    id = quick.add("customer")
    before = quick.world.fingerprint()
    for wanted in ([prop("sip_credit", value, "admin")], [prop("x", "1"), prop("email_credit", value, "admin")]):
        fault = quick.admin.refused("setProperties", customer=id, properties=wanted)
        assert (fault.code, fault.field) == (101, f"properties.{len(wanted) - 1}.value")
    assert quick.world.fingerprint() == before


@pytest.mark.parametrize("name", ["pstn_access", "prepaid_changes", "prepaid_access"])
def test_a_switch_that_the_reseller_was_refused_cannot_be_granted(quick: Scene, name: str) -> None:
    reseller = quick.reseller(properties=[prop(name, "0", "admin")])
    id = quick.add("customer", reseller=reseller, properties=[prop(name, "0", "admin")])
    for caller in (quick.admin, quick.login("reseller")):
        assert caller.login is not None
        if name != "prepaid_access" or caller.login["admin"]:
            fault = caller.refused("setProperties", customer=id, properties=[prop(name, "1", "admin")])
            assert (fault.code, fault.field) == (101, "properties.0.value")
    quick.admin.setProperties(customer=reseller, properties=[prop(name, "1", "admin")])
    quick.admin.setProperties(customer=id, properties=[prop(name, "1", "admin")])
    quick.admin.setProperties(customer=reseller, properties=[prop(name, "0", "admin")])
    quick.login("customer").updateAccount(account={"id": id, "city": "X", "properties": [prop(name, "1", "admin")]})
    assert values(quick.admin.getProperties(customer=id)) == {name: "1"}


@pytest.mark.parametrize("of_reseller", [None, "0", ""])
@pytest.mark.parametrize("name", ["pstn_access", "prepaid_changes"])
@pytest.mark.parametrize("who", ["reseller", "deputy"])
def test_a_reseller_hands_on_only_what_he_has(quick: Scene, who: str, name: str, of_reseller: str | None) -> None:
    given = [] if of_reseller is None else [prop(name, of_reseller, "admin")]
    reseller = quick.reseller(properties=given)
    quick.add("deputy", reseller=reseller, impersonate=reseller)
    id = quick.add("customer", reseller=reseller)
    caller, wanted = quick.login(who), [prop("pref", "1"), prop(name, "1", "admin")]
    before = quick.world.fingerprint()
    for operation, arguments in (
        ("setProperties", {"customer": id, "properties": wanted}),
        ("updateAccount", {"account": {"id": id, "properties": wanted}}),
    ):
        fault = caller.refused(operation, **arguments)
        assert (fault.code, fault.field) == (101, f"{'account.' if 'account' in arguments else ''}properties.1.value")
        assert quick.world.fingerprint() == before
    made = caller.addAccount(account={"username": "made", "password": "p", "properties": wanted})
    assert made["properties"] == wanted[:1]
    caller.setProperties(customer=id, properties=[prop(name, "0", "admin")])
    quick.admin.setProperties(customer=reseller, properties=[prop(name, "1", "admin")])
    caller.setProperties(customer=id, properties=wanted)
    assert values(caller.getProperties(customer=id)) == {name: "1", "pref": "1"}


@pytest.mark.parametrize("name", ["pstn_access", "prepaid_changes", "prepaid_access"])
def test_an_administrator_may_give_what_the_reseller_has_not_got_yet(quick: Scene, name: str) -> None:
    reseller = quick.reseller()
    id = quick.add("customer", reseller=reseller, properties=[prop(name, "1", "admin")])
    assert values(quick.admin.getProperties(customer=id)) == {name: "1"}
    login = quick.login("reseller")
    login.updateAccount(account={**login.getAccount(id=id), "city": "X"})
    assert values(quick.admin.getProperties(customer=id)) == {name: "1"}
    for copier in (login, quick.behind(id)):
        assert copier.login is not None
        copy = {**login.getAccount(id=id), "username": f"copy of {copier.login['username']}"}
        assert copier.addAccount(account=copy)["properties"] == []


def test_an_entry_has_a_thousand_properties_at_most(quick: Scene) -> None:
    id = quick.add("customer", properties=[prop(f"p{number}", "1") for number in range(1000)])
    quick.admin.setProperties(customer=id, properties=[prop("p1", "2")])
    fault = quick.admin.refused("setProperties", customer=id, properties=[prop("one more", "2")])
    assert (fault.code, fault.field) == (101, "properties")
