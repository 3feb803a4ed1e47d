# SPDX-License-Identifier: Apache-2.0
"""SIP domains (sip.md 5.1)."""

import pytest

from tests.ports.sip.conftest import SipScene, sip_id

PEM = "-----BEGIN CERTIFICATE-----\r\nMIIB+/=\r\n\tx & <y>\n-----END CERTIFICATE-----\n"


def test_a_domain_belongs_to_the_customer_named(sip: SipScene) -> None:
    stored = sip.admin.sip.addDomain(domain={"domain": "Mixed.Example.NET", "customer": sip.customer_id})
    assert (stored["domain"], stored["customer"], stored["reseller"]) == (
        "mixed.example.net",
        sip.customer_id,
        sip.reseller_id,
    )
    (found,) = sip.customer_login.getDomains(query={"filter": {"domain": "mixed%"}})["domains"]
    assert found == stored


@pytest.mark.parametrize(
    "name", ["localhost", "1.2.3.4", "a..b", "-a.example", "x.example.", "a b.example", "a_b.example"]
)
def test_a_name_that_is_no_domain_is_refused(quick_sip: SipScene, name: str) -> None:
    fault = quick_sip.admin.sip.refused("addDomain", domain={"domain": name})
    assert (fault.code, fault.field) == (101, "domain.domain")


def test_a_domain_without_a_customer_is_the_callers(sip: SipScene) -> None:
    for caller, name, customer in (
        (sip.reseller_login, "r.example", sip.reseller_id),
        (sip.customer_login, "c.example", sip.customer_id),
        (sip.behind(sip.customer_id).sip, "b.example", sip.customer_id),
        (sip.admin.sip, "a.example", 0),
    ):
        stored = caller.addDomain(domain={"domain": name, "customer": 0, "reseller": 0})
        assert (stored["customer"], stored["reseller"]) == (customer, customer and sip.reseller_id)
    stored = sip.admin.sip.addDomain(domain={"domain": "only.example", "reseller": sip.reseller_id})
    assert stored["customer"] == sip.reseller_id


def test_who_impersonates_the_reseller_adds_domains_as_he_does(sip: SipScene) -> None:
    """Features 003-13."""
    deputy, pointer = (
        sip.add(name, reseller=sip.reseller_id, impersonate=whom)
        for name, whom in (("deputy", sip.reseller_id), ("pointer", sip.customer_id))
    )
    login = sip.login("deputy")
    stored = [
        login.sip.addDomain(domain=given)
        for given in ({"domain": "d.example"}, {"domain": "p.example", "customer": pointer})
    ]
    assert [(each["customer"], each["reseller"]) for each in stored] == [
        (sip.reseller_id, sip.reseller_id),
        (pointer, sip.reseller_id),
    ]
    siblings = login.getCustomers(query={"filter": {}})["accounts"]
    assert {each["id"] for each in siblings} == {sip.reseller_id, sip.customer_id, deputy, pointer}
    assert sip.login("pointer").getCustomers(query={"filter": {}})["total"] == 1
    assert sip.login("pointer").sip.refused("addDomain", domain={"domain": "x.example", "customer": deputy}).code == 101
    assert sip.login("pointer").sip.addDomain(domain={"domain": "x.example"})["customer"] == sip.customer_id


def test_a_reseller_gives_no_domain_to_a_customer_of_another(sip: SipScene) -> None:
    """Features 003-04; his is as one that never was."""
    deputy = sip.add("deputy", reseller=sip.reseller_id, impersonate=sip.reseller_id)
    other = sip.reseller("other")
    foreign = sip.add("foreign", reseller=other)
    callers = (sip.login("reseller"), sip.login("deputy"), sip.behind(sip.reseller_id), sip.behind(deputy))
    before = sip.world.fingerprint()
    told = [
        caller.sip.refused("addDomain", domain={"domain": "x.example", "customer": customer}).members
        for caller in callers
        for customer in (foreign, other, 4711)
    ]
    assert told == [told[0]] * len(told)
    assert (told[0]["errorcode"], told[0]["field"]) == ("101", "domain.customer")
    assert sip.world.fingerprint() == before


def test_a_customer_who_is_not_there_or_anothers_is_refused(sip: SipScene) -> None:
    before = sip.world.fingerprint()
    for caller, customer in (
        (sip.admin.sip, 999),
        (sip.reseller_login, 999),
        (sip.customer_login, sip.reseller_id),
    ):
        fault = caller.refused("addDomain", domain={"domain": "x.example", "customer": customer})
        assert (fault.code, fault.field) == (101, "domain.customer")
    wrong = {"domain": "x.example", "customer": sip.customer_id, "reseller": sip.customer_id}
    assert sip.admin.sip.refused("addDomain", domain=wrong).field == "domain.reseller"
    assert sip.world.fingerprint() == before


