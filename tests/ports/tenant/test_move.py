# SPDX-License-Identifier: Apache-2.0
"""A customer goes to another reseller: what is quoted, what stands against it, and who sees what then (tenant.md 20)."""

from typing import Any

import pytest

from tests.ports.tenant.conftest import CONTACT, TenantScene
from tests.support.caller import Caller
from tests.support.examination import examine
from tests.support.journaling import seal_all


@pytest.fixture
def scene(quick_tenants: TenantScene) -> TenantScene:
    """There is another reseller, number 3, and the tenant acme, number 4."""
    return furnish(quick_tenants)


def furnish(scene: TenantScene) -> TenantScene:
    scene.stranger()
    scene.tenant()
    return scene


OTHER, ACME = 3, 4
MOVE = {"customer": ACME, "reseller": OTHER}


def quote(scene: TenantScene, **members: Any) -> Any:
    return scene.root.quoteMove(move={**MOVE, **members})


def moved(scene: TenantScene, **members: Any) -> Any:
    digest = quote(scene, **members)["quoteDigest"]
    return scene.root.moveTenant(move={**MOVE, **members}, quoteDigest=digest)


def against(scene: TenantScene, **members: Any) -> tuple[int, str | None]:
    """The code of what stands against a move, as it is quoted and as it is refused, and its field."""
    told = quote(scene, **members)
    (code,) = [each["code"] for each in told["impacts"] if each["code"]]
    before = scene.world.fingerprint()
    fault = scene.root.refused("moveTenant", move={**MOVE, **members}, quoteDigest=told["quoteDigest"])
    assert fault.code == code
    assert scene.world.fingerprint() == before
    return fault.code, fault.field


def refused(scene: TenantScene, caller: Caller | None = None, **members: Any) -> tuple[int, str | None]:
    fault = (caller or scene.root).refused("quoteMove", move={**MOVE, **members})
    again = (caller or scene.root).refused("moveTenant", move={**MOVE, **members}, quoteDigest="0" * 64)
    assert (fault.code, fault.field) == (again.code, again.field)
    return fault.code, fault.field


def test_a_tenant_goes_with_copies_of_its_contact_and_billing_profile(tenants: TenantScene) -> None:
    scene = furnish(tenants)
    former = scene.profile(ACME)
    shown = moved(scene)
    assert shown == scene.profile(ACME)
    assert {**shown, "version": 0} == {
        **former,
        **{"reseller": OTHER, "version": 0},
        **{member: shown[member] for member in ("contact", "billingProfile")},
    }
    assert (shown["contact"], shown["billingProfile"]) != (former["contact"], former["billingProfile"])
    stranger = scene.stranger()
    (contact,) = stranger.getContacts(query={"filter": {}})["contacts"]
    assert (contact["id"], contact["email"]) == (shown["contact"], CONTACT["email"])
    (billing,) = stranger.at("Billing").getProfiles(query={"filter": {}})["profiles"]
    assert (billing["id"], billing["handle"]) == (shown["billingProfile"], "of_acme")
    assert [user["email"] for user in stranger.getUsers(query={"filter": {}})["users"]] == ["acme@example.com"]
    assert scene.reseller_login.refused("getProfile", customer=ACME).code == 5000
    assert scene.reseller_login.getUsers(query={"filter": {"customer": ACME}})["total"] == 0
    assert scene.login("acme").tenant.getProfile(customer=ACME)["reseller"] == OTHER
    assert examine(scene.world.database) == []


def test_an_undo_brings_it_back_with_all_that_did_not_go_along(tenants: TenantScene) -> None:
    scene = furnish(tenants)
    scene.admin.updateAccount(account={"id": 2, "impersonate": ACME})
    hook = {"customer": ACME, "url": "https://hooks.example.com/a", "events": ["customer.*"]}
    scene.admin.event.addHook(hook=hook)
    before, rows = scene.profile(ACME), scene.rows()[1:3]
    kinds = {each["kind"]: each["records"] for each in quote(scene)["impacts"]}
    assert (kinds["hooks that go"], kinds["impersonations that end"], kinds["users"]) == (1, 1, 1)
    after = moved(scene)
    assert scene.admin.event.getHooks(query={"filter": {}})["total"] == 0
    assert scene.admin.getAccount(id=2)["impersonate"] == 0
    scene.world.undo()
    assert {**scene.profile(ACME), "version": 0} == {**before, "version": 0}
    assert scene.rows()[1:3] == rows
    assert scene.admin.getAccount(id=2)["impersonate"] == ACME
    assert scene.admin.event.getHooks(query={"filter": {}})["hooks"][0]["url"] == hook["url"]
    scene.world.undo()
    assert {**scene.profile(ACME), "version": 0} == {**after, "version": 0}
    assert examine(scene.world.database) == []


