# SPDX-License-Identifier: Apache-2.0
"""What is carried out on its day: scheduled orders and ends of subscriptions, once, however late or often (Q24, row 002-24)."""

from collections.abc import Callable
from typing import Any

import pytest

from ngnprov.calls.operator import Operator
from ngnprov.db.failures import StorageFailure
from ngnprov.ports.order.orders import carrying_out
from ngnprov.serve.jobs import make_jobs
from ngnprov.upkeep import dated
from tests.ports.order.conftest import OrderScene, line
from tests.ports.order.table import LATER
from tests.support import commands
from tests.support.caller import Fault
from tests.support.examination import examine

OnDay = Callable[[str], None]


def carried_out(scene: OrderScene, day: str) -> list[str]:
    """What a server says that it did on a day, or that has to wait."""
    operator = Operator(scene.world.app.runner, login=dated.SERVER)
    outcomes = dated.carry_out(operator, day, lambda: True)
    return [outcome.told or f"waits: {outcome.refusal and outcome.refusal.code}" for outcome in outcomes]


def test_an_order_for_the_end_of_the_month_is_carried_out_on_that_day(order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-05")
    order.order(line("SEAT", 2))
    order.pbx.user("101")
    scheduled = order.order(line("SEAT", 2), kind="remove", effective="endOfMonth")
    assert (scheduled["state"], scheduled["date"]) == ("scheduled", "2027-04-30")
    order.pbx.root.deleteExtension(customer=2, number="101")
    assert carried_out(order, "2027-04-29") == []
    assert order.licences()["userLicence"] == (2, 0, 2)
    assert carried_out(order, "2027-04-30") == ["O2-2 is fulfilled"]
    assert carried_out(order, "2027-04-30") == []
    assert order.licences() == {"userLicence": (0, 0, 0), "deviceLicence": (0, 0, 0)}
    assert {each["until"] for each in order.held()} == {"2027-04-30"}
    assert examine(order.world.database) == []


def test_however_late_it_is_done_the_day_is_that_of_the_order(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-05")
    quick_order.order(line("SEAT", 2), effective="2027-04-20")
    assert carried_out(quick_order, "2027-07-01") == ["O2-1 is fulfilled"]
    assert [(each["product"], each["start"]) for each in quick_order.held()] == [
        ("SEAT", "2027-04-20"),
        ("DESK", "2027-04-20"),
    ]


def test_what_stands_against_an_order_on_its_day_rejects_it_and_does_nothing_of_it(
    quick_order: OrderScene, on_day: OnDay
) -> None:
    on_day("2027-04-05")
    quick_order.order(line("SEAT", 2))
    quick_order.order(line("SEAT", 2), kind="remove", effective="2027-04-20")
    quick_order.order(line("DESK"), line("SEAT", 49), effective="2027-04-20")
    for number in ("101", "102"):
        quick_order.pbx.user(number)
    first, second = carried_out(quick_order, "2027-04-20")
    assert first.startswith("O2-2 is rejected: the licences are used: delete 2 of these first: extension 101")
    assert second.startswith("O2-3 is rejected: ")
    found = {each["id"]: each for each in quick_order.customer_login.getOrders(query={})["orders"]}
    assert (found["O2-2"]["state"], found["O2-3"]["state"]) == ("rejected", "rejected")
    assert found["O2-2"]["reason"].endswith("(8303)")
    assert found["O2-3"]["reason"].endswith("(8011)")
    assert quick_order.licences() == {"userLicence": (2, 2, 0), "deviceLicence": (2, 0, 2)}


def test_a_scheduled_order_is_cancelled_before_its_day_only(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-05")
    first, second = (quick_order.order(line("DESK"), effective="2027-04-20") for _ in range(2))
    customer = quick_order.customer_login
    assert customer.cancelOrder(id=first["id"])["state"] == "cancelled"
    on_day("2027-04-20")
    assert customer.refused("cancelOrder", id=second["id"]).code == 8304
    assert carried_out(quick_order, "2027-04-20") == ["O2-2 is fulfilled"]


def test_a_subscription_ends_when_its_last_day_is_over(order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-05")
    order.order(line("DESK", 3))
    (desk,) = order.held()
    customer = order.customer_login
    ending = customer.endSubscription(id=desk["id"], when="endOfMonth")
    assert (ending["state"], ending["until"]) == ("ending", "2027-04-30")
    assert customer.refused("endSubscription", id=desk["id"], when="now").code == 8306
    assert order.licences()["deviceLicence"] == (3, 0, 3)
    assert customer.withdrawEnd(id=desk["id"]) == desk
    assert customer.refused("withdrawEnd", id=desk["id"]).code == 8306
    customer.endSubscription(id=desk["id"], when="2027-04-30")
    assert carried_out(order, "2027-04-30") == []
    assert carried_out(order, "2027-05-01") == ["3 of DESK of customer 2 have ended with 2027-04-30"]
    assert carried_out(order, "2027-05-01") == []
    (ended,) = order.held()
    assert (ended["state"], ended["until"]) == ("ended", "2027-04-30")
    assert order.pbx.used("DESK") == 0
    assert customer.refused("withdrawEnd", id=desk["id"]).code == 8306
    assert order.held(live=True) == []


def test_what_is_used_does_not_end_and_is_told_until_it_is_free(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-05")
    quick_order.order(line("SEAT", 1))
    quick_order.pbx.user("101")
    seat = next(each for each in quick_order.held() if each["product"] == "SEAT")
    customer = quick_order.customer_login
    fault = customer.refused("endSubscription", id=seat["id"], when="now")
    assert (fault.code, fault.field) == (8303, "id")
    customer.endSubscription(id=seat["id"], when="2027-04-10")
    assert carried_out(quick_order, "2027-04-11") == ["waits: 8303"]
    quick_order.pbx.root.deleteExtension(customer=2, number="101")
    assert carried_out(quick_order, "2027-04-12") == ["1 of SEAT of customer 2 have ended with 2027-04-10"]


def test_what_an_extension_holds_is_listed_and_ends_another_way(quick_order: OrderScene) -> None:
    quick_order.order(line("SEAT", 1))
    quick_order.pbx.user("101")
    customer = quick_order.customer_login
    found = customer.getSubscriptions(query={"filter": {"product": "PBX"}})["subscriptions"]
    held = [each for each in found if each["number"] == "101"]
    assert [(each["accountId"], each["quantity"], each["source"]) for each in held] == [("ph2x101", 1, "agreement")]
    assert customer.refused("endSubscription", id=held[0]["id"], when="now").code == 8306
    for id in (0, 4711):
        assert customer.refused("endSubscription", id=id, when="now").code in (102, 8308)
    stranger = quick_order.stranger()
    assert stranger.refused("endSubscription", id=held[0]["id"], when="now").code == 8308


def test_an_end_is_undone_until_it_has_come(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-05")
    quick_order.order(line("DESK", 3))
    (desk,) = quick_order.held()
    asked = quick_order.customer_login.asking()
    asked.endSubscription(id=desk["id"], when="endOfMonth")
    quick_order.world.undo(asked.reply["transaction"])
    assert quick_order.held() == [desk]
    quick_order.world.undo()
    assert [each["until"] for each in quick_order.held()] == ["2027-04-30"]


def test_the_command_carries_out_what_is_due_and_names_what_waits(quick_order: OrderScene) -> None:
    world = quick_order.world
    quick_order.order(line("SEAT", 1))
    quick_order.pbx.user("101")
    quick_order.order(line("DESK", 2), effective=LATER)
    seat = next(each for each in quick_order.held() if each["product"] == "SEAT")
    before = world.fingerprint()
    tried = commands.run(world, "jobs", "run", "--at", "2199-12-31", "--dry-run")
    assert (tried.stdout, tried.stderr) == ("O2-2 is fulfilled\n", "1 job would be done, 0 waiting\n")
    assert world.fingerprint() == before
    assert commands.run(world, "jobs", "run", "--at", "30d").exit_code == 2, "this would be 30 days ago"
    done = commands.run(world, "jobs", "run", "--at", "2199-12-31")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "O2-2 is fulfilled\n", "1 job done, 0 waiting\n")
    quick_order.world.sql(f"UPDATE pbx_subscriptions SET until = '2020-01-01' WHERE id = {seat['id']}")
    waiting = commands.run(world, "jobs", "run")
    assert waiting.exit_code == 1
    assert waiting.stdout == (
        "the end of 1 of SEAT of customer 2 waits: the licences are used: delete 1 of these first: extension 101 (8303)\n"
    )
    (told,) = examine(world.database)
    assert "have not ended with 2020-01-01: extension 101 use licences" in told.text
    quick_order.pbx.root.deleteExtension(customer=2, number="101")
    assert commands.run(world, "jobs", "run").stdout == "1 of SEAT of customer 2 have ended with 2020-01-01\n"
    assert commands.run(world, "jobs", "run").stderr == "0 jobs done, 0 waiting\n"


def test_the_journal_says_who_did_it(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-05")
    quick_order.order(line("DESK"), effective="2027-04-20")
    carried_out(quick_order, "2027-04-20")
    rows = quick_order.world.sql("SELECT login, operation, subject FROM journal ORDER BY id DESC LIMIT 2")
    assert {row[0] for row in rows} == {"(server)"}
    assert {row[1] for row in rows} == {"carry out orders"}
    assert "order O2-1" in {row[2] for row in rows}


@pytest.mark.parametrize("when", ["", "soon", "2020-01-01"])
def test_an_end_that_cannot_be_is_refused(quick_order: OrderScene, when: str) -> None:
    quick_order.order(line("DESK"))
    (desk,) = quick_order.held()
    with pytest.raises(Fault) as caught:
        quick_order.customer_login.endSubscription(id=desk["id"], when=when)
    assert (caught.value.code, caught.value.field) == (102 if not when else 101, "when")


def test_a_server_does_it_by_itself(quick_order: OrderScene, on_day: OnDay) -> None:
    runner = quick_order.world.app.runner
    (job,) = (job for job in make_jobs(runner, quick_order.world.app.metrics) if job.name == "dated")

    def is_needed() -> bool:
        with quick_order.world.database.reading() as unit:
            return job.is_needed(unit)

    on_day("2027-04-05")
    quick_order.order(line("DESK"), effective="2027-04-20")
    assert not is_needed()
    on_day("2027-04-20")
    assert is_needed()
    job.work(lambda: False)
    assert is_needed(), "it was told to end"
    job.work(lambda: True)
    assert not is_needed()
    assert quick_order.licences()["deviceLicence"] == (1, 0, 1)


def test_what_replaces_what_ends_finds_room(quick_order: OrderScene, on_day: OnDay) -> None:
    quick_order.pbx.root.updateAgreementItem(item={"customer": 2, "product": "DESK", "quantity": 3})
    on_day("2027-04-05")
    quick_order.order(line("DESK", 3))
    (desk,) = quick_order.held()
    quick_order.customer_login.endSubscription(id=desk["id"], when="endOfMonth")
    quick_order.order(line("DESK", 3), effective="2027-05-01")
    assert carried_out(quick_order, "2027-05-01") == [
        "3 of DESK of customer 2 have ended with 2027-04-30",
        "O2-2 is fulfilled",
    ]


def test_orders_are_carried_out_by_date_however_late(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-05")
    quick_order.order(line("DESK", 1))
    removal = quick_order.order(line("DESK", 1), kind="remove", effective="2027-04-20")
    addition = quick_order.order(line("DESK", 1), effective="2027-04-10")
    told = carried_out(quick_order, "2027-07-01")
    assert told == [f"{addition['id']} is fulfilled", f"{removal['id']} is fulfilled"]


def test_what_was_ordered_after_the_day_of_a_late_removal_ends_with_its_own_first_day(
    quick_order: OrderScene, on_day: OnDay
) -> None:
    on_day("2027-05-01")
    quick_order.order(line("DESK", 1))
    quick_order.order(line("DESK", 1), kind="remove", effective="2027-06-01")
    on_day("2027-07-01")
    quick_order.order(line("DESK", 3), kind="change")
    carried_out(quick_order, "2027-07-01")
    (ended,) = (each for each in quick_order.held() if each["state"] == "ended")
    assert (ended["start"], ended["until"]) == ("2027-07-01", "2027-07-01")


def test_what_the_database_refuses_of_one_holds_up_no_other(
    quick_order: OrderScene, on_day: OnDay, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day("2027-04-05")
    quick_order.order(line("DESK", 1), effective="2027-04-20")
    quick_order.order(line("SEAT", 1), effective="2027-04-20")
    real = carrying_out.carry_out

    def refused(call: Any, pbx: Any, changes: Any, day: str) -> None:
        if changes[0].item.code == "DESK":
            raise StorageFailure("numeric value out of range")
        real(call, pbx, changes, day)

    monkeypatch.setattr(carrying_out, "carry_out", refused)
    assert carried_out(quick_order, "2027-04-20") == ["waits: 201", "O2-2 is fulfilled"]


def test_an_end_comes_whatever_has_become_of_the_customer(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-05")
    quick_order.order(line("DESK", 3))
    (desk,) = quick_order.held()
    quick_order.customer_login.endSubscription(id=desk["id"], when="endOfMonth")
    quick_order.world.sql("UPDATE tenant_profiles SET terminate_date = '2027-04-20 00:00:00' WHERE customer = 2")
    assert carried_out(quick_order, "2027-05-01") == ["customer 2 has ended at 2027-04-20 00:00:00"]
    assert quick_order.pbx.used("DESK") == 3, "it is held, as the customer can be restored"
    quick_order.world.sql("UPDATE tenant_profiles SET held_until = '2027-05-20 00:00:00' WHERE customer = 2")
    told = carried_out(quick_order, "2027-05-21")
    assert told[-1] == "nothing is held any more of customer 2, which has ended"
    assert quick_order.pbx.root.getAgreement(customer=2) == []


def test_on_the_last_day_an_end_is_withdrawn_and_that_undone(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-05")
    quick_order.order(line("DESK", 3))
    (desk,) = quick_order.held()
    quick_order.customer_login.endSubscription(id=desk["id"], when="2027-04-30")
    on_day("2027-04-30")
    asked = quick_order.customer_login.asking()
    asked.withdrawEnd(id=desk["id"])
    quick_order.world.undo(asked.reply["transaction"])
    assert [(each["state"], each["until"]) for each in quick_order.held()] == [("ending", "2027-04-30")]
    asked.withdrawEnd(id=desk["id"])
    assert asked.endSubscription(id=desk["id"], when="endOfMonth")["state"] == "ending"
