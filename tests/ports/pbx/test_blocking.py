# SPDX-License-Identifier: Apache-2.0
"""Blocking in layers: who sets and lifts which, and that lifting one brings back what the others say (pbx.md 13)."""

import pytest

from ngnprov.calls.actor import Actor, Level
from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.errors import NotAuthorized, NotRevertible
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.pbx import PORT
from ngnprov.ports.tenant.errors import NotBlockedHere
from ngnprov.ports.tenant.lifecycle import suspending
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_extensions import DOMAIN
from tests.support.caller import Caller
from tests.support.examination import examine, repair

BLOCK, UNBLOCK = Task(name="block"), Task(name="unblock")
USER = {"customer": 2, "number": "466"}
ACCOUNT = {"username": "ph2x466", "domain": DOMAIN}


def furnish(scene: PbxScene) -> PbxScene:
    scene.agree("PBX", customer=scene.reseller_id)
    scene.agree("PBX")
    scene.pilot()
    scene.user("466")
    return scene


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """The customer has a pilot and the extension 466."""
    return furnish(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return furnish(quick_pbx)


def told(scene: PbxScene, number: str = "466") -> tuple[list[str], str, bool]:
    """Whose blocks an extension has, its status, and whether its account is in the group."""
    shown = scene.root.getExtension(customer=2, number=number)
    groups = scene.admin.sip.getGroups(sipId=shown["sipAccount"])
    return shown["blockedBy"], shown["status"], "blocked" in groups


def block_customer(scene: PbxScene, id: int, level: str) -> int:
    """Suspend an entry at a level; how many more accounts are blocked."""

    def suspend(call: Call) -> None:
        suspending.suspend(call, find_tenancy(call, id, "customer").customer, level, "unpaid")

    before = members(scene)
    scene.world.operator.run(BLOCK, suspend)
    return members(scene) - before


def unblock_customer(scene: PbxScene, id: int, level: str) -> int:
    """Lift that; how many fewer are."""

    def resume(call: Call) -> None:
        suspending.resume(call, find_tenancy(call, id, "customer").customer, level, "", "customer")

    before = members(scene)
    scene.world.operator.run(UNBLOCK, resume)
    return before - members(scene)


def members(scene: PbxScene) -> int:
    return int(scene.world.sql("SELECT count(*) FROM sip_groups WHERE name = 'blocked'")[0][0])


def behind(scene: PbxScene, id: int) -> Caller:
    """The administrator who impersonates an entry, at the port."""
    return scene.behind(id).pbx


def test_a_customer_blocks_and_unblocks(shop: PbxScene) -> None:
    customer = shop.customer_login
    blocked = customer.blockExtension(**USER, reason="on leave")
    assert (blocked["blockedBy"], blocked["status"]) == (["self"], "blocked")
    assert told(shop) == (["self"], "blocked", True)
    shown = customer.getExtension(**USER)
    assert (shown["blockedBy"], shown["version"]) == (["self"], blocked["version"])
    (row,) = shop.world.sql("SELECT level, reason, created_by FROM pbx_blocks")
    assert tuple(row) == ("self", "on leave", "customer")
    free = customer.unblockExtension(**USER, reason="is back")
    assert (free["blockedBy"], free["status"], free["version"]) == ([], "active", blocked["version"] + 1)
    assert told(shop) == ([], "active", False)
    assert shop.world.sql("SELECT * FROM pbx_blocks") == []
    (entry,) = shop.world.sql(
        "SELECT before FROM journal WHERE subject LIKE 'PBX block self of ph2x466 %' AND before IS NOT NULL"
    )
    assert '"lifted_because":' in entry[0]
    assert "is back" in entry[0]
    assert customer.refused("unblockExtension", **USER).code == 8131
    assert examine(shop.world.database) == []


def test_who_lacks_the_permission_is_refused() -> None:
    (operation,) = [each for each in PORT.operations() if each.name == "blockExtension"]
    operation.policy.require(Actor(Level.CUSTOMER, "who", permissions=frozenset({"extensions.block"})))
    with pytest.raises(NotAuthorized):
        operation.policy.require(Actor(Level.CUSTOMER, "who", permissions=frozenset({"extensions.write"})))


def test_what_the_administrator_blocks_the_customer_does_not_manage(shop: PbxScene) -> None:
    customer = shop.customer_login
    customer.blockExtension(**USER, reason="on leave")
    shop.root.blockExtension(**USER, reason="abuse")
    assert told(shop) == (["self", "admin"], "blocked", True)
    for caller in (customer, shop.reseller_login):
        for operation, given in (
            ("unblockExtension", USER),
            ("updateExtension", {"extension": {**USER, "displayName": "mine"}}),
            ("deleteExtension", USER),
        ):
            fault = caller.refused(operation, **given)
            assert (fault.code, fault.field) == (8130, "extension.number" if "extension" in given else "number")
            assert "admin" in fault.text
    free = shop.root.unblockExtension(**USER, reason="settled")
    assert (free["blockedBy"], free["status"]) == (["self"], "blocked")
    assert told(shop) == (["self"], "blocked", True)
    customer.updateExtension(extension={**USER, "displayName": "mine"})
    customer.unblockExtension(**USER)
    assert told(shop) == ([], "active", False)


def test_each_side_has_a_level_of_its_own(shop: PbxScene) -> None:
    pbx: list[tuple[Caller, str]] = [
        (shop.customer_login, "self"),
        (behind(shop, 2), "self"),
        (shop.reseller_login, "reseller"),
        (behind(shop, 1), "reseller"),
        (shop.root, "admin"),
    ]
    for caller, level in pbx:
        caller.blockExtension(**USER)
        assert caller.blockExtension(**USER, level=level)["blockedBy"][-1] == level
    assert told(shop) == (["self", "reseller", "admin"], "blocked", True)
    for caller, level in pbx:
        for other in {"self", "reseller", "admin", "system"} - {level}:
            assert caller.refused("blockExtension", **USER, level=other).code == 902
    for other in ("reseller", "admin", "system"):
        assert shop.customer_login.refused("unblockExtension", **USER, level=other).code == 902
    assert shop.reseller_login.refused("unblockExtension", **USER, level="admin").code == 902
    assert shop.root.refused("unblockExtension", **USER, level="system").code == 8131
    assert shop.root.refused("unblockExtension", **USER, level="all").code == 101
    shop.root.unblockExtension(**USER)
    assert shop.customer_login.refused("unblockExtension", **USER).code == 8130
    assert shop.reseller_login.unblockExtension(**USER, level="self")["blockedBy"] == ["reseller"]
    assert shop.root.unblockExtension(**USER, level="reseller")["status"] == "active"
    assert told(shop) == ([], "active", False)


def test_a_block_that_is_there_stays_and_gets_the_reason(quick: PbxScene) -> None:
    quick.customer_login.blockExtension(**USER, reason="on leave")
    version = quick.root.getExtension(**USER)["version"]
    impersonating = behind(quick, 2)
    assert impersonating.blockExtension(**USER)["version"] == version
    assert impersonating.blockExtension(**USER, reason="ill")["version"] == version + 1
    assert [tuple(row) for row in quick.world.sql("SELECT reason, created_by FROM pbx_blocks")] == [("ill", "customer")]
    quick.world.undo()
    assert [row[0] for row in quick.world.sql("SELECT reason FROM pbx_blocks")] == ["on leave"]
    assert quick.root.refused("blockExtension", **USER, reason="a\nb").code == 101


def test_every_kind_is_named_by_its_account_id(quick: PbxScene) -> None:
    assert quick.customer_login.blockExtension(customer=2)["kind"] == "pilot"
    assert quick.customer_login.unblockExtension(customer=2, number="ph2p")["status"] == "active"
    assert quick.customer_login.blockExtension(customer=2, number="ph2x466")["number"] == "466"
    for number, code in (("ph3x466", 8106), ("ph2aa1", 8106), ("467", 8106)):
        assert quick.customer_login.refused("blockExtension", customer=2, number=number).code == code
    _, sibling = quick.sibling()
    assert sibling.refused("blockExtension", **USER).code == 5000


def test_sip_port_neither_blocks_nor_unblocks(shop: PbxScene) -> None:
    sip = shop.admin.sip
    assert sip.refused("addToGroup", sipId=ACCOUNT, group="blocked").code == 1121
    shop.root.blockExtension(**USER)
    for caller in (sip, shop.login("customer").sip):
        assert caller.refused("removeFromGroup", sipId=ACCOUNT, group="blocked").code == 1121
        assert caller.refused("updateAccount", account={"id": ACCOUNT, "groups": []}).code == 1121
    sip.updateAccount(account={"id": ACCOUNT, "groups": ["blocked", "other"], "quota": 5})
    assert told(shop) == (["admin"], "blocked", True)


def test_nobody_escapes_by_joining_groups(quick: PbxScene) -> None:
    many = [f"g{number}" for number in range(64)]
    quick.login("customer").sip.updateAccount(account={"id": ACCOUNT, "groups": many})
    quick.root.blockExtension(**USER)
    groups = sorted([*many, "blocked"])
    assert [each for each in quick.admin.sip.getGroups(sipId=ACCOUNT) if each != "prepaid"] == groups
    quick.admin.sip.updateAccount(account={"id": ACCOUNT, "groups": groups})
    assert quick.admin.sip.refused("addToGroup", sipId=ACCOUNT, group="g64").code == 101


@pytest.mark.parametrize("entry", [2, 1])
def test_a_customer_or_reseller_is_blocked_with_all_its_extensions(shop: PbxScene, entry: int) -> None:
    shop.user("467")
    shop.customer_login.blockExtension(customer=2, number="467")
    assert block_customer(shop, entry, "admin") == 2  # the pilot and 466; 467 was blocked already
    for number, own in (("", []), ("466", []), ("467", ["self"])):
        assert told(shop, number) == (own, "blocked", True)
    assert block_customer(shop, entry, "admin") == 0
    customer, reseller = behind(shop, 2), behind(shop, 1)
    assert customer.refused("unblockExtension", customer=2, number="467").code == 8130
    assert customer.refused("updateExtension", extension={**USER, "name": "mine"}).code == 8130
    assert reseller.refused("deleteExtension", **USER).code == 8130
    assert shop.customer_login.refused("getDirectory", customer=2).code == 901
    made = shop.user("468", shop.root)
    assert (made["blockedBy"], made["status"]) == ([], "blocked")
    assert told(shop, "468") == ([], "blocked", True)
    assert {each["status"] for each in shop.root.getExtensions(query={})["extensions"]} == {"blocked"}
    assert block_customer(shop, entry, "system") == 0
    assert examine(shop.world.database) == []
    assert unblock_customer(shop, entry, "admin") == 0
    assert told(shop) == ([], "blocked", True)
    assert customer.refused("deleteExtension", **USER).code == 8130
    reseller.updateExtension(extension={**USER, "displayName": "of a trial that ended"})
    assert unblock_customer(shop, entry, "system") == 3
    assert told(shop) == ([], "active", False)
    assert told(shop, "467") == (["self"], "blocked", True)
    assert told(shop, "468") == ([], "active", False)
    with pytest.raises(NotBlockedHere):
        unblock_customer(shop, entry, "admin")
    assert examine(shop.world.database) == []


def test_the_suspensions_of_a_customer_go_with_it_and_an_undo_brings_them_back(quick: PbxScene) -> None:
    id, _ = quick.sibling()
    block_customer(quick, id, "admin")
    quick.admin.deleteAccount(id=id)
    quick.world.undo()
    found = quick.world.sql("SELECT customer, level, reason FROM tenant_suspensions")
    assert [tuple(each) for each in found] == [(id, "admin", "unpaid")]
    assert quick.admin.at("Tenant").getProfile(customer=id)["status"] == "suspended"


def test_a_removed_extension_takes_its_blocks_along_and_an_undo_brings_them_back(shop: PbxScene) -> None:
    shop.customer_login.blockExtension(**USER, reason="on leave")
    shop.reseller_login.blockExtension(**USER, reason="unpaid")
    shop.root.blockExtension(**USER, reason="abuse")
    before = levels(shop)
    shop.root.deleteExtension(**USER)
    removal = shop.world.last_transaction()
    assert levels(shop) == []
    shop.world.undo(removal)
    assert levels(shop) == before
    assert told(shop) == (["self", "reseller", "admin"], "blocked", True)
    assert examine(shop.world.database) == []
    shop.world.undo()
    assert levels(shop) == []
    assert shop.root.refused("getExtension", **USER).code == 8106


def levels(scene: PbxScene) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in scene.world.sql("SELECT level, reason FROM pbx_blocks ORDER BY id")]


