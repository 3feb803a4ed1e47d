# SPDX-License-Identifier: Apache-2.0
"""Call diversions of an account (sip.md 4.9, 5.10)."""

from typing import Any

import pytest

from tests.ports.sip.accounts import journal, seed_account
from tests.ports.sip.conftest import SipScene

NONE = dict.fromkeys(("FUNC", "FNOL", "FBUS", "FNOA", "FUNV"), "")
ALL = {
    "FUNC": "sip:0031201234567@example.com",
    "FNOL": "<voice-mailbox>",
    "FBUS": "bob@example.net",
    "FNOA": "sips:+31201234567@pstn.example.net:5061;transport=tcp",
    "FUNV": "SIP:Carol.X@Example.NET",
}


def test_all_five_are_answered_as_they_were_written(sip: SipScene) -> None:
    account = seed_account(sip)
    assert sip.customer_login.getCallDiversions(sipId=account) == NONE
    assert sip.customer_login.setCallDiversions(sipId=account, diversions=ALL) is True
    assert sip.customer_login.getCallDiversions(sipId=account) == ALL


def test_what_is_set_replaces_all_five(sip: SipScene) -> None:
    account = seed_account(sip)
    sip.customer_login.setCallDiversions(sipId=account, diversions=ALL)
    sip.customer_login.setCallDiversions(sipId=account, diversions={"FBUS": "sip:x@example.net", "FNOA": None})
    assert sip.customer_login.getCallDiversions(sipId=account) == {**NONE, "FBUS": "sip:x@example.net"}


@pytest.mark.parametrize("cleared", [{"nocondition": "empty"}, {}, NONE])
def test_nothing_given_clears_all(sip: SipScene, cleared: dict[str, str]) -> None:
    account = seed_account(sip)
    sip.customer_login.setCallDiversions(sipId=account, diversions=ALL)
    assert sip.customer_login.setCallDiversions(sipId=account, diversions=cleared) is True
    assert sip.customer_login.getCallDiversions(sipId=account) == NONE


def test_creating_voicemail_erases_the_diversions_it_does_not_name(quick_sip: SipScene) -> None:
    account = seed_account(quick_sip)
    quick_sip.customer_login.setCallDiversions(sipId=account, diversions=ALL)
    mailbox = dict.fromkeys(("FBUS", "FNOA", "FNOL"), "<voice-mailbox>")
    quick_sip.customer_login.setCallDiversions(sipId=account, diversions=mailbox)
    assert quick_sip.customer_login.getCallDiversions(sipId=account) == {**NONE, **mailbox}


def test_a_client_that_sends_back_what_it_read_changes_nothing(sip: SipScene) -> None:
    account = seed_account(sip)
    sip.customer_login.setCallDiversions(sipId=account, diversions=ALL)
    before = sip.world.fingerprint()
    read = sip.customer_login.getCallDiversions(sipId=account)
    sip.customer_login.setCallDiversions(sipId=account, diversions=read)
    assert sip.world.fingerprint() == before


def test_the_mailbox_has_two_spellings_and_is_answered_in_one_escaped(quick_sip: SipScene) -> None:
    account = seed_account(quick_sip)
    quick_sip.customer_login.setCallDiversions(sipId=account, diversions={"FUNC": "voice-mailbox"})
    body = quick_sip.admin.envelope("getCallDiversions", {"sipId": account}, "Sip")
    answered = quick_sip.world.request(body).body
    assert b'<FUNC xsi:type="xsd:string">&lt;voice-mailbox&gt;</FUNC>' in answered
    assert b'<FNOL xsi:type="xsd:string"></FNOL>' in answered


@pytest.mark.parametrize(
    "target",
    [
        "sip:bob example@example.net",
        " sip:bob@example.net",
        "bob",
        "sip:bob@",
        "sip:@example.net",
        "mailto:bob@example.net",
        "<mobile-number>",
        "<sip:bob@example.net>",
        "sip:" + "b" * 240 + "@example.net",
    ],
)
def test_what_is_no_address_is_refused_and_changes_nothing(quick_sip: SipScene, target: str) -> None:
    account = seed_account(quick_sip)
    quick_sip.customer_login.setCallDiversions(sipId=account, diversions=ALL)
    before = quick_sip.world.fingerprint()
    fault = quick_sip.customer_login.refused(
        "setCallDiversions", sipId=account, diversions={"FBUS": "sip:x@example.net", "FUNV": target}
    )
    assert (fault.code, fault.field) == (101, "diversions.FUNV")
    assert quick_sip.world.fingerprint() == before


def test_each_change_is_journaled_once(sip: SipScene) -> None:
    account = seed_account(sip)
    set_to: list[dict[str, Any]] = [
        {"FUNC": "sip:x@example.net"},
        {"FUNC": "sip:x@example.net"},
        {"nocondition": "empty"},
    ]
    for given in set_to:
        sip.customer_login.setCallDiversions(sipId=account, diversions=given)
    (first, second) = journal(sip, account)
    diverted = {"diversions": {"FUNC": "sip:x@example.net"}}
    assert first == ("setCallDiversions", {"diversions": {}}, diverted)
    assert second == ("setCallDiversions", diverted, {"diversions": {}})
