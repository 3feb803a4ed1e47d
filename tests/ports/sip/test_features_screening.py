# SPDX-License-Identifier: Apache-2.0
"""Rejected callers (sip.md 5.12) and barred numbers (5.13)."""

from typing import Any

import pytest

from ngnprov.ports.sip.features.screening.service import MOST
from tests.ports.sip.accounts import journal, seed_account
from tests.ports.sip.conftest import SipScene

LISTS = [("RejectMembers", "members", "sip:eve@example.net"), ("BarringPrefixes", "prefixes", "+31900")]


@pytest.mark.parametrize(("name", "part", "one"), LISTS)
def test_what_is_set_replaces_and_an_empty_list_clears(sip: SipScene, name: str, part: str, one: str) -> None:
    account, login = seed_account(sip), sip.customer_login
    read = lambda: login.call(f"get{name}", {"sipId": account})  # noqa: E731
    replace = lambda given: login.call(f"set{name}", {"sipId": account, part: given})  # noqa: E731
    assert read() == []
    for cleared in ([], [""]):
        assert replace([one, f"{one}1"]) is True
        assert read() == [one, f"{one}1"]
        assert replace([f"{one}1"]) is True
        assert read() == [f"{one}1"]
        assert replace(cleared) is True
        assert read() == []


@pytest.mark.parametrize(("name", "part", "one"), LISTS)
def test_the_answer_is_a_bare_typed_list(quick_sip: SipScene, name: str, part: str, one: str) -> None:
    account = seed_account(quick_sip)
    ask = lambda: quick_sip.world.request(quick_sip.admin.envelope(f"get{name}", {"sipId": account}, "Sip")).body  # noqa: E731
    assert b'<result xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="xsd:string[0]"></result>' in ask()
    quick_sip.admin.sip.call(f"set{name}", {"sipId": account, part: [one]})
    assert (
        '<result xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="xsd:string[1]">'
        f'<item xsi:type="xsd:string">{one}</item></result>'
    ).encode() in ask()


def test_rejected_callers_stay_as_written_in_order_without_empty_and_repeated_ones(sip: SipScene) -> None:
    account = seed_account(sip)
    given = ["sip:Zoe@Example.NET", "", "sip:%0031%@%", "sips:%@example.org", "sip:Zoe@Example.NET", "sip:a@b"]
    sip.customer_login.setRejectMembers(sipId=account, members=given)
    assert sip.customer_login.getRejectMembers(sipId=account) == [
        "sip:Zoe@Example.NET",
        "sip:%0031%@%",
        "sips:%@example.org",
        "sip:a@b",
    ]


def test_barred_prefixes_come_in_numeric_order_without_empty_and_repeated_ones(sip: SipScene) -> None:
    account = seed_account(sip)
    given = ["+31900", "+44", "", "+9", "+31", "+44", "+31900"]
    sip.customer_login.setBarringPrefixes(sipId=account, prefixes=given)
    assert sip.customer_login.getBarringPrefixes(sipId=account) == ["+9", "+31", "+44", "+31900"]
    before = sip.world.fingerprint()
    sip.customer_login.setBarringPrefixes(sipId=account, prefixes=["+31900", "+44", "+31", "+9"])
    assert sip.world.fingerprint() == before


@pytest.mark.parametrize(
    ("name", "part", "good", "bad"),
    [
        *(
            ("RejectMembers", "members", "sip:a@b", bad)
            for bad in (
                "bob@example.net",
                "sip:bob",
                "sip:b ob@x",
                "sip:a@b@c",
                "tel:+31@x",
                "sip:@x",
                "%",
                "sip:<a>@b",
            )
        ),
        ("RejectMembers", "members", "sip:a@b", "sip:" + "a" * 250 + "@b"),
        *(
            ("BarringPrefixes", "prefixes", "+1", bad)
            for bad in ("31", "+", "+0", "0031", "+31 900", "+31%", "+1234567890123456", "+٣١", " +31", "+31\n")
        ),
    ],
)
def test_what_has_another_form_is_refused_by_its_place(
    quick_sip: SipScene, name: str, part: str, good: str, bad: str
) -> None:
    account = seed_account(quick_sip)
    quick_sip.customer_login.call(f"set{name}", {"sipId": account, part: [good]})
    before = quick_sip.world.fingerprint()
    fault = quick_sip.customer_login.refused(f"set{name}", sipId=account, **{part: [good, "", bad]})
    assert (fault.code, fault.field) == (101, f"{part}.2")
    assert quick_sip.world.fingerprint() == before


@pytest.mark.parametrize(
    ("name", "part", "texts"),
    [
        ("RejectMembers", "members", [f"sip:{number}@x" for number in range(MOST + 1)]),
        ("BarringPrefixes", "prefixes", [f"+{number}" for number in range(1, MOST + 2)]),
    ],
)
def test_a_list_has_an_end(quick_sip: SipScene, name: str, part: str, texts: list[str]) -> None:
    account = seed_account(quick_sip)
    fault = quick_sip.customer_login.refused(f"set{name}", sipId=account, **{part: texts})
    assert (fault.code, fault.field) == (101, part)
    assert quick_sip.customer_login.call(f"set{name}", {"sipId": account, part: texts[1:]}) is True
    assert quick_sip.customer_login.call(f"get{name}", {"sipId": account}) == texts[1:]


@pytest.mark.parametrize(
    ("name", "part", "key", "first", "second"),
    [
        ("RejectMembers", "members", "reject_members", ["sip:b@x", "sip:a@x"], ["sip:a@x", "sip:b@x"]),
        ("BarringPrefixes", "prefixes", "barring_prefixes", ["+31", "+44"], ["+31"]),
    ],
)
def test_each_change_is_journaled_once(
    sip: SipScene, name: str, part: str, key: str, first: list[str], second: list[str]
) -> None:
    account = seed_account(sip)
    given: list[Any] = [first, first, second, [], []]
    for texts in given:
        sip.customer_login.call(f"set{name}", {"sipId": account, part: texts})
    assert journal(sip, account) == [
        (f"set{name}", {key: []}, {key: first}),
        (f"set{name}", {key: first}, {key: second}),
        (f"set{name}", {key: second}, {key: []}),
    ]
