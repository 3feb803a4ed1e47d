# SPDX-License-Identifier: Apache-2.0
"""Pilots and users: what is made with them, and what goes with them (pbx.md 8)."""

from itertools import count
from typing import Any

import pytest

from ngnprov.db.failures import StorageFailure
from ngnprov.errors import NotRevertible
from tests.ports.pbx.conftest import PbxScene
from tests.support.caller import Fault
from tests.support.examination import examine
from tests.support.failing import failing

DOMAIN = "c2.pbx.example.org"


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """The customer has a pilot, and may use any number of PBX and two RECORDING."""
    pbx.agree("PBX", customer=pbx.reseller_id)
    pbx.agree("PBX")
    pbx.agree("RECORDING", 2)
    pbx.pilot()
    return pbx


def test_a_pilot_is_an_account_a_number_and_an_alias(shop: PbxScene) -> None:
    shown = shop.root.getExtension(customer=2)
    assert (shown["kind"], shown["number"], shown["accountId"]) == ("pilot", "", "ph2p")
    assert (shown["primaryNumber"], shown["numbers"]) == ("4319999", ["4319999"])
    assert shown["sipAccount"] == {"username": "pilot", "domain": DOMAIN}
    account = shop.admin.sip.getAccount(sipId={"username": "pilot", "domain": DOMAIN})
    assert (account["owner"], account["customer"]) == (2, 2)
    alias = shop.admin.sip.getAlias(id={"username": "4319999", "domain": DOMAIN})
    assert alias["target"] == {"username": "pilot", "domain": DOMAIN}
    assert shop.root.refused("addPilot", pilot={"customer": 2}).code == 8110
    assert examine(shop.world.database) == []


def test_a_user_is_made_with_all_that_belongs_to_it_and_goes_with_it(shop: PbxScene) -> None:
    before = shop.world.fingerprint()
    shown = shop.user("101", mainProduct="PBX", addons=["RECORDING"])
    assert (shown["accountId"], shown["accountRole"], shown["status"]) == ("ph2x101", "universal", "active")
    assert (shown["primaryNumber"], shown["mainProduct"], shown["addons"]) == ("4319999101", "PBX", ["RECORDING"])
    alias = shop.admin.sip.getAlias(id={"username": "4319999101", "domain": DOMAIN})
    assert alias["target"] == {"username": "ph2x101", "domain": DOMAIN}
    assert (shop.used("PBX"), shop.used("RECORDING")) == (1, 1)
    assert shop.root.getExtension(customer=2, number="101") == shown
    assert examine(shop.world.database) == []
    freed = shop.reseller_login.deleteExtension(customer=2, number="101")
    assert freed["freedNumbers"] == ["4319999101"]
    assert shop.root.refused("getExtension", customer=2, number="101").code == 8106
    assert (shop.used("PBX"), shop.used("RECORDING")) == (0, 0)
    assert shop.world.fingerprint() != before
    assert examine(shop.world.database) == []


def test_a_pilot_needs_its_domain_its_number_and_its_credentials(pbx: PbxScene) -> None:
    whole = {
        **{"customer": 2, "newDomain": {"domain": DOMAIN}, "sipUsername": "pilot", "sipPassword": "a good secret"},
        **{"number": {"cc": "43", "ac": "1", "sn": "9999"}, "displayName": "Office"},
    }
    other, _ = pbx.sibling()
    pbx.admin.sip.addDomain(domain={"domain": "siblings.example.org", "customer": other})
    before = pbx.world.fingerprint()
    number = whole["number"]
    assert isinstance(number, dict)
    for members, code, field in (
        ({"number": None}, 102, "pilot.number.cc"),
        ({"number": {**number, "cc": "043"}}, 101, "pilot.number.cc"),
        ({"number": {**number, "ac": "01"}}, 101, "pilot.number.ac"),
        ({"number": {**number, "sn": "9" * 13}}, 101, "pilot.number.sn"),
        ({"newDomain": None}, 102, "pilot.domain"),
        ({"newDomain": None, "domain": "nowhere.example.org"}, 1000, "pilot.domain"),
        ({"newDomain": None, "domain": "siblings.example.org"}, 8120, "pilot.domain"),
        ({"newDomain": {"domain": "siblings.example.org"}}, 1001, "pilot.newDomain.domain"),
        ({"newDomain": {"domain": "b_d"}}, 101, "pilot.newDomain.domain"),
        ({"domain": DOMAIN}, 101, "pilot.domain"),
        ({"sipPassword": None}, 102, "pilot.sipPassword"),
        ({"sipUsername": None}, 102, "pilot.sipUsername"),
        ({"sipUsername": "not one"}, 101, "pilot.sipUsername"),
        ({"webUsername": "office"}, 101, "pilot.webPassword"),
        ({"webUsername": "office", "webPassword": "office"}, 101, "pilot.webPassword"),
        ({"displayName": "x" * 129}, 101, "pilot.displayName"),
        ({"displayName": "a\x85b"}, 101, "pilot.displayName"),
        ({"customer": 99}, 5000, "pilot.customer"),
        ({"customer": other}, 8101, "pilot.customer"),
    ):
        given = {name: value for name, value in {**whole, **members}.items() if value is not None}
        fault = pbx.reseller_login.refused("addPilot", pilot=given)
        assert (fault.code, fault.field) == (code, field), (members, fault.text)
    assert pbx.world.fingerprint() == before
    assert pbx.root.refused("addExtension", extension={"customer": 2, "name": "n"}).code == 8111
    assert pbx.customer_login.refused("addPilot", pilot=whole).code == 902


