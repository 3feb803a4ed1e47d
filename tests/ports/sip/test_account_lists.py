# SPDX-License-Identifier: Apache-2.0
"""Lists of SIP accounts: every filter, order and slice (sip.md 3, 5.2)."""

from typing import Any

import pytest

from tests.ports.sip.conftest import SipScene, sip_id
from tests.support.caller import Caller


@pytest.fixture
def many(sip: SipScene) -> SipScene:
    people: list[tuple[str, str, dict[str, Any]]] = [
        (
            "a_b",
            "example.com",
            {"firstName": "Anna", "lastName": "Bee", "email": "anna@x.example", "groups": ["quota"]},
        ),
        ("axb", "example.com", {"firstName": "Alex", "lastName": "Bo", "groups": ["quota", "sms"], "prepaid": True}),
        ("zoe", "example.com", {"firstName": "Zoë", "email": "Zoe_1@x.example", "owner": sip.customer_id}),
        ("anna", "reseller.example", {"firstName": "ANNA", "email": "zoeX1@x.example", "prepaid": True}),
    ]
    for username, domain, members in people:
        sip.account(username, domain, **members)
    return sip


def names(caller: Caller, filter: dict[str, Any] | None = None, **query: Any) -> list[str]:
    found = caller.getAccounts(query={"filter": filter or {}, "orderBy": {"attribute": "username"}, **query})
    assert found["total"] >= len(found["accounts"])
    return [account["id"]["username"] for account in found["accounts"]]


def test_every_filter_restricts_alone_and_blank_ones_do_not(many: SipScene) -> None:
    admin = many.admin.sip
    everybody = ["a_b", "anna", "axb", "zoe"]
    blank: dict[str, Any] = dict.fromkeys(("username", "domain", "firstName", "lastName", "email"), "")
    assert names(admin, {**blank, "owner": 0, "customer": 0, "reseller": 0, "groups": [""]}) == everybody
    assert names(admin, dict.fromkeys(blank)) == everybody
    for filter, expected in (
        ({"username": "A%"}, ["a_b", "anna", "axb"]),
        ({"username": "%B"}, ["a_b", "axb"]),
        ({"domain": "ex%"}, ["a_b", "axb", "zoe"]),
        ({"domain": "Reseller.example"}, ["anna"]),
        ({"firstName": "anna"}, ["a_b", "anna"]),
        ({"firstName": "ZO%"}, ["zoe"]),
        ({"lastName": "b%"}, ["a_b", "axb"]),
        ({"email": "%@x.example"}, ["a_b", "anna", "zoe"]),
        ({"owner": many.customer_id}, ["zoe"]),
        ({"customer": many.customer_id}, ["a_b", "axb", "zoe"]),
        ({"customer": many.reseller_id}, ["anna"]),
        ({"reseller": many.reseller_id}, everybody),
        ({"reseller": 999}, []),
        ({"groups": ["quota"]}, ["a_b", "axb"]),
        ({"groups": ["quota", "sms"]}, ["axb"]),
        ({"groups": ["prepaid"]}, ["anna", "axb"]),
        ({"groups": ["prepaid", "quota"]}, ["axb"]),
        ({"groups": ["none"]}, []),
        ({"username": "a%", "groups": ["sms"], "domain": "example.com"}, ["axb"]),
    ):
        assert names(admin, filter) == expected, filter


def test_a_name_that_is_met_to_the_letter_stands_alone(many: SipScene) -> None:
    admin = many.admin.sip
    assert names(admin, {"username": "A_B"}) == ["a_b"]
    assert admin.getAccounts(query={"filter": {"username": "a_b"}, "range": {"start": 0, "count": 0}})["total"] == 1
    assert names(admin, {"username": "a_b", "domain": "exampl_.com"}) == ["a_b", "axb"]
    assert names(admin, {"email": "zoe_1@x.example"}) == ["zoe"]
    assert names(admin, {"username": "_xb"}) == ["axb"]
    assert names(admin, {"username": "a\\_b"}) == ["a_b"]
    many.admin.sip.deleteAccount(sipId=sip_id("a_b"))
    assert names(admin, {"username": "a_b"}) == ["axb"]


def test_orders_in_both_directions_and_the_default_is_newest_first(many: SipScene) -> None:
    admin = many.admin.sip

    def ordered(**order: str) -> list[str]:
        query = {"orderBy": order} if order else {}
        return [account["id"]["username"] for account in admin.getAccounts(query=query)["accounts"]]

    newest = ["anna", "zoe", "axb", "a_b"]
    assert ordered() == ordered(attribute="nonsense", direction="ASC") == newest
    assert ordered(attribute="changeDate", direction="desc") == newest
    assert ordered(attribute="changeDate") == newest[::-1]
    assert ordered(attribute="username", direction="DESC") == ["zoe", "axb", "anna", "a_b"]
    assert ordered(attribute="domain", direction="ASC") == ["a_b", "axb", "zoe", "anna"]
    admin.updateAccount(account={"id": sip_id("a_b"), "firstName": "New"})
    assert ordered()[0] == "a_b"


def test_the_total_counts_beyond_the_slice_and_pages_fit_together(many: SipScene) -> None:
    admin = many.admin.sip
    seen = []
    for start in range(0, 6, 2):
        found = admin.getAccounts(
            query={"orderBy": {"attribute": "username"}, "range": {"start": start, "count": 2}, "filter": {}}
        )
        assert found["total"] == 4
        seen += [account["id"]["username"] for account in found["accounts"]]
    assert seen == ["a_b", "anna", "axb", "zoe"]


def test_each_sees_what_is_his_whatever_he_asks_for(many: SipScene) -> None:
    assert names(many.reseller_login) == ["a_b", "anna", "axb", "zoe"]
    assert names(many.customer_login) == ["a_b", "axb", "zoe"]
    assert names(many.customer_login, {"reseller": many.reseller_id, "username": "anna"}) == []
    assert names(many.stranger()) == []
    assert names(many.behind(many.customer_id).sip) == ["a_b", "axb", "zoe"]
    assert many.behind(999).sip.getAccounts(query={}) == {"accounts": [], "total": 0}


def test_a_list_without_a_query_is_the_whole(quick_sip: SipScene) -> None:
    quick_sip.account()
    assert quick_sip.admin.sip.getAccounts()["total"] == 1
    assert quick_sip.admin.sip.getAccounts(query=None)["total"] == 1