def test_what_was_made_is_not_undone_with_the_blocks_that_came_to_it(quick: PbxScene) -> None:
    quick.user("467")
    making = quick.world.last_transaction()
    quick.customer_login.blockExtension(customer=2, number="467")
    with pytest.raises(NotRevertible, match="something has come to it since"):
        quick.world.undo(making)
    quick.customer_login.unblockExtension(customer=2, number="467")
    quick.world.undo(making)
    assert quick.root.refused("getExtension", customer=2, number="467").code == 8106


def test_an_undone_removal_follows_what_blocks_by_then(quick: PbxScene) -> None:
    block_customer(quick, 2, "admin")
    quick.root.deleteExtension(**USER)
    removal = quick.world.last_transaction()
    unblock_customer(quick, 2, "admin")
    quick.world.undo(removal)
    assert told(quick) == ([], "active", False)
    quick.root.deleteExtension(**USER)
    removal = quick.world.last_transaction()
    block_customer(quick, 1, "admin")
    quick.world.undo(removal)
    assert told(quick) == ([], "blocked", True)


def test_the_doctor_finds_and_repairs_groups_that_say_otherwise(shop: PbxScene) -> None:
    shop.root.blockExtension(**USER)
    shop.world.sql("DELETE FROM sip_groups WHERE name = 'blocked'")
    shop.world.sql(
        "INSERT INTO sip_groups (account, name) SELECT account, 'blocked' FROM pbx_extensions WHERE kind = 'pilot'"
    )
    assert len(examine(shop.world.database)) == 2
    assert [each.state.value for each in repair(shop.world)] == ["repaired", "repaired"]
    assert examine(shop.world.database) == []
    assert told(shop) == (["admin"], "blocked", True)
    assert told(shop, "") == ([], "active", False)


