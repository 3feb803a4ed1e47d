# SPDX-License-Identifier: Apache-2.0
"""Prepaid balances and their history over the wire (sip.md 2.4, 5.6)."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from ngnprov.db.failures import StorageFailure
from ngnprov.db.unit import Unit
from ngnprov.settings import ListSettings
from tests.ports.sip.conftest import SipScene, sip_id
from tests.ports.sip.credit import card, make_vouchers, seed_account
from tests.promises.test_failures import failing
from tests.support.caller import Fault
from tests.support.examination import examine


def add(scene: SipScene, value: Any, description: str | None = "", account: dict[str, str] | None = None) -> Any:
    return scene.admin.sip.addBalance(sipId=account or sip_id(), value=value, description=description)


def balance(scene: SipScene, *accounts: dict[str, str]) -> list[float]:
    asked = list(accounts) or [sip_id()]
    return [status["balance"] for status in scene.admin.sip.getPrepaidStatus(sipIds=asked)]


def entries(scene: SipScene, count: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = scene.admin.sip.getCreditHistory(sipId=sip_id(), count=count)["entries"]
    return found


def test_a_balance_is_added_to_and_taken_from_and_its_history_tells(sip: SipScene) -> None:
    seed_account(sip)
    assert add(sip, 10.0) == {"old_balance": 0.0, "new_balance": 10.0}
    assert add(sip, -4.5, "CC transaction x") == {"old_balance": 10.0, "new_balance": 5.5}
    debit, credit = entries(sip)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", debit.pop("date"))
    assert debit == {
        "action": "Debit balance",
        "description": "CC transaction x",
        "value": -4.5,
        "balance": 5.5,
        "session": "",
    }
    assert (credit["action"], credit["description"], credit["value"], credit["balance"]) == (
        "Set balance",
        "Manual update",
        10.0,
        10.0,
    )
    assert balance(sip) == [5.5]
    assert examine(sip.world.database) == []


def test_balances_come_as_many_and_in_the_order_as_asked(sip: SipScene) -> None:
    alice, bob = seed_account(sip), seed_account(sip, "bob", "reseller.example")
    seed_account(sip, "carol")
    add(sip, 3.0, account=alice)
    add(sip, 0.0001, account=bob)
    asked = [bob, sip_id("nobody"), alice, sip_id("carol"), bob, sip_id("alice", "reseller.example")]
    assert balance(sip, *asked) == [0.0001, 0.0, 3.0, 0.0, 0.0001, 0.0]
    assert balance(sip) == [3.0]
    assert sip.admin.sip.getPrepaidStatus(sipIds=[]) == []


def test_the_only_account_asked_for_must_exist(quick_sip: SipScene) -> None:
    fault = quick_sip.admin.sip.refused("getPrepaidStatus", sipIds=[sip_id()])
    assert (fault.code, fault.field) == (1010, "sipIds.0")
    assert balance(quick_sip, sip_id(), sip_id()) == [0.0, 0.0]


def test_balances_of_others_are_as_unknown_as_accounts_that_never_were(sip: SipScene) -> None:
    alice = seed_account(sip)
    add(sip, 3.0)
    stranger, missing = sip.stranger(), sip_id("nobody")
    assert stranger.getPrepaidStatus(sipIds=[alice, missing]) == [{"balance": 0.0}, {"balance": 0.0}]
    assert stranger.refused("getPrepaidStatus", sipIds=[alice]).members == (
        stranger.refused("getPrepaidStatus", sipIds=[missing]).members
    )
    for caller in (sip.reseller_login, sip.customer_login, sip.behind(sip.customer_id).sip):
        assert caller.getPrepaidStatus(sipIds=[alice, missing]) == [{"balance": 3.0}, {"balance": 0.0}]


def test_a_thousand_balances_are_one_query_and_more_are_refused(
    quick_sip: SipScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice = seed_account(quick_sip)
    add(quick_sip, 3.0)
    asked = [sip_id(f"u{number}") for number in range(999)] + [alice]
    ran: list[str] = []
    run = Unit._execute

    def counted(self: Unit, statement: Any, values: Any) -> Any:
        ran.append(str(statement.core))
        return run(self, statement, values)

    monkeypatch.setattr(Unit, "_execute", counted)
    found = balance(quick_sip, *asked)
    assert (len(found), found[-1], set(found[:-1])) == (1000, 3.0, {0.0})
    assert len([sql for sql in ran if "sip_accounts" in sql]) == 1
    fault = quick_sip.admin.sip.refused("getPrepaidStatus", sipIds=[*asked, alice])
    assert (fault.code, fault.field) == (101, "sipIds")


def test_balances_are_found_by_the_index(quick_sip: SipScene) -> None:
    from ngnprov.calls.actor import Level
    from ngnprov.ports.sip.credit.store import _STATUSES

    compiled = _STATUSES["sqlite"][Level.CUSTOMER].for_dialect(quick_sip.world.database.dialect)
    bound = compiled.bind({"pairs": json.dumps([["alice", "example.com"]]), "scope": 1})
    with quick_sip.world.database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled.sql}", tuple(bound)).fetchall()
    steps = " ".join(str(row[-1]) for row in plan)
    assert re.search(r"SEARCH sip_accounts USING (COVERING )?INDEX \S+ \(.*username=\? AND domain=\?\)", steps)
    assert "SCAN sip_accounts" not in steps


def test_an_address_without_user_name_or_domain_is_missing_input(quick_sip: SipScene) -> None:
    sip = quick_sip.admin.sip
    seed_account(quick_sip)
    assert sip.refused("getPrepaidStatus", sipIds=[sip_id(), {"username": "alice"}]).field == "sipIds.1.domain"
    assert sip.refused("getPrepaidStatus").field == "sipIds"
    for operation, others in (
        ("addBalance", {"value": 1.0, "description": ""}),
        ("addBalanceFromVoucher", {"card": {"id": 1, "number": "1"}}),
        ("getCreditHistory", {"count": 1}),
    ):
        fault = sip.refused(operation, sipId={"username": "", "domain": "example.com"}, **others)
        assert (fault.code, fault.field) == (102, "sipId.username")


def test_an_address_is_found_in_any_letter_case(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    add(quick_sip, 2.0, account=sip_id("ALICE", "Example.COM"))
    assert balance(quick_sip, sip_id("Alice", "EXAMPLE.com"), sip_id("bob")) == [2.0, 0.0]


@pytest.mark.parametrize("value", ["-5.5001", "-6", "-9999999999.9999"])
def test_a_debit_below_zero_is_refused_and_changes_nothing(sip: SipScene, value: str) -> None:
    seed_account(sip)
    add(sip, 5.5)
    before = sip.world.fingerprint()
    fault = sip.admin.sip.refused("addBalance", sipId=sip_id(), value=value, description="")
    assert (fault.code, fault.field) == (101, "value")
    assert "5.5" in fault.text
    assert "below zero" in fault.text
    assert sip.world.fingerprint() == before
    assert add(sip, -5.5) == {"old_balance": 5.5, "new_balance": 0.0}


def test_who_never_had_credit_cannot_be_debited(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    before = quick_sip.world.fingerprint()
    fault = quick_sip.admin.sip.refused("addBalance", sipId=sip_id(), value="-0.0001")
    assert (fault.code, fault.field) == (101, "value")
    assert quick_sip.world.fingerprint() == before


def test_a_balance_has_a_highest_value_that_a_double_still_carries_exactly(sip: SipScene) -> None:
    seed_account(sip)
    add(sip, "9999999999.9998")
    assert add(sip, "0.0001") == {"old_balance": 9999999999.9998, "new_balance": 9999999999.9999}
    fault = sip.admin.sip.refused("addBalance", sipId=sip_id(), value="0.0001")
    assert (fault.code, fault.field) == (101, "value")
    assert "9999999999.9999" in fault.text
    (voucher,) = make_vouchers(sip)
    fault = sip.admin.sip.refused("addBalanceFromVoucher", sipId=sip_id(), card=card(voucher))
    assert (fault.code, fault.field) == (101, "card")
    add(sip, -10)
    assert sip.admin.sip.addBalanceFromVoucher(sipId=sip_id(), card=card(voucher))["new_balance"] == 9999999999.9999


def test_amounts_add_up_to_the_last_decimal(sip: SipScene) -> None:
    seed_account(sip)
    for _ in range(10):
        add(sip, 0.1)
    assert add(sip, 0.2)["new_balance"] == 1.2
    assert add(sip, "0.29999999999999999")["new_balance"] == 1.5
    assert add(sip, -1.5)["new_balance"] == 0.0


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("0.00001", 101),
        ("0.30000000000000004", 101),
        ("10000000000", 101),
        ("NaN", 101),
        ("INF", 101),
        ("ten", 100),
        ("1,5", 100),
        (None, 102),
    ],
)
def test_what_is_no_amount_is_refused(quick_sip: SipScene, value: Any, code: int) -> None:
    seed_account(quick_sip)
    fault = quick_sip.admin.sip.refused("addBalance", sipId=sip_id(), value=value, description="")
    assert (fault.code, fault.field) == (code, "value")
    assert entries(quick_sip) == []


def test_a_value_emptied_in_a_form_is_missing_and_not_zero(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    fault = quick_sip.admin.sip.refused("addBalance", sipId=sip_id(), value="", description="")
    assert (fault.code, fault.field) == (102, "value")


def test_a_value_comes_as_the_old_client_sends_it(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    for value in (1, 1.5, "2.5", "+1e1"):
        add(quick_sip, value)
    assert balance(quick_sip) == [15.0]


def test_a_value_of_zero_is_entered_like_any_other(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    assert add(quick_sip, 0.0, "Session to 31201234567") == {"old_balance": 0.0, "new_balance": 0.0}
    (entry,) = entries(quick_sip)
    assert (entry["action"], entry["value"], entry["balance"]) == ("Set balance", 0.0, 0.0)


def test_a_description_that_is_absent_null_or_empty_has_a_default(sip: SipScene) -> None:
    seed_account(sip)
    sip.admin.sip.addBalance(sipId=sip_id(), value=1.0)
    for description in (None, ""):
        add(sip, 1.0, description)
    assert [entry["description"] for entry in entries(sip)] == ["Manual update"] * 3


@pytest.mark.parametrize(
    "description",
    [
        "CC transaction 7JX21234AB123456C",
        "Refund 7JX21234AB123456C with 0XY",
        " leading and trailing ",
        "<b>&amp; \"quoted\" 'text'</b>",
        "two\r\nlines\tand a tab",
        "Größe 点 \U0001f4b6",
        "x" * 255,
    ],
)
def test_a_description_is_kept_to_the_letter(sip: SipScene, description: str) -> None:
    seed_account(sip)
    add(sip, 1.0, description)
    assert entries(sip)[0]["description"] == description


def test_a_description_of_more_than_255_characters_is_refused(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    fault = quick_sip.admin.sip.refused("addBalance", sipId=sip_id(), value=1.0, description="x" * 256)
    assert (fault.code, fault.field) == (101, "description")


def test_an_account_without_history_has_an_empty_one_and_no_fault(sip: SipScene) -> None:
    seed_account(sip)
    caller = sip.admin.sip
    assert caller.getCreditHistory(sipId=sip_id(), count=200) == {"entries": []}
    if sip.dialect == "encoded":
        answer = sip.world.request(caller.envelope("getCreditHistory", {"sipId": sip_id(), "count": 200})).body
        assert b'<entries xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="ngnpro:CreditHistoryEntry[0]">' in answer


def test_the_count_limits_the_history_and_0_or_none_does_not(sip: SipScene) -> None:
    seed_account(sip)
    for number in range(5):
        add(sip, 1.0, f"d{number}")
    assert [entry["description"] for entry in entries(sip, 2)] == ["d4", "d3"]
    for asked in ({"count": 0}, {}, {"count": None}, {"count": 6}):
        found = sip.admin.sip.getCreditHistory(sipId=sip_id(), **asked)["entries"]
        assert [entry["balance"] for entry in found] == [5.0, 4.0, 3.0, 2.0, 1.0]
    fault = sip.admin.sip.refused("getCreditHistory", sipId=sip_id(), count=-1)
    assert (fault.code, fault.field) == (101, "count")


def test_a_long_history_is_answered_whole_and_no_longer_than_any_list(sip: SipScene) -> None:
    seed_account(sip)
    add(sip, 1.0, "first")
    account = "(SELECT id FROM sip_accounts)"
    numbers = "(WITH RECURSIVE n(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 1300) SELECT n FROM n) n"
    sip.world.sql(
        "INSERT INTO sip_ledger (account, date, description, value, balance)"
        f" SELECT {account}, '2026-01-01 00:00:00.000000', 'entry', 10000, n * 10000 FROM {numbers} ORDER BY n"
    )
    sip.world.sql("UPDATE sip_balances SET balance = 13000000")
    assert examine(sip.world.database) == []
    found = entries(sip)
    assert [entry["balance"] for entry in found] == [float(number) for number in range(1300, 0, -1)]
    assert found[-1]["description"] == "first"
    assert entries(sip, 1200) == found[:1200]
    assert entries(sip, 900) == found[:900]
    with sip.world.with_settings(lists=ListSettings(maximum=1100)) as modest:
        answered = modest.call(sip.dialect).sip.getCreditHistory(sipId=sip_id(), count=2000)
    assert answered["entries"] == found[:1100]


@pytest.mark.parametrize("operation", ["addBalance", "addBalanceFromVoucher", "getCreditHistory"])
def test_an_account_out_of_scope_is_as_unknown_as_one_that_never_was(sip: SipScene, operation: str) -> None:
    seed_account(sip)
    sip.admin.setProperties(customer=sip.reseller_id, properties=[])
    others: dict[str, dict[str, Any]] = {
        "addBalance": {"value": 1.0, "description": ""},
        "addBalanceFromVoucher": {"card": card(make_vouchers(sip)[0])},
        "getCreditHistory": {"count": 1},
    }
    stranger = sip.stranger()
    sip.grant(
        sip.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"], prepaid_changes=1
    )
    before = sip.world.fingerprint()
    foreign = stranger.refused(operation, sipId=sip_id(), **others[operation])
    missing = sip.admin.sip.refused(operation, sipId=sip_id("nobody"), **others[operation])
    assert (foreign.code, foreign.field) == (1010, "sipId")
    assert foreign.members == missing.members
    assert sip.world.fingerprint() == before


def test_credit_is_given_by_those_who_may_switch_to_prepaid(quick_sip: SipScene) -> None:
    alice = seed_account(quick_sip)
    reseller, customer = quick_sip.reseller_login, quick_sip.customer_login
    behind = [quick_sip.behind(id).sip for id in (quick_sip.reseller_id, quick_sip.customer_id)]
    for caller in (quick_sip.admin.sip, reseller, customer, *behind):
        caller.addBalance(sipId=alice, value=1.0)
    quick_sip.grant(quick_sip.customer_id, prepaid_changes=0)
    before = quick_sip.world.fingerprint()
    assert customer.refused("addBalance", sipId=alice, value=1.0).code == 902
    assert quick_sip.world.fingerprint() == before
    for caller in (quick_sip.admin.sip, reseller, *behind):
        caller.addBalance(sipId=alice, value=1.0)
    quick_sip.grant(quick_sip.customer_id, prepaid_changes=1)
    quick_sip.grant(quick_sip.reseller_id, prepaid_changes=0)
    for caller in (reseller, customer):
        assert caller.refused("addBalance", sipId=alice, value=1.0).code == 902
    for caller in (quick_sip.admin.sip, *behind):
        caller.addBalance(sipId=alice, value=1.0)
    assert balance(quick_sip) == [12.0]
    assert len(customer.getCreditHistory(sipId=alice, count=0)["entries"]) == 12


def test_a_postpaid_account_may_be_credited_too(quick_sip: SipScene) -> None:
    seed_account(quick_sip, prepaid=False)
    add(quick_sip, 4.0)
    assert balance(quick_sip) == [4.0]


def test_every_change_of_a_balance_is_journaled_once(sip: SipScene) -> None:
    seed_account(sip)
    add(sip, 10.0)
    sip.customer_login.addBalance(sipId=sip_id(), value=-2.5, description="a refund")
    sip.admin.sip.refused("addBalance", sipId=sip_id(), value=-50)
    rows = sip.world.sql(
        "SELECT login, operation, before, after FROM journal WHERE operation = 'addBalance' ORDER BY id"
    )
    told = [(login, operation, json.loads(before), json.loads(after)) for login, operation, before, after in rows]
    assert told == [
        (
            "root",
            "addBalance",
            {"balance": "0", "value": None, "description": None},
            {"balance": "10", "value": "10", "description": "Manual update"},
        ),
        (
            "customer",
            "addBalance",
            {"balance": "10", "value": None, "description": None},
            {"balance": "7.5", "value": "-2.5", "description": "a refund"},
        ),
    ]


def test_balance_and_history_go_with_the_account_and_a_new_one_starts_clean(sip: SipScene) -> None:
    seed_account(sip)
    add(sip, 10.0)
    sip.world.sql("DELETE FROM sip_accounts")
    assert sip.world.sql("SELECT count(*) FROM sip_balances") == [(0,)]
    assert sip.world.sql("SELECT count(*) FROM sip_ledger") == [(0,)]
    seed_account(sip)
    assert balance(sip) == [0.0]
    assert entries(sip) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sip_balances SET balance = -1",
        "UPDATE sip_ledger SET value = 1",
        "INSERT INTO sip_ledger (account, date, value, balance) SELECT account, '', -2, -1 FROM sip_balances",
    ],
)
def test_the_tables_themselves_refuse_what_must_not_be(sip: SipScene, statement: str) -> None:
    seed_account(sip)
    add(sip, 10.0)
    with pytest.raises(Exception, match=r"never changed|not_negative"):
        sip.world.sql(statement)
    assert examine(sip.world.database) == []


@pytest.mark.parametrize("operation", ["addBalance", "addBalanceFromVoucher"])
def test_a_failure_at_any_statement_changes_nothing(sip: SipScene, operation: str) -> None:
    seed_account(sip)
    (voucher,) = make_vouchers(sip)
    given: dict[str, Any] = {"value": 1.0} if operation == "addBalance" else {"card": card(voucher)}
    before, codes = sip.world.fingerprint(), Counter[int]()
    for at in range(1, 20):
        with failing(at, StorageFailure("disk full")):
            try:
                sip.admin.sip.call(operation, {"sipId": sip_id(), **given})
                break
            except Fault as fault:
                codes[fault.code] += 1
        assert sip.world.fingerprint() == before
    assert set(codes) == {201}
    assert codes[201] >= 5  # balance, its row, entry, journal, COMMIT
    assert sip.world.fingerprint() != before
    assert examine(sip.world.database) == []
