# SPDX-License-Identifier: Apache-2.0
"""Credits of accounts and aliases, and domains that move with all they consume (sip.md 6)."""

from typing import Any

import pytest

from tests.ports.sip.conftest import SipScene, sip_id
from tests.support.caller import Caller, Fault
from tests.support.examination import examine


def account(caller: Caller, name: str, domain: str = "example.com") -> Any:
    return caller.addAccount(account={"id": sip_id(name, domain), "password": "p"})


def alias(caller: Caller, name: str, domain: str = "example.com") -> Any:
    return caller.addAlias(alias={"id": sip_id(name, domain), "target": sip_id("x", "far.example.org")})


KINDS = [("sip_credit", account, "deleteAccount", "sipId"), ("sip_alias_credit", alias, "deleteAlias", "id")]


def limit(fault: Fault) -> tuple[Any, ...]:
    return (fault.code, *(fault.members[name] for name in ("kind", "limit", "used", "holder")))


@pytest.mark.parametrize(("kind", "add", "delete", "key"), KINDS)
def test_the_third_is_refused_by_name_and_size_until_one_goes(
    sip: SipScene, kind: str, add: Any, delete: str, key: str
) -> None:
    sip.grant(sip.customer_id, **{kind: 2})
    for name in ("a", "b"):
        add(sip.customer_login, name)
    before = sip.world.fingerprint()
    with pytest.raises(Fault) as caught:
        add(sip.customer_login, "c")
    assert limit(caught.value) == (910, kind, "2", "2", str(sip.customer_id))
    assert sip.world.fingerprint() == before
    getattr(sip.customer_login, delete)(**{key: sip_id("a")})
    add(sip.customer_login, "c")
    sip.grant(sip.customer_id, **{kind: 3})
    add(sip.customer_login, "d")
    assert examine(sip.world.database) == []


def test_an_existing_address_is_said_before_the_credit(sip: SipScene) -> None:
    sip.grant(sip.customer_id, sip_credit=1, sip_alias_credit=1)
    account(sip.customer_login, "a")
    alias(sip.customer_login, "b")
    for name in ("a", "b"):
        with pytest.raises(Fault, match="1011"):
            account(sip.customer_login, name)
        with pytest.raises(Fault, match="1021"):
            alias(sip.customer_login, name)


def test_all_customers_together_stay_within_the_reseller(sip: SipScene) -> None:
    sip.grant(sip.reseller_id, sip_credit=10)
    other = sip.add("other", reseller=sip.reseller_id)
    for id in (sip.customer_id, other):
        sip.grant(id, sip_credit=8)
    sip.admin.sip.addDomain(domain={"domain": "other.example", "customer": other})
    for number in range(5):
        account(sip.customer_login, f"a{number}")
        account(sip.login("other").sip, f"b{number}", "other.example")
    for caller, domain in (
        (sip.customer_login, "example.com"),
        (sip.login("other").sip, "other.example"),
        (sip.reseller_login, "reseller.example"),
        (sip.behind(sip.customer_id).sip, "example.com"),
    ):
        with pytest.raises(Fault) as caught:
            account(caller, "eleventh", domain)
        assert limit(caught.value) == (911, "sip_credit", "10", "10", str(sip.reseller_id))
    account(sip.admin.sip, "eleventh")  # an administrator as such is not limited
    assert examine(sip.world.database) == []


def test_nothing_is_created_below_an_inactive_reseller(sip: SipScene) -> None:
    sip.admin.updateAccount(account={"id": sip.reseller_id, "resellerActive": False})
    for caller in (sip.reseller_login, sip.customer_login):
        for add in (account, alias):
            with pytest.raises(Fault, match="902"):
                add(caller, "a")
        assert caller.refused("addDomain", domain={"domain": "new.example"}).code == 902
    account(sip.admin.sip, "a")
    assert sip.customer_login.updateAccount(account={"id": sip_id("a"), "firstName": "x"}) is True


def test_what_exists_is_updated_whatever_may_be_created(sip: SipScene) -> None:
    """An import goes on with updates at 1001 and 1011 (sip.md 5.1, 6)."""
    account(sip.customer_login, "a")
    alias(sip.customer_login, "b")
    peer = {"ip": "10.0.0.1"}
    sip.reseller_login.addTrustedPeer(peer=peer)
    sip.grant(sip.customer_id, sip_credit=1, sip_alias_credit=1)
    for _ in range(2):
        for add, name, code in ((account, "a", 1011), (alias, "b", 1021)):
            with pytest.raises(Fault, match=str(code)):
                add(sip.customer_login, name)
        for caller in (sip.customer_login, sip.reseller_login):
            assert caller.refused("addDomain", domain={"domain": "Example.com"}).code == 1001
            assert caller.updateDomain(domain={"domain": "example.com", "customer": 0}) is True
        assert sip.reseller_login.refused("addTrustedPeer", peer=peer).code == 1071
        sip.admin.updateAccount(account={"id": sip.reseller_id, "resellerActive": False})


