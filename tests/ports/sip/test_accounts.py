# SPDX-License-Identifier: Apache-2.0
"""SIP accounts: the contract's rules (sip.md 5.2, 5.7, 5.14)."""

import subprocess
import sys
from typing import Any

import pytest

from ngnprov.ports.sip import names
from tests.ports.sip.conftest import SipScene, sip_id

MEMBERS = [
    *("id", "firstName", "lastName", "password", "ha1", "email", "timezone", "owner", "customer", "reseller", "groups"),
    *("quota", "prepaid", "rpid", "region", "quickdialPrefix", "timeout", "callLimit", "acl", "properties"),
    *("createDate", "changeDate"),
]


def stored(scene: SipScene, username: str = "alice") -> dict[str, Any]:
    answer: dict[str, Any] = scene.admin.sip.getAccount(sipId=sip_id(username))
    return answer


def update(scene: SipScene, **members: Any) -> dict[str, Any]:
    assert scene.admin.sip.updateAccount(account={"id": sip_id(), **members}) is True
    return stored(scene)


def test_an_account_needs_a_domain_that_the_caller_sees(sip: SipScene) -> None:
    given = {"id": sip_id("a", "nowhere.example"), "password": "p"}
    for caller in (sip.admin.sip, sip.customer_login):
        fault = caller.refused("addAccount", account=given)
        assert (fault.code, fault.field) == (1000, "account.id.domain")
    foreign = {"id": sip_id("a", "reseller.example"), "password": "p"}
    assert sip.customer_login.refused("addAccount", account=foreign).text == fault.text


def test_an_address_is_given_once_in_any_letter_case(sip: SipScene) -> None:
    sip.account("Alice", "EXAMPLE.com")
    assert sip.admin.sip.refused("addAccount", account={"id": sip_id("aLICE"), "password": "p"}).code == 1011
    sip.admin.sip.addAlias(alias={"id": sip_id("bob"), "target": sip_id()})
    assert sip.admin.sip.refused("addAccount", account={"id": sip_id("bob"), "password": "p"}).code == 1011
    assert stored(sip, "ALICE")["id"] == {"username": "alice", "domain": "example.com"}


def test_the_created_account_comes_back_whole(sip: SipScene) -> None:
    given: dict[str, Any] = {
        "firstName": "Älice & <x>",
        "lastName": "van der Berg",
        "email": "Alice@Example.com",
        "timezone": "Asia/Tokyo",
        "owner": sip.customer_id,
        "groups": ["sms", "free-pstn"],
        "quota": 50,
        "prepaid": 1 if sip.dialect == "encoded" else True,
        "rpid": "0031201234567",
        "acl": [{"ip": "10.0.0.0", "mask": 8, "tag": "lan"}, {"ip": "192.0.2.1", "mask": 32}],
        "properties": [{"name": "language", "value": "nl"}, {"name": "web_password", "value": "w3b&"}],
        "callLimit": 3,
    }
    account = sip.account(**given)
    assert list(account) == MEMBERS
    for name in ("firstName", "lastName", "email", "timezone", "owner", "quota", "rpid", "callLimit", "properties"):
        assert account[name] == given[name], name
    assert account["groups"] == ["free-pstn", "prepaid", "sms"]
    assert account["acl"] == [{"ip": "10.0.0.0", "mask": 8, "tag": "lan"}, {"ip": "192.0.2.1", "mask": 32, "tag": ""}]
    assert (account["customer"], account["reseller"]) == (sip.customer_id, sip.reseller_id)
    assert account["prepaid"] is True
    assert stored(sip) == account


def test_defaults_are_those_of_the_contract(sip: SipScene) -> None:
    account = sip.account()
    assert account["timezone"] == "Europe/Amsterdam"
    assert (account["timeout"], account["callLimit"], account["quota"], account["owner"]) == (35, 0, 0, 0)
    assert (account["prepaid"], account["groups"], account["acl"], account["properties"]) == (False, [], [], [])
    assert account["createDate"] == account["changeDate"]


def test_customer_and_reseller_in_a_request_count_for_nothing(sip: SipScene) -> None:
    account = sip.account(customer=sip.reseller_id, reseller=999)
    assert (account["customer"], account["reseller"]) == (sip.customer_id, sip.reseller_id)
    after = update(sip, customer=999, reseller=1, ha1="f" * 32, createDate="x", changeDate="2000-01-01 00:00:00")
    assert after == account


@pytest.mark.parametrize("bad", ["", "a b", "a@b", "a/b", "ü", "x" * 65, "a%", "a:b"])
def test_a_user_name_that_is_none_is_refused(quick_sip: SipScene, bad: str) -> None:
    fault = quick_sip.admin.sip.refused("addAccount", account={"id": sip_id(bad), "password": "p"})
    assert fault.field == "account.id.username"
    assert fault.code in (101, 102)


