# SPDX-License-Identifier: Apache-2.0
"""Vouchers: redeemed once over the wire, made by administrators (sip.md 5.6, code 1050)."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.db.failures import StorageFailure
from ngnprov.errors import InvalidValue, NotAuthorized
from ngnprov.ports.sip.errors import VoucherUnknown
from ngnprov.ports.sip.vouchers import batches
from ngnprov.ports.sip.vouchers.batches import Voucher
from tests.ports.sip.conftest import SipScene, sip_id
from tests.ports.sip.credit import card, make_vouchers, seed_account
from tests.support.examination import examine


def local(scene: SipScene) -> Operator:
    return scene.world.operator


def listed(scene: SipScene, **options: Any) -> list[Voucher]:
    return local(scene).run(
        batches.LIST, lambda call: [voucher for piece in batches.find(call, **options) for voucher in piece]
    )


def block(scene: SipScene, *ids: int, blocked: bool = True) -> int:
    return local(scene).run(Task(name="vouchers block"), lambda call: batches.set_blocked(call, ids, blocked))


def redeem(scene: SipScene, voucher: Voucher, username: str = "alice", domain: str = "example.com") -> Any:
    return scene.customer_login.addBalanceFromVoucher(sipId=sip_id(username, domain), card=card(voucher))


def refused(scene: SipScene, given: dict[str, Any]) -> Any:
    return scene.customer_login.refused("addBalanceFromVoucher", sipId=sip_id(), card=given)


def test_a_voucher_credits_once_and_the_history_names_it(sip: SipScene) -> None:
    seed_account(sip)
    first, second = make_vouchers(sip, 2, value="12.3456")
    assert redeem(sip, first) == {"old_balance": 0.0, "new_balance": 12.3456}
    assert redeem(sip, second) == {"old_balance": 12.3456, "new_balance": 24.6912}
    assert refused(sip, card(first)).code == 1050
    entry = sip.customer_login.getCreditHistory(sipId=sip_id(), count=1)["entries"][0]
    assert (entry["action"], entry["description"], entry["value"]) == (
        "Set balance",
        f"Voucher {second.id}",
        12.3456,
    )
    assert [(voucher.state, voucher.redeemed_by) for voucher in listed(sip)] == [("redeemed", "alice@example.com")] * 2
    assert examine(sip.world.database) == []


def test_what_cannot_be_redeemed_is_1050_whatever_the_reason(sip: SipScene) -> None:
    seed_account(sip)
    good, used, blocked = make_vouchers(sip, 3)
    redeem(sip, used)
    block(sip, blocked.id)
    (foreign,) = make_vouchers(sip, reseller=sip.reseller("other"))
    before = sip.world.fingerprint()
    faults = [
        refused(sip, given)
        for given in (
            {"id": good.id, "number": blocked.number},
            {"id": good.id, "number": good.number[:-1]},
            {"id": good.id, "number": ""},
            {"id": 999, "number": good.number},
            {"id": 0, "number": good.number},
            card(used),
            card(blocked),
            card(foreign),
        )
    ]
    assert {(fault.code, fault.field) for fault in faults} == {(1050, "card")}
    assert len({fault.text for fault in faults}) == 1
    assert sip.world.fingerprint() == before
    assert redeem(sip, good)["old_balance"] == 10.0


def test_a_voucher_of_a_reseller_is_for_the_accounts_of_all_his_customers(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    seed_account(quick_sip, "bob", "reseller.example")
    first, second = make_vouchers(quick_sip, 2, reseller=quick_sip.reseller_id)
    assert redeem(quick_sip, first)["new_balance"] == 10.0
    bob = sip_id("bob", "reseller.example")
    assert quick_sip.reseller_login.addBalanceFromVoucher(sipId=bob, card=card(second))["new_balance"] == 10.0


def test_a_customer_redeems_without_the_right_to_give_credit(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    quick_sip.grant(quick_sip.customer_id, prepaid_changes=0)
    (voucher,) = make_vouchers(quick_sip)
    assert redeem(quick_sip, voucher)["new_balance"] == 10.0


def test_a_card_without_id_or_number_is_missing_input(sip: SipScene) -> None:
    seed_account(sip)
    for given, field in (({"number": "1"}, "card.id"), ({"id": 1}, "card.number")):
        fault = refused(sip, given)
        assert (fault.code, fault.field) == (102, field)
    assert refused(sip, {"id": "abc", "number": "1"}).code == 100


def test_a_card_comes_as_the_old_client_sends_it(quick_sip: SipScene) -> None:
    seed_account(quick_sip)
    first, second = make_vouchers(quick_sip, 2)
    given: dict[str, Any] = {"id": str(first.id), "number": f" {first.number[:10]} {first.number[10:]}\n"}
    caller = quick_sip.behind(quick_sip.customer_id).sip
    assert caller.addBalanceFromVoucher(sipId=sip_id(), card=given)["new_balance"] == 10.0
    given = {"number": second.number, "id": second.id, "service": "sip"}
    assert caller.addBalanceFromVoucher(sipId=sip_id(), card=given)["new_balance"] == 20.0


def test_a_voucher_outlives_the_account_that_redeemed_it(sip: SipScene) -> None:
    seed_account(sip)
    (voucher,) = make_vouchers(sip)
    redeem(sip, voucher)
    sip.world.sql("DELETE FROM sip_accounts")
    (found,) = listed(sip)
    assert (found.state, found.redeemed_by) == ("redeemed", "alice@example.com")
    seed_account(sip)
    assert refused(sip, card(voucher)).code == 1050


def test_the_journal_tells_the_voucher_but_no_number(sip: SipScene) -> None:
    seed_account(sip)
    made = make_vouchers(sip, 3, value="2.5", batch="spring", reseller=sip.reseller_id)
    block(sip, made[1].id)
    redeem(sip, made[0])
    rows = sip.world.sql(
        "SELECT login, level, operation, subject, before, after FROM journal WHERE operation LIKE '%ouchers%'"
        " OR operation LIKE '%Voucher%' ORDER BY id"
    )
    generated, blocked, redeemed = rows
    assert generated[:4] == ("(command line)", "admin", "vouchers generate", "SIP vouchers 1 to 3")
    assert json.loads(generated[5]) == {"count": 3, "value": "2.5", "reseller": sip.reseller_id, "batch": "spring"}
    assert blocked[:4] == ("(command line)", "admin", "vouchers block", "SIP vouchers")
    assert json.loads(blocked[5]) == {"blocked": True, "ids": [2]}
    assert redeemed[:4] == ("customer", "customer", "addBalanceFromVoucher", "SIP account alice@example.com")
    assert json.loads(redeemed[5]) == {"balance": "2.5", "value": "2.5", "voucher": 1}
    told = repr(sip.world.sql("SELECT * FROM journal"))
    assert not any(voucher.number in told for voucher in made)


def test_numbers_are_twenty_digits_all_different_and_ids_follow_one_another(sip: SipScene) -> None:
    first, second = make_vouchers(sip, 1500), make_vouchers(sip, 1500)
    made = [*first, *second]
    assert [voucher.id for voucher in made] == list(range(1, 3001))
    assert all(re.fullmatch(r"[1-9][0-9]{19}", voucher.number) for voucher in made)
    assert len({voucher.number for voucher in made}) == 3000
    counts = [sum(voucher.number[place] == "7" for voucher in made) for place in range(1, 20)]
    assert 200 < min(counts) < max(counts) < 400  # about 300 of 3,000 at every place; beyond is once in 10^9
    assert listed(sip) == made


def test_a_number_that_is_in_use_is_drawn_again(sip: SipScene, monkeypatch: pytest.MonkeyPatch) -> None:
    (first,) = make_vouchers(sip)
    least = 10**19
    draws = iter([5, int(first.number) - least, 6, 6, 7])
    monkeypatch.setattr("ngnprov.ports.sip.vouchers.batches.secrets.randbelow", lambda below: next(draws))
    made = make_vouchers(sip, 2)
    assert [voucher.id for voucher in made] == [2, 3]
    assert {voucher.number for voucher in made} == {str(least + 6), str(least + 7)}
    assert len(listed(sip)) == 3


def test_the_index_lets_no_number_in_twice(sip: SipScene) -> None:
    make_vouchers(sip)
    with pytest.raises(Exception, match=r"(?i)unique"):
        sip.world.sql(
            "INSERT INTO sip_vouchers (id, number, number_hash, value, reseller, blocked, create_date)"
            " SELECT 9, number, number_hash, value, reseller, blocked, create_date FROM sip_vouchers"
        )


@pytest.mark.parametrize("change", ["value = 0", "value = -1", "redeem_date = 'x'", "redeemed_by = 'x'"])
def test_the_table_refuses_a_voucher_without_value_or_half_redeemed(sip: SipScene, change: str) -> None:
    make_vouchers(sip)
    with pytest.raises(Exception, match=r"ck_sip_vouchers|CHECK"):
        sip.world.sql(f"UPDATE sip_vouchers SET {change}")


@pytest.mark.parametrize(
    ("count", "value", "others", "field"),
    [
        (0, "1", {}, "count"),
        (100_001, "1", {}, "count"),
        (1, "0", {}, "value"),
        (1, "-1", {}, "value"),
        (1, "0.00001", {}, "value"),
        (1, "1.00000000000000000000000000000001", {}, "value"),
        (1, "10000000000", {}, "value"),
        (1, "NaN", {}, "value"),
        (1, "sNaN", {}, "value"),
        (1, "1E+1000000", {}, "value"),
        (1, "1E-1000000", {}, "value"),
        (1, "1", {"reseller": 999}, "reseller"),
        (1, "1", {"batch": "x" * 65}, "batch"),
        (1, "1", {"batch": "a\nb"}, "batch"),
        (1, "1", {"batch": " a"}, "batch"),
    ],
)
def test_vouchers_that_cannot_be_are_refused(
    quick_sip: SipScene, count: int, value: str, others: dict[str, Any], field: str
) -> None:
    before = quick_sip.world.fingerprint()
    with pytest.raises(InvalidValue) as caught:
        make_vouchers(quick_sip, count, value, **others)
    assert caught.value.field == field
    assert quick_sip.world.fingerprint() == before


def test_a_customer_is_no_reseller_of_vouchers(quick_sip: SipScene) -> None:
    with pytest.raises(InvalidValue, match=r"^reseller [0-9]+ is not a reseller but a customer of [0-9]+$"):
        make_vouchers(quick_sip, reseller=quick_sip.customer_id)


def test_only_administrators_make_see_and_block_vouchers(quick_sip: SipScene) -> None:
    (voucher,) = make_vouchers(quick_sip, batch="b")
    before = quick_sip.world.fingerprint()
    for behind in (4711, quick_sip.customer_id, quick_sip.reseller_id):
        operator = replace(quick_sip.world.operator, impersonate=behind)
        for task, attempt in (
            (batches.GENERATE, lambda call: batches.generate(call, 1, Decimal(1))),
            (batches.LIST, lambda call: list(batches.find(call))),
            (batches.BLOCK, lambda call: batches.set_blocked(call, [voucher.id], True)),
            (batches.UNBLOCK, lambda call: batches.set_batch_blocked(call, "b", True)),
        ):
            with pytest.raises(NotAuthorized):
                operator.run(task, attempt)
    assert quick_sip.world.fingerprint() == before


def test_vouchers_are_blocked_and_unblocked_all_or_none(sip: SipScene) -> None:
    seed_account(sip)
    first, second, used = make_vouchers(sip, 3)
    redeem(sip, used)
    assert block(sip, first.id, second.id) == 2
    before = sip.world.fingerprint()
    assert block(sip, first.id) == 0
    assert sip.world.fingerprint() == before  # no entry in the journal for what was so before
    for missing in (used.id, 999):
        with pytest.raises(VoucherUnknown):
            block(sip, first.id, missing, blocked=False)
    assert sip.world.fingerprint() == before
    assert block(sip, second.id, blocked=False) == 1
    assert [voucher.state for voucher in listed(sip)] == ["blocked", "unused", "redeemed"]
    assert refused(sip, card(first)).code == 1050
    assert redeem(sip, second)["new_balance"] == 20.0


def test_a_batch_is_blocked_as_a_whole_but_for_what_is_redeemed(sip: SipScene) -> None:
    seed_account(sip)
    used, lost = make_vouchers(sip, 2, batch="lost")
    make_vouchers(sip, 1, batch="kept")
    redeem(sip, used)
    work = lambda call: batches.set_batch_blocked(call, "lost", True)  # noqa: E731
    assert local(sip).run(Task(name="vouchers block"), work) == 1
    assert local(sip).run(Task(name="vouchers block"), work) == 0
    assert [(voucher.batch, voucher.state) for voucher in listed(sip)] == [
        ("lost", "redeemed"),
        ("lost", "blocked"),
        ("kept", "unused"),
    ]
    assert refused(sip, card(lost)).code == 1050
    with pytest.raises(VoucherUnknown):
        local(sip).run(Task(name="vouchers block"), lambda call: batches.set_batch_blocked(call, "none", True))


def test_vouchers_are_listed_by_batch_and_by_whether_they_are_good(sip: SipScene) -> None:
    seed_account(sip)
    spring, autumn = make_vouchers(sip, 2, batch="spring"), make_vouchers(sip, 2, batch="autumn")
    redeem(sip, spring[0])
    assert [voucher.id for voucher in listed(sip, batch="spring")] == [1, 2]
    assert listed(sip, only_good=True) == [spring[1], *autumn]
    assert listed(sip, batch="spring", only_good=True) == [spring[1]]
    assert listed(sip, batch="") == []


def test_very_many_vouchers_are_one_transaction(sqlite_world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from ngnprov.db.unit import Unit

    few, many = 2_000, 20_000
    machine = sqlite_world.operator

    def generate(count: int) -> list[batches.Voucher]:
        return machine.run(batches.GENERATE, lambda call: batches.generate(call, count, Decimal("10")))

    before = sqlite_world.fingerprint()
    with monkeypatch.context() as patch:
        patch.setattr(Unit, "commit", lambda self: (_ for _ in ()).throw(StorageFailure("disk full")))
        with pytest.raises(StorageFailure):
            generate(many)
    assert sqlite_world.fingerprint() == before
    moments = [time.process_time()]
    for count in (few, many):
        made = generate(count)
        moments.append(time.process_time())
    of_few, of_many = moments[1] - moments[0], moments[2] - moments[1]
    assert of_many < 40 * of_few, "ten times as many take a hundred times as long where each costs what all others do"
    assert (len(made), made[-1].id) == (many, few + many)
    stored = sqlite_world.sql("SELECT count(*), count(DISTINCT number_hash) FROM sip_vouchers")
    assert stored == [(few + many, few + many)]
    assert sqlite_world.sql("SELECT count(*) FROM journal WHERE operation = 'vouchers generate'") == [(2,)]