def test_a_move_is_done_as_it_was_quoted_and_not_otherwise(scene: TenantScene) -> None:
    told = quote(scene)
    assert (told["formerReseller"], told["reseller"], told["customer"]) == (1, OTHER, ACME)
    scene.change(ACME, notes="meanwhile")
    fault = scene.root.refused("moveTenant", move=MOVE, quoteDigest=told["quoteDigest"])
    assert (fault.code, fault.field) == (8407, "quoteDigest")
    other = quote(scene, productType="")["quoteDigest"]
    assert scene.root.refused("moveTenant", move=MOVE, quoteDigest=other).code == 8407
    assert scene.root.refused("moveTenant", move=MOVE, quoteDigest="").code == 102
    assert scene.profile(ACME)["reseller"] == 1


def test_a_dry_run_moves_nothing(scene: TenantScene) -> None:
    before = scene.world.fingerprint()
    caller = scene.root.asking(dryRun=True)
    shown = caller.moveTenant(move=MOVE, quoteDigest=quote(scene)["quoteDigest"])
    assert shown["reseller"] == OTHER
    assert scene.world.fingerprint() == before


def test_who_moves_whom_and_where(scene: TenantScene) -> None:
    assert refused(scene, scene.reseller_login) == (902, None)
    assert refused(scene, scene.behind(1).tenant) == (902, None)
    assert refused(scene, customer=0) == (102, "move.customer")
    assert refused(scene, customer=4711) == (5000, "move.customer")
    assert refused(scene, customer=OTHER, reseller=1) == (101, "move.customer")
    assert refused(scene, reseller=0) == (102, "move.reseller")
    for wrong in (1, 2, 4711):
        assert refused(scene, reseller=wrong) == (101, "move.reseller")
    scene.root.terminateTenant(customer=ACME)
    assert refused(scene) == (8402, "move.customer")
    scene.root.restoreTenant(customer=ACME)
    scene.root.terminateTenant(customer=OTHER)
    assert refused(scene) == (8402, "move.reseller")


def test_a_role_goes_by_its_code_or_stands_against_it(scene: TenantScene) -> None:
    scene.root.setRole(role={"reseller": 1, "code": "desk", "permissions": ["extensions.read"]})
    scene.root.addUser(user={"customer": ACME, "email": "desk@example.com", "roles": ["desk"]})
    assert against(scene) == (8436, "move.reseller")
    scene.root.setRole(role={"reseller": OTHER, "code": "desk", "permissions": ["groups.write"]})
    (told,) = [each for each in quote(scene)["impacts"] if each["kind"] == "role"]
    assert (told["name"], told["records"], told["code"]) == ("desk", 1, 0)
    moved(scene)
    assert scene.root.refused("deleteRole", reseller=OTHER, code="desk").code == 8434
    scene.root.deleteRole(reseller=1, code="desk")


def test_what_the_new_reseller_has_of_its_own_stands_against_it(scene: TenantScene) -> None:
    taken = {"reseller": OTHER, "handle": "of_acme", "name": "Other", "currency": "EUR"}
    id = scene.admin.billing.addProfile(profile=taken)["id"]
    fault = scene.root.refused("moveTenant", move=MOVE, quoteDigest=quote(scene)["quoteDigest"])
    assert (fault.code, fault.field) == (8401, "move.billingProfileId")
    contact = scene.contact(reseller=OTHER)
    scene.tenant(
        "other",
        scene.root,
        account={"username": "other", "password": "secret", "reseller": OTHER},
        profile={"name": "name of ACME"},
        contactId=contact,
        contact=None,
    )
    assert against(scene) == (8401, "move.reseller")
    scene.change(ACME, name="Acme")
    mine = scene.contact(reseller=1)
    for members, code in (({"contactId": mine}, 8442), ({"billingProfileId": 4711, "contactId": contact}, 8443)):
        digest = quote(scene, **members)["quoteDigest"]
        fault = scene.root.refused("moveTenant", move={**MOVE, **members}, quoteDigest=digest)
        assert (fault.code, fault.field) == (code, f"move.{next(iter(members))}")
    shown = moved(scene, contactId=contact, billingProfileId=id)
    assert (shown["contact"], shown["billingProfile"]) == (contact, id)


