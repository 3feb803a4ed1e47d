# SPDX-License-Identifier: Apache-2.0
"""What all personal settings have in common: whose they are (sip.md 6), which account is meant, and that they go with it."""

from typing import Any

import pytest
from sqlalchemy import text

from tests.ports.sip.accounts import seed_account
from tests.ports.sip.conftest import SipScene, sip_id

ENTRY = {"uri": "bob@example.net", "name": "Bob", "group": "vip"}
RULES = {
    "persistent": [{"days": 31, "start": "09:00", "stop": "17:00", "groups": ["vip"]}],
    "temporary": {"groups": ["nobody"], "duration": 0},
}
CALLS: dict[str, dict[str, Any]] = {
    "addPhonebookEntry": {"entry": ENTRY},
    "getPhonebookEntries": {},
    "updatePhonebookEntry": {"entry": {**ENTRY, "name": "Robert"}},
    "setAcceptRules": {"rules": RULES},
    "getAcceptRules": {},
    "setRejectMembers": {"members": ["sip:eve@example.net"]},
    "getRejectMembers": {},
    "setBarringPrefixes": {"prefixes": ["+31900"]},
    "getBarringPrefixes": {},
    "setCallDiversions": {"diversions": {"FUNC": "sip:bob@example.net"}},
    "getCallDiversions": {},
    "deletePhonebookEntry": {"uri": ENTRY["uri"]},
}
TABLES = {
    "sip_phonebook",
    "sip_accept_persistent",
    "sip_accept_temporary",
    "sip_reject_members",
    "sip_barring_prefixes",
    "sip_diversions",
}


def set_everything(scene: SipScene, account: dict[str, str]) -> None:
    """Call every operation but the deletion, as the customer."""
    for name, arguments in CALLS.items():
        if name != "deletePhonebookEntry":
            scene.customer_login.call(name, {"sipId": account, **arguments})


def rows(scene: SipScene) -> dict[str, int]:
    """How many rows each table of personal settings has."""
    return {table: scene.world.sql(f"SELECT count(*) FROM {table}")[0][0] for table in sorted(TABLES)}


def test_whoever_has_the_domain_in_his_scope_may_call_all_twelve(sip: SipScene) -> None:
    account = seed_account(sip)
    assert len(CALLS) == 12
    for caller in (
        sip.admin.sip,
        sip.reseller_login,
        sip.customer_login,
        sip.behind(sip.reseller_id).sip,
        sip.behind(sip.customer_id).sip,
    ):
        for name, arguments in CALLS.items():
            caller.call(name, {"sipId": account, **arguments})


def test_an_account_out_of_scope_answers_as_one_that_never_was(sip: SipScene) -> None:
    account, others = seed_account(sip), seed_account(sip, "bob", "reseller.example")
    for name, arguments in CALLS.items():
        strange = [
            sip.stranger().refused(name, sipId=account, **arguments),
            sip.customer_login.refused(name, sipId=others, **arguments),
            sip.admin.sip.refused(name, sipId=sip_id("never"), **arguments),
        ]
        assert {(fault.code, fault.field, fault.text) for fault in strange} == {
            (1010, "sipId", "there is no such SIP account (sipId)")
        }
        assert sip.behind(999).sip.refused(name, sipId=account, **arguments).code == 902
    assert set(rows(sip).values()) == {0}


@pytest.mark.parametrize("name", CALLS)
def test_an_address_without_one_of_its_parts_is_refused(quick_sip: SipScene, name: str) -> None:
    seed_account(quick_sip)
    for given, field in (
        ({"username": "alice"}, "sipId.domain"),
        ({"username": None, "domain": "example.com"}, "sipId.username"),
        ({"username": "", "domain": "example.com"}, "sipId.username"),
        (None, "sipId"),
    ):
        fault = quick_sip.admin.sip.refused(name, sipId=given, **CALLS[name])
        assert (fault.code, fault.field) == (102, field)


def test_everything_goes_with_the_account_and_nothing_with_another(sip: SipScene) -> None:
    alice, bob = seed_account(sip), seed_account(sip, "bob")
    for account in (alice, bob):
        set_everything(sip, account)
    assert set(rows(sip).values()) == {2}
    with sip.world.database.engine.begin() as connection:
        connection.execute(text("DELETE FROM sip_accounts WHERE username = 'alice'"))
    assert set(rows(sip).values()) == {1}
    seed_account(sip)
    assert sip.customer_login.getPhonebookEntries(sipId=alice) == {"entries": [], "total": 0}
    assert sip.customer_login.getPhonebookEntries(sipId=bob)["total"] == 1