def test_the_domain_of_a_pilot_that_is_refused_was_never_made(shop: PbxScene) -> None:
    other, _ = shop.sibling()
    shop.has_pbx(other, "Sibling")
    before = shop.world.fingerprint()
    with pytest.raises(Fault) as caught:
        shop.pilot(other)
    assert caught.value.code == 8140
    assert shop.world.fingerprint() == before


def test_a_pilot_stays_while_others_are_there(shop: PbxScene) -> None:
    shop.user("101")
    fault = shop.reseller_login.refused("deletePilot", customer=2)
    assert (fault.code, fault.members["used"]) == (8112, "1")
    shop.customer_login.deleteExtension(customer=2, number="101")
    assert shop.customer_login.refused("deletePilot", customer=2).code == 902
    shop.reseller_login.deletePilot(customer=2)
    assert shop.admin.sip.getDomains(query={"filter": {"domain": DOMAIN}})["total"] == 1
    assert shop.root.refused("getExtension", customer=2).code == 8111
    assert examine(shop.world.database) == []


def test_numbers_are_in_the_range_and_there_once(shop: PbxScene) -> None:
    shop.profile(extRangeMin="100", extRangeMax="103")
    caller = shop.customer_login
    assert caller.suggestExtension(customer=2, count=9) == ["100", "101", "102", "103"]
    assert shop.user(caller=caller)["number"] == "100"
    assert shop.user("101", caller)["number"] == "101"
    before = shop.world.fingerprint()
    for number, code in (("101", 8104), ("200", 8105), ("0101", 8105), ("1", 101), ("9" * 9, 101), ("11a", 101)):
        fault = caller.refused("addExtension", extension={"customer": 2, "number": number, "name": "n"})
        assert (fault.code, fault.field) == (code, "extension.number"), number
    fault = caller.refused("addExtensions", extension={"customer": 2, "name": "n"}, count=3)
    assert (fault.code, fault.field) == (8107, "count")
    assert shop.world.fingerprint() == before
    made = caller.addExtensions(extension={"customer": 2, "name": "n", "number": "101"}, count=2)
    assert [each["number"] for each in made] == ["102", "103"]
    assert caller.refused("suggestExtension", customer=2).code == 8107
    assert caller.refused("addExtension", extension={"customer": 2, "name": "n"}).code == 8107


def test_nobody_gets_the_number_that_calls_for_help(shop: PbxScene) -> None:
    fault = shop.reseller_login.refused("addExtension", extension={"customer": 2, "number": "112", "name": "n"})
    assert (fault.code, fault.field) == (101, "extension.number")


