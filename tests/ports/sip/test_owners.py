# SPDX-License-Identifier: Apache-2.0
"""Owners of accounts and aliases: any entry of the reseller, never a foreign one (sip.md 5.14)."""

from typing import Any

from tests.ports.sip.conftest import SipScene, sip_id
from tests.support.caller import Caller


def alias(caller: Caller, name: str, domain: str = "example.com", **members: Any) -> Any:
    return caller.addAlias(alias={"id": sip_id(name, domain), "target": sip_id("x", "far.example.org"), **members})


def test_a_foreign_owner_of_an_alias_is_refused_as_a_missing_one(sip: SipScene) -> None:
    foreign = sip.add("foreign", reseller=sip.reseller("other"))
    alias(sip.admin.sip, "sales")
    before = sip.world.fingerprint()
    for caller in (sip.reseller_login, sip.customer_login, sip.behind(sip.customer_id).sip):
        for operation, name in (("addAlias", "new"), ("updateAlias", "sales")):
            given = {"id": sip_id(name), "target": sip_id()}
            told = [
                caller.refused(operation, alias={**given, "owner": owner}).members
                for owner in (foreign, foreign - 1, 4711)
            ]
            assert told == [told[0]] * 3
            assert (told[0]["errorcode"], told[0]["field"]) == ("5000", "alias.owner")
    assert sip.admin.sip.refused("updateAlias", alias={"id": sip_id("sales"), "owner": 4711}).field == "alias.owner"
    assert sip.world.fingerprint() == before
    sibling = sip.add("sibling", reseller=sip.reseller_id)
    assert alias(sip.customer_login, "new", owner=sibling)["owner"] == sibling
    assert sip.customer_login.updateAlias(alias={"id": sip_id("sales"), "owner": sibling}) is True
    assert sip.login("sibling").sip.refused("getAlias", id=sip_id("sales")).code == 1020  # it gives no rights


def test_an_owner_of_aliases_is_not_deleted_until_none_is_left(sip: SipScene) -> None:
    owner = sip.add("owner", reseller=sip.reseller_id)
    for name in ("one", "two"):
        alias(sip.customer_login, name, owner=owner)
    before = sip.world.fingerprint()
    for caller in (sip.admin, sip.login("reseller"), sip.behind(owner)):
        fault = caller.refused("deleteAccount", id=owner)
        assert (fault.code, "2 SIP aliases" in fault.text) == (5010, True)
    assert sip.world.fingerprint() == before
    sip.customer_login.deleteAlias(id=sip_id("one"))
    assert "1 SIP aliases" in sip.admin.refused("deleteAccount", id=owner).text
    sip.customer_login.updateAlias(alias={"id": sip_id("two"), "owner": 0})
    sip.admin.deleteAccount(id=owner)


def test_all_records_of_an_owner_are_found_across_domains(sip: SipScene) -> None:
    owner, sibling = (sip.add(name, reseller=sip.reseller_id) for name in ("owner", "sibling"))
    sip.admin.sip.addDomain(domain={"domain": "sibling.example", "customer": sibling})
    domains = ("example.com", "reseller.example", "sibling.example")
    for domain in domains:
        sip.account("mine", domain, owner=owner)
        sip.account("another", domain, owner=sibling)
        sip.account("nobodys", domain)
        alias(sip.admin.sip, "a-mine", domain, owner=owner)
        alias(sip.admin.sip, "a-another", domain, owner=sibling)

    def found(caller: Caller, operation: str, listed: str, **condition: Any) -> set[tuple[str, str]]:
        answer = caller.call(operation, {"query": {"filter": {"owner": owner, **condition}}})
        assert answer["total"] == len(answer[listed])
        return {(each["id"]["username"], each["id"]["domain"]) for each in answer[listed]}

    for operation, listed, name, by_domain in (
        ("getAccounts", "accounts", "mine", "domain"),
        ("getAliases", "aliases", "a-mine", "aliasDomain"),
    ):
        everywhere = {(name, domain) for domain in domains}
        for caller in (sip.admin.sip, sip.reseller_login):
            assert found(caller, operation, listed) == everywhere
            assert found(caller, operation, listed, **{by_domain: "%sibl%"}) == {(name, "sibling.example")}
            assert found(caller, operation, listed, customer=sip.customer_id) == {(name, "example.com")}
            assert found(caller, operation, listed, owner=sip.customer_id) == set()
        assert found(sip.customer_login, operation, listed) == {(name, "example.com")}
        assert found(sip.login("owner").sip, operation, listed) == found(sip.stranger(), operation, listed) == set()
