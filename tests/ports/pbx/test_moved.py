# SPDX-License-Identifier: Apache-2.0
"""A customer with a PBX, and something of every kind, goes to another reseller (tenant.md 20)."""

from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_blocking import block_customer, told
from tests.ports.pbx.test_cleared import stock, tenants
from tests.support.examination import examine

TABLES = ("customers", "tenant_profiles", "sip_domains", "sip_accounts", "sip_aliases", "dns_zones", "dns_records")
CREDITS = ("sip_credit", "sip_alias_credit")


@pytest.fixture
def fair(pbx: PbxScene) -> PbxScene:
    return furnish(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return furnish(quick_pbx)


def furnish(shop: PbxScene) -> PbxScene:
    """There is another reseller, whose agreement has what the customer's has."""
    stock(shop).stranger()
    for code in ("PBX", "MENU"):
        shop.agree(code, customer=other(shop))
    for reseller in (1, other(shop)):
        shop.grant(reseller, dns_zone_credit=10)
    zone = "two.example.org"
    shop.admin.dns.addRecord(record={"zone": zone, "name": f"a.{zone}", "type": "A", "value": "192.0.2.1"})
    return shop


def other(scene: PbxScene) -> int:
    """The number of the other reseller."""
    ((id,),) = scene.world.sql("SELECT id FROM customers WHERE username = 'stranger'")
    return int(id)


def quote(scene: PbxScene, **members: Any) -> Any:
    return tenants(scene).quoteMove(move={"customer": 2, "reseller": other(scene), **members})


def moved(scene: PbxScene, **members: Any) -> Any:
    """Move the customer as it is quoted; its profile."""
    digest = quote(scene, **members)["quoteDigest"]
    move = {"customer": 2, "reseller": other(scene), **members}
    return tenants(scene).moveTenant(move=move, quoteDigest=digest)


def resellers(scene: PbxScene) -> dict[str, set[int]]:
    """Whose the customer's rows are, by table."""
    found = {}
    for table in TABLES:
        column = "id" if table == "customers" else "customer"
        rows = scene.world.sql(f"SELECT reseller FROM {table} WHERE {column} = 2")
        found[table] = {int(reseller) for (reseller,) in rows}
    return found


def used(scene: PbxScene, holder: int) -> dict[str, int]:
    rows = scene.world.sql(f"SELECT kind, used FROM counters WHERE customer = {holder} AND used > 0")
    return {str(kind): int(count) for kind, count in rows}


def counts(scene: PbxScene) -> list[Any]:
    """What both resellers use, and what the customer does, of credits and agreements."""
    holders = (1, other(scene), 2)
    agreed = [[(item["product"], item["used"]) for item in scene.root.getAgreement(customer=id)] for id in holders]
    return [[used(scene, id) for id in holders], agreed]


def test_all_of_it_goes_along_and_what_is_counted_adds_up(fair: PbxScene) -> None:
    was, customers = used(fair, 1), used(fair, 2)
    assert set(CREDITS) <= customers.keys()
    told_before = {(each["kind"], each["name"]): each for each in quote(fair)["impacts"]}
    assert all(not each["code"] for each in told_before.values())
    assert told_before["agreement line", "PBX"]["records"] == 1
    assert told_before["SIP domains", ""]["records"] == 2
    assert told_before["credit", "sip_credit"]["records"] == customers["sip_credit"]
    profile = moved(fair)
    assert profile["reseller"] == other(fair)
    assert resellers(fair) == {table: {other(fair)} for table in TABLES}
    assert used(fair, other(fair)) == customers == used(fair, 2)
    assert used(fair, 1) == {kind: was[kind] - n for kind, n in customers.items() if was[kind] != n}
    assert (fair.used("PBX", 1), fair.used("PBX", other(fair))) == (0, 1)
    assert (fair.used("MENU", 1), fair.used("MENU", other(fair))) == (0, 2)
    assert examine(fair.world.database) == []
    assert fair.reseller_login.refused("getExtension", customer=2, number="466").code in (5000, 8106)
    assert fair.login("stranger").pbx.getExtension(customer=2, number="466")["number"] == "466"
    fair.user("467", caller=fair.login("stranger").pbx)
    assert examine(fair.world.database) == []


def test_an_undo_moves_it_back_and_its_undo_there_again(fair: PbxScene) -> None:
    before, whose, parts = counts(fair), resellers(fair), fair.admin.tenant.getProfile(customer=2)
    moved(fair)
    after = counts(fair)
    fair.world.undo()
    assert (counts(fair), resellers(fair)) == (before, whose)
    assert {**fair.admin.tenant.getProfile(customer=2), "version": 0} == {**parts, "version": 0}
    assert fair.admin.tenant.getContacts(query={"filter": {"reseller": other(fair)}})["total"] == 0
    assert examine(fair.world.database) == []
    fair.world.undo()
    assert counts(fair) == after
    assert examine(fair.world.database) == []


def test_what_the_agreement_of_the_new_reseller_lacks_stands_against_it(quick: PbxScene) -> None:
    item = {"customer": other(quick), "product": "MENU"}
    quick.root.updateAgreementItem(item={**item, "quantity": 1})
    before = quick.world.fingerprint()
    (against,) = [each for each in quote(quick)["impacts"] if each["code"]]
    assert (against["kind"], against["name"], against["code"]) == ("agreement line", "MENU", 8018)
    move = {"customer": 2, "reseller": other(quick)}
    fault = tenants(quick).refused("moveTenant", move=move, quoteDigest=quote(quick)["quoteDigest"])
    assert (fault.code, fault.field) == (8018, "move.reseller")
    assert quick.world.fingerprint() == before
    quick.root.deleteAgreementItem(item=item)
    assert [each["code"] for each in quote(quick)["impacts"] if each["code"]] == [8018]


def test_a_product_of_the_former_resellers_own_stays_with_it(quick: PbxScene) -> None:
    quick.agree("RECORDING")
    (against,) = [each for each in quote(quick)["impacts"] if each["code"]]
    assert (against["name"], against["code"]) == ("RECORDING", 8019)


def test_a_limit_of_the_new_reseller_holds_for_administrators_too(quick: PbxScene) -> None:
    quick.grant(other(quick), sip_credit=1)
    (against,) = [each for each in quote(quick)["impacts"] if each["code"]]
    assert (against["kind"], against["name"], against["code"]) == ("credit", "sip_credit", 911)
    move = {"customer": 2, "reseller": other(quick)}
    fault = tenants(quick).refused("moveTenant", move=move, quoteDigest=quote(quick)["quoteDigest"])
    assert (fault.code, fault.field) == (911, "move.reseller")


def test_who_comes_to_a_suspended_reseller_is_blocked_and_who_leaves_one_is_not(quick: PbxScene) -> None:
    block_customer(quick, other(quick), "admin")
    moved(quick)
    assert told(quick)[1:] == ("blocked", True)
    assert examine(quick.world.database) == []
    quick.world.undo()
    assert told(quick)[1:] == ("active", False)
    assert examine(quick.world.database) == []


def test_rewrite_rules_of_the_former_reseller_count_no_more(quick: PbxScene) -> None:
    domain = quick.root.getExtension(customer=2, number="466")["sipAccount"]["domain"]
    quick.reseller_login.addRewriteRuleSet(set={"name": "Own", "rules": []})
    quick.reseller_login.setRewriteRules(domain=domain, set="Own")
    told = {each["name"]: each for each in quote(quick)["impacts"]}
    assert (told["Own"]["kind"], told["Own"]["code"]) == ("domains without their rewrite rule set", 0)