def test_a_product_type_must_be_offered_or_another_is_named(scene: TenantScene) -> None:
    for code in ("basic", "plus"):
        scene.root.addProductType(productType={"code": code, "name": code.title()})
    scene.change(ACME, productType="basic")
    scene.root.updateProductType(productType={"code": "basic", "withdrawn": True})
    assert against(scene) == (8411, "move.productType")
    assert against(scene, productType="none") == (8411, "move.productType")
    before = scene.profile(ACME)
    assert moved(scene, productType="PLUS")["productType"] == "plus"
    scene.world.undo()
    assert {**scene.profile(ACME), "version": 0} == {**before, "version": 0}
    scene.root.updateProductType(productType={"code": "basic", "withdrawn": False, "mutable": False})
    assert against(scene, productType="plus") == (8412, "move.productType")
    assert moved(scene)["productType"] == "basic"


def test_what_is_bound_to_the_former_reseller_stands_against_it(scene: TenantScene) -> None:
    scene.root.setInHouse(customer=ACME, inHouse=True)
    assert against(scene) == (5010, "move.customer")
    scene.root.setInHouse(customer=ACME, inHouse=False)
    scene.admin.updateAccount(account={"id": OTHER, "resellerActive": False})
    assert against(scene) == (902, "move.reseller")
    scene.admin.updateAccount(account={"id": OTHER, "resellerActive": True})
    scene.admin.sip.addDomain(domain={"domain": "acme.example.com", "customer": ACME})
    account = {"id": {"username": "a", "domain": "acme.example.com"}, "password": "secret"}
    scene.admin.sip.addAccount(account={**account, "owner": 2})
    scene.grant(OTHER, sip_credit=5)
    assert against(scene) == (5010, "move.customer")
    scene.admin.sip.updateAccount(account={"id": account["id"], "owner": ACME})
    assert moved(scene)["reseller"] == OTHER
    assert examine(scene.world.database) == []


def test_a_connection_with_a_template_of_the_former_reseller_stands_against_it(scene: TenantScene) -> None:
    template = {"reseller": 1, "name": "Ours", "type": "kazoo", "host": "pbx.example.com", "masterKey": "k"}
    id = scene.root.addConnectionTemplate(template=template)["id"]
    scene.root.addConnection(connection={"customer": ACME, "type": "kazoo", "template": id, "accountId": "7"})
    assert against(scene) == (8508, "move.reseller")


def test_neither_reseller_sees_the_history_of_the_other(scene: TenantScene) -> None:
    scene.reseller_login.updateProfile(profile={"customer": ACME, "notes": "ours"})
    moved(scene)
    scene.stranger().updateProfile(profile={"customer": ACME, "notes": "theirs"})

    def seen(caller: Caller) -> list[tuple[str, str]]:
        found = caller.at("Audit").getJournal(query={"filter": {"customer": ACME}})["entries"]
        return [(each["operation"], each["subject"]) for each in found]

    ours, theirs = seen(scene.reseller_login), seen(scene.stranger())
    assert ("addTenant", f"customer {ACME}") in ours
    assert ("moveTenant", f"move of customer {ACME}") in ours
    assert {operation for operation, _ in theirs} == {"moveTenant", "updateProfile"}
    assert ("moveTenant", f"arrival of customer {ACME}") in theirs
    assert ours.count(("updateProfile", f"profile of customer {ACME}")) == 1
    assert theirs.count(("updateProfile", f"profile of customer {ACME}")) == 1


def test_both_resellers_are_told(scene: TenantScene) -> None:
    moved(scene)
    seal_all(scene.world)
    for caller in (scene.reseller_login, scene.stranger()):
        told = caller.at("Event").getEvents(since=0, limit=100, events=["tenant.*"])["events"]
        assert [(each["type"], each["customer"]) for each in told] == [("tenant.moved", ACME)]
