# SPDX-License-Identifier: Apache-2.0
"""A customer with a PBX like that of another one (tenant.md 21)."""

from typing import Any

import pytest

from ngnprov.errors import NotRevertible
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_cleared import stock, tenants
from tests.support.caller import Caller
from tests.support.examination import examine

OPTIONS: dict[str, Any] = {"domain": "new.pbx.example.org", "number": {"cc": "43", "ac": "1", "sn": "8888"}}
BASE, FORMER = "4318888", "4319999"
PARTS = ("agreement", "pilot", "extensions", "groups", "attendants")


def given(**parts: Any) -> dict[str, Any]:
    """A new customer as it is sent."""
    whole = {
        "account": {"username": "new", "password": "secret", "reseller": 1},
        "profile": {"name": "New Ltd"},
        "contact": {"email": "new@example.com"},
        "primaryUser": {"email": "new@example.com"},
    }
    return {**whole, **parts}


def cloned(scene: PbxScene, caller: Caller | None = None, **options: Any) -> Any:
    """Make a customer like the customer; what is answered."""
    wanted = {**OPTIONS, **options}
    return (caller or tenants(scene)).cloneTenant(source=2, tenant=given(), options=wanted)


def refused(scene: PbxScene, caller: Caller | None = None, **options: Any) -> tuple[int, str | None]:
    """What must be refused, and nothing is made."""
    before = scene.world.fingerprint()
    caller = caller or tenants(scene)
    fault = caller.refused("cloneTenant", source=2, tenant=given(), options={**OPTIONS, **options})
    assert scene.world.fingerprint() == before
    return fault.code, fault.field


def pbx_of(scene: PbxScene, id: int) -> dict[str, Any]:
    """What makes up a PBX, with the customer's own number and base number left out of names."""
    root, base = scene.root, FORMER if id == 2 else BASE

    def plain(value: Any) -> Any:
        return str(value).replace(f"ph{id}", "ph").replace(base, "base")

    def told(one: dict[str, Any], *members: str) -> Any:
        return [plain(one[member]) for member in members]

    filter = {"filter": {"customer": id}}
    users = ("number", "name", "primaryNumber", "mainProduct", "addons", "callPlan", "groups", "status", "callerId")
    return {
        "agreement": [told(each, "product", "quantity", "activation") for each in root.getAgreement(customer=id)],
        "users": {
            each["number"]: told(each, *users)
            for each in root.getExtensions(query=filter)["extensions"]
            if each["number"]
        },
        "groups": [
            told(each, "number", "name", "policy", "members") for each in root.getGroups(query=filter)["groups"]
        ],
        "attendants": sorted(
            told(each, "num", "name", "keys", "mainProduct")
            for each in root.getAutoAttendants(query=filter)["attendants"]
        ),
    }