def test_a_time_zone_that_is_not_known_any_more_stays_with_its_account(
    quick_sip: SipScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_sip.account(timezone="US/Eastern")
    monkeypatch.setattr(names, "_timezones", lambda: frozenset({"Europe/Amsterdam", "America/New_York"}))
    save = {"id": sip_id(), "timezone": "US/Eastern", "firstName": "New"}
    assert quick_sip.customer_login.updateAccount(account=save) is True
    account = quick_sip.customer_login.getAccount(sipId=sip_id())
    assert (account["timezone"], account["firstName"]) == ("US/Eastern", "New")
    fault = quick_sip.customer_login.refused("updateAccount", account={"id": sip_id(), "timezone": "US/Pacific"})
    assert (fault.code, fault.field) == (101, "account.timezone")


def test_time_zones_are_known_without_a_database_of_the_system() -> None:
    program = "import zoneinfo; print('Europe/Amsterdam' in zoneinfo.available_timezones())"
    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONTZPATH": ""}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"


@pytest.mark.parametrize(
    ("member", "value", "field"),
    [
        ("timezone", "Mars/Base", "account.timezone"),
        ("acl", [{"ip": "10.0.0.300", "mask": 8}], "account.acl.0.ip"),
        ("acl", [{"ip": "10.0.0.0", "mask": 33}], "account.acl.0.mask"),
        ("groups", ["fine", "not fine"], "account.groups.1"),
        ("properties", [{"value": "x"}], "account.properties.0.name"),
        ("quota", -1, "account.quota"),
        ("quota", "many", "account.quota"),
        ("firstName", "x" * 256, "account.firstName"),
        ("owner", 999, "account.owner"),
    ],
)
def test_a_bad_member_is_named_and_nothing_changes(quick_sip: SipScene, member: str, value: Any, field: str) -> None:
    quick_sip.account()
    before = quick_sip.world.fingerprint()
    for caller in (quick_sip.admin.sip, quick_sip.customer_login):
        for operation, id in (("updateAccount", sip_id()), ("addAccount", sip_id("new"))):
            fault = caller.refused(operation, account={"id": id, "password": "p", member: value})
            assert fault.field == field
            assert fault.code in (100, 101, 102, 5000)
    assert quick_sip.world.fingerprint() == before


def test_an_account_needs_a_password(quick_sip: SipScene) -> None:
    fault = quick_sip.admin.sip.refused("addAccount", account={"id": sip_id(), "password": ""})
    assert (fault.code, fault.field) == (102, "account.password")


def test_autoincrement_gives_the_next_free_number(sip: SipScene) -> None:
    next_one = lambda: sip.account("<autoincrement>")["id"]["username"]  # noqa: E731
    assert next_one() == "1000"
    sip.admin.sip.addAlias(alias={"id": sip_id("1001"), "target": sip_id("1000")})
    assert next_one() == "1002"
    sip.account("2000")
    sip.account("0031999")
    sip.account("abc9999")
    assert next_one() == "2001"
    assert sip.account("<autoincrement>", "reseller.example")["id"]["username"] == "1000"
    pair = f"{'a' * 32}:{'b' * 32}"
    given = {"id": sip_id("<autoincrement>"), "password": pair}
    assert sip.admin.sip.refused("addAccount", account=given).field == "account.password"


def test_absent_and_null_members_stay_and_empty_ones_are_cleared(sip: SipScene) -> None:
    before = sip.account(
        firstName="A", region="r", quickdialPrefix="12", quota=5, groups=["sms"], acl=[{"ip": "10.0.0.1"}]
    )
    assert update(sip, firstName=None, region=None, quickdialPrefix=None, quota=None, groups=None, acl=None) == before
    after = update(sip, firstName="", region="", groups=[], acl=[])
    assert (after["firstName"], after["region"], after["quickdialPrefix"]) == ("", "", "12")
    assert (after["groups"], after["acl"], after["quota"]) == ([], [], 5)


def test_an_emptied_number_is_zero_as_the_old_client_sends_it(quick_sip: SipScene) -> None:
    quick_sip.account(quota=5, callLimit=3, owner=quick_sip.customer_id, timeout=60)
    after = update(quick_sip, quota="", callLimit="", owner="", timeout="")
    assert (after["quota"], after["callLimit"], after["owner"], after["timeout"]) == (0, 0, 0, 35)


def test_the_timeout_is_within_its_bounds(sip: SipScene) -> None:
    for sent, kept in ((0, 35), (1, 1), (900, 900), (1000, 900)):
        assert sip.account(f"u{sent}", timeout=sent)["timeout"] == kept
        assert sip.admin.sip.updateAccount(account={"id": sip_id("u0"), "timeout": sent}) is True
        assert stored(sip, "u0")["timeout"] == kept


@pytest.mark.parametrize("sent", [1, True, "1"])
def test_prepaid_is_set_by_any_form_of_true(quick_sip: SipScene, sent: Any) -> None:
    quick_sip.account(prepaid=0)
    assert update(quick_sip, prepaid=sent)["prepaid"] is True
    assert update(quick_sip, prepaid="")["prepaid"] is False


def test_unknown_members_such_as_answer_timeout_are_ignored(sip: SipScene) -> None:
    before = sip.account(timeout=50)
    assert update(sip, answerTimeout=0, voicemail="x", nonsense=[{"a": "b"}]) == before


def test_a_save_of_the_whole_record_changes_nothing_and_is_not_journaled(sip: SipScene) -> None:
    account = sip.account(groups=["sms"], properties=[{"name": "web_password", "value": "w"}], acl=[{"ip": "10.0.0.1"}])
    count = lambda: sip.world.sql("SELECT count(*) FROM journal")[0][0]  # noqa: E731
    before = count()
    for caller in (sip.admin.sip, sip.reseller_login, sip.customer_login):
        assert caller.updateAccount(account=account) is True
    assert (stored(sip), count()) == (account, before)


def test_of_properties_with_one_name_the_last_counts_and_order_is_kept(sip: SipScene) -> None:
    sip.account()
    sent = [("b", "1"), ("a", "2"), ("b", "3"), ("empty", "")]
    after = update(sip, properties=[{"name": name, "value": value} for name, value in sent])
    assert [tuple(item.values()) for item in after["properties"]] == [("b", "3"), ("a", "2"), ("empty", "")]
    assert update(sip, properties=[])["properties"] == []


def test_an_owner_is_an_entry_of_the_reseller_and_gives_no_rights(sip: SipScene) -> None:
    sip.stranger()
    (foreign,) = sip.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"]
    other = sip.add("other", reseller=sip.reseller_id)
    sip.account()
    for caller in (sip.reseller_login, sip.customer_login):
        fault = caller.refused("updateAccount", account={"id": sip_id(), "owner": foreign["id"]})
        assert (fault.code, fault.field) == (5000, "account.owner")
        assert caller.updateAccount(account={"id": sip_id(), "owner": other}) is True
    account = stored(sip)
    assert (account["owner"], account["customer"]) == (other, sip.customer_id)
    assert sip.login("other").sip.refused("getAccount", sipId=sip_id()).code == 1010
    assert sip.admin.sip.getAccounts(query={"filter": {"owner": other}})["total"] == 1
    assert sip.admin.refused("deleteAccount", id=other).code == 5010
    update(sip, owner=0)
    sip.admin.deleteAccount(id=other)


def test_deleting_an_account_takes_its_aliases_and_all_that_is_its(sip: SipScene) -> None:
    sip.account(groups=["sms"], properties=[{"name": "language", "value": "nl"}])
    for name in ("one", "two"):
        sip.admin.sip.addAlias(alias={"id": sip_id(name), "target": sip_id()})
    sip.admin.sip.addAlias(alias={"id": sip_id("away", "reseller.example"), "target": sip_id()})
    assert sip.customer_login.deleteAccount(sipId=sip_id()) is True
    assert sip.admin.sip.refused("getAccount", sipId=sip_id()).code == 1010
    assert sip.admin.sip.refused("deleteAccount", sipId=sip_id()).code == 1010
    left = sip.admin.sip.getAliases(query={})["aliases"]
    assert [alias["id"]["username"] for alias in left] == ["away"]  # in another's domain
    again = sip.account()
    assert (again["groups"], again["properties"]) == ([], [])


def test_what_is_anothers_answers_as_what_never_was(sip: SipScene) -> None:
    sip.account()
    stranger = sip.stranger()
    before = sip.world.fingerprint()
    for operation, arguments in (
        ("getAccount", {"sipId": sip_id()}),
        ("deleteAccount", {"sipId": sip_id()}),
        ("updateAccount", {"account": {"id": sip_id(), "firstName": "x"}}),
        ("addToGroup", {"sipId": sip_id(), "group": "sms"}),
        ("removeFromGroup", {"sipId": sip_id(), "group": "sms"}),
        ("getGroups", {"sipId": sip_id()}),
    ):
        seen = stranger.refused(operation, **arguments)
        missing = sip.admin.sip.refused(operation, **{**arguments, **_of_nobody(arguments)})
        assert (seen.code, seen.text) == (missing.code, missing.text) == (1010, seen.text)
    assert stranger.getAccounts(query={"filter": {"username": "alice"}}) == {"accounts": [], "total": 0}
    assert sip.world.fingerprint() == before


def _of_nobody(arguments: dict[str, Any]) -> dict[str, Any]:
    if "account" in arguments:
        return {"account": {**arguments["account"], "id": sip_id("nobody")}}
    return {"sipId": sip_id("nobody")}