def test_who_may_create_nothing_does_not_learn_what_others_have(sip: SipScene) -> None:
    stranger = sip.stranger()
    sip.reseller_login.addTrustedPeer(peer={"ip": "10.0.0.1"})
    (id,) = (row[0] for row in sip.world.sql("SELECT id FROM customers WHERE username = 'stranger'"))
    sip.admin.updateAccount(account={"id": id, "resellerActive": False})
    for domain in ("example.com", "nobodys.example"):
        assert stranger.refused("addDomain", domain={"domain": domain}).code == 902
    for ip in ("10.0.0.1", "10.0.0.2"):
        assert stranger.refused("addTrustedPeer", peer={"ip": ip}).code == 902


def test_a_domain_moves_with_accounts_aliases_and_their_credits(sip: SipScene) -> None:
    other = sip.add("other", reseller=sip.reseller_id)
    for name in ("a", "b"):
        account(sip.customer_login, name)
    alias(sip.customer_login, "c")
    before = sip.world.fingerprint()
    move = {"domain": "example.com", "customer": other}
    assert limit(sip.reseller_login.refused("updateDomain", domain=move)) == (
        910,
        "sip_alias_credit",
        "0",
        "0",
        str(other),
    )
    sip.grant(other, sip_alias_credit=1, sip_credit=1)
    sip.grant(other, sip_alias_credit=1)
    before = sip.world.fingerprint()
    assert limit(sip.reseller_login.refused("updateDomain", domain=move)) == (910, "sip_credit", "1", "0", str(other))
    assert sip.world.fingerprint() == before
    sip.grant(other, sip_credit=2)
    assert sip.reseller_login.updateDomain(domain=move) is True
    for name in ("a", "b"):
        found = sip.admin.sip.getAccount(sipId=sip_id(name))
        assert (found["customer"], found["reseller"]) == (other, sip.reseller_id)
    found = sip.admin.sip.getAlias(id=sip_id("c"))
    assert (found["customer"], found["reseller"]) == (other, sip.reseller_id)
    assert sip.customer_login.getAccounts(query={})["total"] == 0
    assert sip.login("other").sip.getAccounts(query={})["total"] == 2
    assert examine(sip.world.database) == []


def test_a_move_below_one_reseller_does_not_ask_for_its_credit(sip: SipScene) -> None:
    other = sip.add("other", reseller=sip.reseller_id)
    for name in ("a", "b"):
        account(sip.customer_login, name)
    sip.grant(other, sip_credit=5)
    sip.grant(sip.reseller_id, sip_credit=1)  # lowering a credit removes nothing
    assert sip.reseller_login.updateDomain(domain={"domain": "example.com", "customer": other}) is True
    assert examine(sip.world.database) == []
    to_the_reseller = {"domain": "example.com", "customer": sip.reseller_id}
    assert sip.reseller_login.updateDomain(domain=to_the_reseller) is True
    assert examine(sip.world.database) == []


def test_behind_a_customer_a_domain_is_not_moved_and_that_is_said(sip: SipScene) -> None:
    other = sip.add("other", reseller=sip.reseller_id)
    move = {"domain": "example.com", "customer": other}
    fault = sip.behind(sip.customer_id).sip.refused("updateDomain", domain=move)
    assert (fault.code, fault.field) == (902, "domain.customer")
    assert sip.customer_login.updateDomain(domain=move) is True  # his page sends what it has; it stays
    assert sip.customer_login.getDomains(query={})["total"] == 1


def test_an_administrator_moves_a_domain_to_another_reseller(sip: SipScene) -> None:
    account(sip.customer_login, "a")
    stranger = sip.stranger()
    (entry,) = sip.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"]
    (domain,) = sip.admin.sip.getDomains(query={"filter": {"domain": "example.com"}})["domains"]
    sip.reseller_login.updateDomain(domain={**domain, "reseller": entry["id"]})  # not his to say: stays
    assert stranger.getDomains(query={})["total"] == 0
    sip.admin.sip.updateDomain(domain={**domain, "reseller": entry["id"]})
    found = sip.admin.sip.getAccount(sipId=sip_id("a"))
    assert (found["customer"], found["reseller"]) == (entry["id"], entry["id"])
    assert stranger.getAccounts(query={})["total"] == 1
    wrong = {"domain": "example.com", "customer": sip.customer_id, "reseller": sip.customer_id}
    assert sip.admin.sip.refused("updateDomain", domain=wrong).field == "domain.reseller"
    assert examine(sip.world.database) == []


def test_deleting_an_account_gives_back_the_credit_of_its_aliases(sip: SipScene) -> None:
    account(sip.customer_login, "a")
    for name in ("b", "c"):
        sip.customer_login.addAlias(alias={"id": sip_id(name), "target": sip_id("a")})
    sip.customer_login.deleteAccount(sipId=sip_id("a"))
    assert examine(sip.world.database) == []
    used = sip.world.sql(f"SELECT kind, used FROM counters WHERE customer = {sip.customer_id} ORDER BY kind")
    assert [row for row in used if row[0].startswith("sip")] == [("sip_alias_credit", 0), ("sip_credit", 0)]


def test_a_customer_with_sip_records_is_not_deleted(sip: SipScene) -> None:
    fault = sip.admin.refused("deleteAccount", id=sip.customer_id)
    assert (fault.code, "1 SIP domains" in fault.text) == (5010, True)
    sip.admin.sip.deleteDomain(domain="example.com")
    sip.admin.deleteAccount(id=sip.customer_id)
