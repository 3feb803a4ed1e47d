# SPDX-License-Identifier: Apache-2.0
"""The ledger adds up after any load, and ``ngnprov doctor`` notices when it does not (promise P4)."""

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ngnprov.calls.finding import Finding, State
from tests.ports.sip.conftest import SipScene, sip_id
from tests.ports.sip.credit import card, make_vouchers, seed_account
from tests.support.examination import examine, repair

AMOUNTS = st.one_of(
    st.decimals("-30", "30", places=4),
    st.sampled_from(
        [Decimal(each) for each in ("0", "0.0001", "-0.0001", "0.1", "9999999999.9999", "-9999999999.9999")]
    ),
)
HIGHEST = Decimal("9999999999.9999")


def machine_of(scene: SipScene) -> type[RuleBasedStateMachine]:
    """Two accounts on a server that keeps what earlier runs did."""
    runs = [0]

    class Bank(RuleBasedStateMachine):
        @initialize()
        def open(self) -> None:
            runs[0] += 1
            self.accounts = [seed_account(scene, f"{name}{runs[0]}") for name in ("alice", "bob")]
            self.expected: list[list[tuple[Decimal, Decimal]]] = [[], []]
            self.cards: list[dict[str, Any]] = []

        def balance(self, who: int) -> Decimal:
            return self.expected[who][-1][1] if self.expected[who] else Decimal(0)

        def apply(self, who: int, value: Decimal, operation: str, /, **given: Any) -> None:
            """Call, and expect what a bank would do."""
            old, new = self.balance(who), self.balance(who) + value
            if 0 <= new <= HIGHEST:
                answer = scene.admin.sip.call(operation, {"sipId": self.accounts[who], **given})
                assert answer == {"old_balance": float(old), "new_balance": float(new)}
                self.expected[who].append((value, new))
            else:
                assert scene.admin.sip.refused(operation, sipId=self.accounts[who], **given).code == 101

        @rule(who=st.integers(0, 1), value=AMOUNTS)
        def add(self, who: int, value: Decimal) -> None:
            self.apply(who, value, "addBalance", value=f"{value:f}")

        @rule(value=st.decimals("0.0001", "20", places=4))
        def print_card(self, value: Decimal) -> None:
            (voucher,) = make_vouchers(scene, value=str(value))
            self.cards.append({**card(voucher), "value": value})

        @rule(who=st.integers(0, 1), which=st.integers(0, 9))
        def redeem(self, who: int, which: int) -> None:
            if which < len(self.cards):
                presented = dict(self.cards[which])
                value = presented.pop("value")
                if value is None:
                    fault = scene.admin.sip.refused("addBalanceFromVoucher", sipId=self.accounts[who], card=presented)
                    assert fault.code == 1050
                    return
                count = len(self.expected[who])
                self.apply(who, value, "addBalanceFromVoucher", card=presented)
                if len(self.expected[who]) > count:
                    self.cards[which]["value"] = None

        @invariant()
        def adds_up(self) -> None:
            if not hasattr(self, "accounts"):
                return
            statuses = scene.admin.sip.getPrepaidStatus(sipIds=self.accounts)
            for who, (account, status) in enumerate(zip(self.accounts, statuses, strict=True)):
                assert status == {"balance": float(self.balance(who))}
                found = scene.admin.sip.getCreditHistory(sipId=account, count=0)["entries"]
                told = [(entry["value"], entry["balance"]) for entry in reversed(found)]
                assert told == [(float(value), float(after)) for value, after in self.expected[who]]

        def teardown(self) -> None:
            assert examine(scene.world.database) == []

    return Bank


def test_after_any_load_the_balance_is_what_a_bank_would_say(quick_sip: SipScene) -> None:
    run_state_machine_as_test(
        machine_of(quick_sip),
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_doctor_corrects_a_balance_that_is_not_the_sum_of_its_entries(sip: SipScene) -> None:
    for name in ("alice", "bob", "carol"):
        seed_account(sip, name)
        sip.admin.sip.addBalance(sipId=sip_id(name), value=10.0)
    sip.world.sql("UPDATE sip_balances SET balance = 70000 WHERE account = (SELECT min(account) FROM sip_balances)")
    sip.world.sql("DELETE FROM sip_balances WHERE account = (SELECT max(account) FROM sip_balances)")
    alice, carol = (
        f"the balance of {name}@example.com is {stored}, but its entries add up to 10"
        for name, stored in (("alice", 7), ("carol", 0))
    )
    assert examine(sip.world.database) == [Finding(alice), Finding(carol)]
    assert repair(sip.world) == [Finding(alice, State.REPAIRED), Finding(carol, State.REPAIRED)]
    assert examine(sip.world.database) == []
    asked = [sip_id("alice"), sip_id("carol")]
    assert sip.admin.sip.getPrepaidStatus(sipIds=asked) == [{"balance": 10.0}, {"balance": 10.0}]


def test_doctor_tells_of_entries_that_are_missing_and_does_not_make_them_up(sip: SipScene) -> None:
    seed_account(sip)
    for value in (10.0, 2.0, -1.0, 5.0):
        sip.admin.sip.addBalance(sipId=sip_id(), value=value)
    sip.world.sql("DELETE FROM sip_ledger WHERE value = 20000")
    told = [finding.text for finding in examine(sip.world.database)]
    assert told == [
        "the balance of alice@example.com is 16, but its entries add up to 14",
        "2 entries in the ledger of alice@example.com do not say the sum of those before them",
    ]
    assert [finding.state for finding in repair(sip.world)] == [State.REPAIRED, State.WRONG]
    (left,) = examine(sip.world.database)
    assert left.text == told[1]


def test_doctor_gives_nobody_a_balance_below_zero(sip: SipScene) -> None:
    seed_account(sip)
    for value in (10.0, 2.0, -1.0):
        sip.admin.sip.addBalance(sipId=sip_id(), value=value)
    sip.world.sql("DELETE FROM sip_ledger WHERE value > 0")
    findings = repair(sip.world)
    assert findings[0] == Finding("the balance of alice@example.com is 11, but its entries add up to -1")
    assert sip.admin.sip.getPrepaidStatus(sipIds=[sip_id()]) == [{"balance": 11.0}]


def test_doctor_notices_a_balance_below_zero_that_the_table_let_in(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    quick_sip.admin.sip.addBalance(sipId=sip_id(), value=10.0)
    with quick_sip.world.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql("UPDATE sip_balances SET balance = -1")
    told = [finding.text for finding in examine(quick_sip.world.database)]
    assert told == [
        "the balance of alice@example.com is -0.0001, but its entries add up to 10",
        "the balance of alice@example.com is or was below zero",
    ]