def test_a_domain_exists_once_and_is_imported_by_an_update_then(sip: SipScene) -> None:
    given = {"domain": "example.com", "certificate": PEM, "changeDate": "2020-01-01 00:00:00", "customer": 0}
    assert sip.customer_login.refused("addDomain", domain=given).code == 1001
    assert sip.stranger().refused("addDomain", domain=given).code == 1001
    assert sip.customer_login.updateDomain(domain=given) is True
    (found,) = sip.customer_login.getDomains(query={})["domains"]
    assert (found["certificate"], found["customer"]) == (PEM, sip.customer_id)


def test_a_whole_record_is_saved_with_changes_and_pem_survives(sip: SipScene) -> None:
    (domain,) = sip.customer_login.getDomains(query={})["domains"]
    tick = 1 if sip.dialect == "encoded" else True
    changed = {**domain, "certificate": PEM, "private_key": PEM, "verify_cert": tick, "match_ip_address": "10.0.0.0/8"}
    assert sip.customer_login.updateDomain(domain=changed) is True
    (found,) = sip.customer_login.getDomains(query={"filter": {"domain": "ex%"}})["domains"]
    assert (found["certificate"], found["private_key"], found["verify_cert"]) == (PEM, PEM, True)
    assert (found["match_ip_address"], found["require_cert"]) == ("10.0.0.0/8", False)
    assert found["changeDate"] >= domain["changeDate"]
    sip.customer_login.updateDomain(
        domain={"domain": "example.com", "certificate": "", "private_key": None, "customer": 0}
    )
    (found,) = sip.customer_login.getDomains(query={})["domains"]
    assert (found["certificate"], found["private_key"], found["verify_cert"]) == ("", PEM, True)


def test_a_save_that_changes_nothing_leaves_no_trace(sip: SipScene) -> None:
    (domain,) = sip.customer_login.getDomains(query={})["domains"]
    before = sip.world.fingerprint()
    assert sip.customer_login.updateDomain(domain=domain) is True
    assert sip.world.fingerprint() == before


def test_a_domain_with_accounts_or_aliases_is_not_deleted(sip: SipScene) -> None:
    sip.account()
    assert sip.customer_login.refused("deleteDomain", domain="example.com").code == 1120
    sip.admin.sip.addAlias(alias={"id": sip_id("b"), "target": sip_id("far", "far.example.org")})
    sip.admin.sip.deleteAccount(sipId=sip_id())
    assert sip.customer_login.refused("deleteDomain", domain="example.com").code == 1120
    sip.admin.sip.deleteAlias(id=sip_id("b"))
    assert sip.customer_login.deleteDomain(domain="EXAMPLE.com") is True
    assert sip.customer_login.refused("deleteDomain", domain="example.com").code == 1000


def test_a_foreign_domain_is_as_one_that_never_was(sip: SipScene) -> None:
    stranger = sip.stranger()
    before = sip.world.fingerprint()
    for operation, argument in (("deleteDomain", "example.com"), ("updateDomain", {"domain": "example.com"})):
        seen = stranger.refused(operation, domain=argument)
        never = argument.replace("example", "never") if isinstance(argument, str) else {"domain": "never.com"}
        assert (seen.code, seen.text) == (1000, stranger.refused(operation, domain=never).text)
    assert stranger.getDomains(query={"filter": {"domain": "%"}}) == {"domains": [], "total": 0}
    assert sip.world.fingerprint() == before


def test_lists_count_beyond_the_slice_and_order(sip: SipScene) -> None:
    for name in ("b.example", "a.example"):
        sip.admin.sip.addDomain(domain={"domain": name, "customer": sip.customer_id})

    def names(**query: object) -> list[str]:
        found = sip.admin.sip.getDomains(query=query)
        assert found["total"] == 4
        return [domain["domain"] for domain in found["domains"]]

    assert names() == ["a.example", "b.example", "example.com", "reseller.example"]
    assert names(orderBy={"attribute": "domain", "direction": "ASC"}) == sorted(names())
    assert names(orderBy={"attribute": "domain", "direction": "DESC"}, range={"start": 1, "count": 1}) == [
        "example.com"
    ]
    assert sip.admin.sip.getDomains(query={"filter": {"customer": sip.customer_id}})["total"] == 3
    assert sip.admin.sip.getDomains(query={"filter": {"reseller": sip.reseller_id, "domain": "%.com"}})["total"] == 1