def test_subscribers_of_every_kind_count_and_an_empty_cap_is_none(shop: PbxScene) -> None:
    shop.profile(maxSubscribers="3")
    for number in ("101", "102"):
        shop.user(number)
    fault = shop.customer_login.refused("addExtension", extension={"customer": 2, "name": "n"})
    assert (fault.code, fault.members["limit"], fault.members["used"]) == (8103, "3", "3")
    before = shop.world.fingerprint()
    fault = shop.admin.tenant.refused("updateProfile", profile={"customer": 2, "maxSubscribers": "2"})
    assert (fault.code, fault.field, fault.members["used"], fault.members["holder"]) == (
        8108,
        "profile.maxSubscribers",
        "3",
        "2",
    )
    assert shop.world.fingerprint() == before
    shop.admin.tenant.updateProfile(profile={"customer": 2, "maxSubscribers": "1"}, allowBelowUse=True)
    fault = shop.customer_login.refused("addExtension", extension={"customer": 2, "name": "n"})
    assert (fault.code, fault.members["limit"], fault.members["used"]) == (8103, "1", "3")
    shop.profile(maxSubscribers="")
    shop.user("103")


def test_products_and_credits_that_are_used_up_leave_nothing_behind(shop: PbxScene) -> None:
    for number in ("101", "102"):
        shop.user(number, addons=["RECORDING"])
    before = shop.world.fingerprint()
    new = {"customer": 2, "number": "103", "name": "n", "addons": ["RECORDING"]}
    assert shop.customer_login.refused("addExtension", extension=new).code == 8011
    assert shop.customer_login.refused("addExtension", extension={**new, "addons": ["AA"]}).code == 8010
    assert shop.world.fingerprint() == before
    shop.grant(2, sip_credit=3)
    assert shop.customer_login.refused("addExtension", extension={**new, "addons": []}).code == 910


def test_what_other_ports_may_not_do_to_the_parts_of_an_extension(shop: PbxScene) -> None:
    shop.admin.enum.addRange(range={"id": {"prefix": "431", "tld": "e164.arpa"}, "customer": 2, "maxDigits": 15})
    shop.user("101")
    sip, enum = shop.admin.sip, shop.admin.enum
    sip_id, alias = {"username": "ph2x101", "domain": DOMAIN}, {"username": "4319999101", "domain": DOMAIN}
    number = {"number": "4319999101", "tld": "e164.arpa"}
    other, _ = shop.sibling()
    before = shop.world.fingerprint()
    for caller, operation, arguments, code in (
        (sip, "deleteAccount", {"sipId": sip_id}, 1121),
        (sip, "addToGroup", {"sipId": sip_id, "group": "blocked"}, 1121),
        (sip, "removeFromGroup", {"sipId": sip_id, "group": "blocked"}, 1121),
        (sip, "updateAccount", {"account": {"id": sip_id, "groups": ["blocked"]}}, 1121),
        (sip, "deleteAlias", {"id": alias}, 1122),
        (sip, "updateAlias", {"alias": {"id": alias, "target": {"username": "elsewhere"}}}, 1122),
        (sip, "updateDomain", {"domain": {"domain": DOMAIN, "customer": other}}, 1120),
        (sip, "deleteDomain", {"domain": DOMAIN}, 1120),
        (enum, "deleteNumber", {"enumId": number}, 3012),
        (enum, "updateNumber", {"number": {"id": number, "mappings": []}}, 3012),
        (shop.admin, "deleteAccount", {"id": 2}, 5010),
        (shop.admin.tenant, "updateProfile", {"profile": {"customer": 2, "kind": "sipaccount"}}, 101),
    ):
        assert caller.refused(operation, **arguments).code == code, operation
    assert shop.world.fingerprint() == before
    sip.updateAccount(account={"id": sip_id, "password": "another", "groups": ["free-pstn"], "quota": 5})
    sip.updateAlias(alias={"id": alias, "target": sip_id, "owner": other})
    enum.updateNumber(number={"id": number, "info": "ours"})
    assert examine(shop.world.database) == []


def test_what_other_ports_gave_the_account_comes_back_with_an_undo(shop: PbxScene) -> None:
    shop.user("101")
    sip, sip_id = shop.admin.sip, {"username": "ph2x101", "domain": DOMAIN}
    sip.updateAccount(account={"id": sip_id, "password": "another", "lastName": "Smith", "quota": 5})
    sip.addPhonebookEntry(sipId=sip_id, entry={"uri": "sip:a@example.com", "name": "A"})
    sip.addAlias(alias={"id": {"username": "smith", "domain": DOMAIN}, "target": sip_id})
    before = sip.getAccount(sipId=sip_id)
    asked = shop.reseller_login.asking()
    asked.deleteExtension(customer=2, number="101")
    assert sip.refused("getAlias", id={"username": "smith", "domain": DOMAIN}).code == 1020
    shop.world.undo(asked.reply["transaction"])
    moments = ("createDate", "changeDate")
    after = sip.getAccount(sipId=sip_id)
    assert {**after, **dict.fromkeys(moments)} == {**before, **dict.fromkeys(moments)}
    assert sip.getPhonebookEntries(sipId=sip_id)["total"] == 1
    assert sip.getAlias(id={"username": "smith", "domain": DOMAIN})["target"] == sip_id
    assert examine(shop.world.database) == []