def test_what_is_blocked_from_above_is_managed_by_no_operation(quick: PbxScene) -> None:
    quick.root.addNumbers(customer=2, numbers=["4315550001"])
    quick.reseller_login.addGroup(group={"customer": 2, "number": "300", "name": "All"})
    for number in ("466", "300", ""):
        quick.root.blockExtension(customer=2, number=number, reason="unpaid")
    before = quick.world.fingerprint()
    for operation, arguments in (
        ("updateExtension", {"extension": {**USER, "name": "n"}}),
        ("deleteExtension", USER),
        ("renumberExtension", {"customer": 2, "from": "466", "to": "467"}),
        ("unblockExtension", {**USER, "reason": ""}),
        ("assignProduct", {**USER, "product": "PBX"}),
        ("unassignProduct", {**USER, "product": "PBX"}),
        ("assignNumber", {**USER, "e164": "4315550001"}),
        ("updateGroup", {"group": {"customer": 2, "number": "300", "name": "n"}}),
        ("deleteGroup", {"group": {"customer": 2, "number": "300"}}),
        ("updatePilot", {"pilot": {"customer": 2, "displayName": "n"}}),
    ):
        assert quick.customer_login.refused(operation, **arguments).code == 8130, operation
    assert quick.world.fingerprint() == before