@pytest.fixture
def office(pbx: PbxScene) -> PbxScene:
    return furnish(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return furnish(quick_pbx)


def furnish(shop: PbxScene) -> PbxScene:
    """The customer has another user, whose calls show the number of the first one, and a group with the pilot in it."""
    stock(shop)
    shop.agree("RECORDING", 5)
    shop.user(
        "467",
        addons=["RECORDING"],
        localPrefix="01",
        sipUsername="lobby",
        webUsername="lobby",
        webPassword="a walk in the park",
    )
    shop.root.updateExtension(extension={"customer": 2, "number": "467", "callerId": f"{FORMER}466"})
    shop.root.updateExtension(extension={"customer": 2, "number": "466", "callerId": "+43199990002"})
    members = ["467", "ph2p", "466"]
    shop.root.updateGroup(group={"customer": 2, "number": "480", "policy": "parallel", "members": members})
    return shop


def test_the_pbx_is_the_same_with_identities_and_numbers_of_its_own(office: PbxScene) -> None:
    answer = cloned(office)
    id = answer["customer"]["id"]
    copied = {each["part"]: each["records"] for each in answer["copied"]}
    assert copied == {"agreement": 3, "pilot": 1, "extensions": 2, "groups": 1, "attendants": 2}
    former, new = pbx_of(office, 2), pbx_of(office, id)
    assert former["users"]["466"].pop() == "base0002", "which is a number of the other customer alone"
    assert new["users"]["466"].pop() == ""
    assert new == former
    lobby = office.root.getExtension(customer=id, number="467")
    assert (lobby["callerId"], lobby["primaryNumber"]) == (f"{BASE}466", f"{BASE}467")
    assert (lobby["webUsername"], lobby["localPrefix"], lobby["sipUsername"]) == ("", "01", "lobby")
    assert lobby["sipAccount"]["domain"] == "new.pbx.example.org"
    assert office.root.getDevices(query={"filter": {"customer": id}})["total"] == 0
    assert {each["role"] for each in office.root.getNumbers(query={"filter": {"customer": id}})["numbers"]} == {
        "base",
        "derived",
    }
    passwords = [
        office.admin.sip.getAccount(sipId={"username": "lobby", "domain": domain})["password"]
        for domain in (lobby["sipAccount"]["domain"], "c2.pbx.example.org")
    ]
    assert all(passwords)
    assert passwords[0] != passwords[1]
    assert examine(office.world.database) == []


def test_it_passes_the_checks_of_whoever_makes_it_and_all_or_nothing_is_made(quick: PbxScene) -> None:
    reseller = quick.reseller_login.at("Tenant")
    quick.root.updateAgreementItem(item={"customer": 1, "product": "PBX", "quantity": 3})
    assert refused(quick, reseller) == (8018, "options.include")
    quick.root.updateAgreementItem(item={"customer": 1, "product": "PBX", "quantity": 0})
    quick.grant(1, sip_credit=8)
    assert refused(quick, reseller) == (911, "options.include")
    quick.grant(1, sip_credit=100)
    assert cloned(quick, reseller)["customer"]["reseller"] == 1


def test_limits_of_the_profile_are_the_same(quick: PbxScene) -> None:
    quick.profile(2, maxSubscribers="6", extRangeMin="100", extRangeMax="999", allowBelowUse=None)
    id = cloned(quick)["customer"]["id"]
    shown = quick.admin.tenant.getProfile(customer=id)
    assert (shown["kind"], shown["maxSubscribers"], shown["extRangeMax"]) == ("pbxaccount", "6", "999")
    fault = quick.root.refused("addExtension", extension={"customer": id, "name": "One more"})
    assert fault.code == 8103


@pytest.mark.parametrize(
    ("options", "code", "field"),
    [
        ({"domain": ""}, 102, "options.domain"),
        ({"number": {}}, 102, "options.number"),
        ({"domain": "c2.pbx.example.org"}, 1001, "options.domain"),
        ({"number": {"cc": "43", "ac": "1", "sn": "9999"}}, 8140, "options.number"),
        ({"number": {"cc": "43"}}, 102, "options.number.sn"),
        ({"include": ["pilot", "phones"]}, 101, "options.include.1"),
        ({"include": ["extensions", "agreement"]}, 8111, "options.include"),
        ({"include": ["pilot", "extensions"]}, 8010, "options.include"),
    ],
)
def test_what_is_missing_or_taken_is_named(quick: PbxScene, options: dict[str, Any], code: int, field: str) -> None:
    assert refused(quick, **options) == (code, field)


def test_a_dry_run_tells_what_would_be(quick: PbxScene) -> None:
    before = quick.world.fingerprint()
    caller = tenants(quick).asking(dryRun=True)
    copied = cloned(quick, caller)["copied"]
    assert [each["part"] for each in copied] == [*PARTS]
    assert quick.world.fingerprint() == before
    consumed = {(each["kind"], int(each["holder"])): int(each["count"]) for each in caller.reply["preview"]["consumes"]}
    assert consumed["sip_credit", 1] == 6


def test_a_user_of_few_rights_makes_by_it_nothing_that_he_could_not_make(quick: PbxScene) -> None:
    assert (
        quick.customer_login.at("Tenant").refused("cloneTenant", source=2, tenant=given(), options=OPTIONS).code == 902
    )


def test_rewrite_rules_of_the_domain_are_the_same(quick: PbxScene) -> None:
    quick.reseller_login.addRewriteRuleSet(set={"name": "Own", "rules": []})
    quick.reseller_login.setRewriteRules(domain="c2.pbx.example.org", set="Own")
    cloned(quick)
    tested = quick.root.testRewrite(domain="new.pbx.example.org", number="0431", direction="caller-in")
    assert tested["set"] == "Own"


def test_an_undo_of_one_with_a_pbx_is_refused_and_a_deletion_removes_it(quick: PbxScene) -> None:
    id = cloned(quick)["customer"]["id"]
    before = quick.world.fingerprint()
    with pytest.raises(NotRevertible, match="cannot be undone"):
        quick.world.undo()
    assert quick.world.fingerprint() == before
    digest = tenants(quick).quoteDeletion(customer=id)["quoteDigest"]
    tenants(quick).deleteTenant(customer=id, quoteDigest=digest)
    assert quick.root.getExtensions(query={"filter": {"customer": id}})["total"] == 0
    assert examine(quick.world.database) == []