def test_a_part_is_not_undone_by_itself(shop: PbxScene) -> None:
    asked = shop.reseller_login.asking()
    asked.addExtension(extension={"customer": 2, "number": "101", "name": "n"})
    ((entry,),) = shop.world.sql("SELECT id FROM journal WHERE subject = 'SIP account ph2x101@c2.pbx.example.org'")
    with pytest.raises(NotRevertible, match=f"part of what the transaction {asked.reply['transaction']} has changed"):
        shop.world.undo(str(entry))


def test_nobody_sees_or_hears_of_what_is_not_his(shop: PbxScene) -> None:
    shop.user("101")
    other, sibling = shop.sibling()
    for caller in (shop.stranger(), sibling):
        for operation, arguments in (
            ("getExtension", {"customer": 2, "number": "101"}),
            ("deleteExtension", {"customer": 2, "number": "101"}),
            ("addExtension", {"extension": {"customer": 2, "name": "n"}}),
            ("updateExtension", {"extension": {"customer": 2, "number": "101", "name": "n"}}),
            ("suggestExtension", {"customer": 2, "count": 1}),
        ):
            fault = caller.refused(operation, **arguments)
            never = caller.refused(operation, **_of_nobody(arguments))
            assert (fault.code, fault.text) == (never.code, never.text) == (5000, never.text), operation
        assert caller.getExtensions(query={"filter": {}})["total"] == 0
    shop.has_pbx(other, "Sibling")
    fault = shop.reseller_login.refused(
        "addPilot",
        pilot={
            **{"customer": other, "newDomain": {"domain": "sibling.example.org"}, "sipUsername": "p"},
            **{"sipPassword": "a good secret", "number": {"cc": "43", "ac": "1", "sn": "9999"}},
        },
    )
    assert (fault.code, fault.members.get("holder")) == (8140, None)


def _of_nobody(arguments: dict[str, Any]) -> dict[str, Any]:
    if "extension" in arguments:
        return {"extension": {**arguments["extension"], "customer": 99}}
    return {**arguments, "customer": 99}


@pytest.mark.parametrize("operation", ["addExtension", "deleteExtension"])
def test_a_failure_at_any_statement_leaves_nothing_half_made(quick_pbx: PbxScene, operation: str) -> None:
    shop = quick_pbx
    shop.admin.enum.addRange(range={"id": {"prefix": "431", "tld": "e164.arpa"}, "customer": 2, "maxDigits": 15})
    shop.agree("PBX", customer=shop.reseller_id)
    shop.agree("PBX")
    shop.pilot()
    shop.user("101")
    arguments: dict[str, dict[str, Any]] = {
        "addExtension": {"extension": {"customer": 2, "number": "102", "name": "n"}},
        "deleteExtension": {"customer": 2, "number": "101"},
    }
    before = shop.world.fingerprint()
    for at in count(1):
        with failing(at, StorageFailure("disk full")):
            try:
                shop.root.call(operation, arguments[operation])
                break
            except Fault as fault:
                assert fault.code == 201
        assert shop.world.fingerprint() == before
    assert at > 15


def test_the_domain_of_a_pilot_has_a_rewrite_rule_set(pbx: PbxScene) -> None:
    rule = {"direction": "callee-out", "match": "^0", "replace": "43"}
    pbx.root.addRewriteRuleSet(set={"name": "Austria", "rules": [rule]})
    with pytest.raises(Fault) as caught:
        pbx.pilot(rewriteRuleSet="Italy")
    assert (caught.value.code, caught.value.field) == (8121, "pilot.rewriteRuleSet")
    pbx.pilot(rewriteRuleSet="Austria")
    rewritten = pbx.customer_login.testRewrite(domain=DOMAIN, number="01", direction="callee-out")
    assert (rewritten["number"], rewritten["set"]) == ("431", "Austria")
