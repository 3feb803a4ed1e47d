# SPDX-License-Identifier: Apache-2.0
"""What an order costs, and what has to be known of it (order.md 5; rows 002-23 and 002-24)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.ports.order.conftest import OrderScene, line

OnDay = Callable[[str], None]


def quote(scene: OrderScene, *lines: dict[str, Any], **members: Any) -> Any:
    """What the customer is told."""
    return scene.customer_login.quoteOrder(order={"customer": 2, "lines": list(lines), **members})


def amounts(told: Any) -> list[tuple[str, int, float, float]]:
    return [(each["product"], each["quantity"], each["now"], each["monthly"]) for each in told["lines"]]


def test_what_is_added_costs_the_rest_of_the_month_and_then_each_month(order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-16")  # 15 of 30 days are left, this one included
    told = quote(order, line("SEAT", 3, extraDevices=1))
    assert amounts(told) == [("SEAT", 3, 60.0, 90.0), ("DESK", 6, 9.3, 18.6)]
    assert (told["now"], told["monthly"], told["currency"], told["date"]) == (69.3, 108.6, "EUR", "2027-04-16")
    assert (told["warnings"], told["termsVersion"]) == ([], 1)
    assert order.licences()["userLicence"] == (0, 0, 0)


@pytest.mark.parametrize(
    ("day", "due"),
    [("2027-02-01", 3.1), ("2027-02-28", 0.11), ("2028-02-29", 0.11), ("2027-01-11", 2.1), ("2027-01-31", 0.1)],
)
def test_a_line_is_rounded_once_half_up(quick_order: OrderScene, on_day: OnDay, day: str, due: float) -> None:
    on_day(day)
    assert quote(quick_order, line("DESK"))["now"] == due


@pytest.mark.parametrize(
    ("currency", "now", "monthly"),
    [("JPY", 2.0, 3.0), ("HUF", 2.1, 3.1), ("KWD", 2.1, 3.1), ("IQD", 2.1, 3.1), ("DEM", 2.1, 3.1)],
)
def test_amounts_have_the_decimals_of_the_currency(
    quick_order: OrderScene, on_day: OnDay, currency: str, now: float, monthly: float
) -> None:
    quick_order.world.sql(f"UPDATE tenant_billing_profiles SET currency = '{currency}'")
    on_day("2027-01-11")
    told = quote(quick_order, line("DESK"))
    assert (told["now"], told["monthly"]) == (now, monthly)


def test_a_line_in_thousandths_keeps_them(quick_order: OrderScene, on_day: OnDay) -> None:
    quick_order.world.sql("UPDATE tenant_billing_profiles SET currency = 'IQD'")
    on_day("2027-02-27")
    assert quote(quick_order, line("DESK"))["now"] == 0.221


def test_a_removal_says_that_nothing_is_refunded_and_which_day_is_better(
    quick_order: OrderScene, on_day: OnDay
) -> None:
    on_day("2027-04-01")
    quick_order.order(line("SEAT", 2))
    on_day("2027-04-10")
    told = quote(quick_order, line("SEAT"), kind="remove")
    assert amounts(told) == [("SEAT", -1, 0.0, -30.0), ("DESK", -1, 0.0, -3.1)]
    assert told["now"] == 0
    refund, better = told["warnings"]
    assert "nothing is refunded" in refund
    assert "2027-04-30" in refund
    assert "remove it on 2027-04-30 instead" in better
    later = quote(quick_order, line("SEAT"), kind="remove", effective="endOfMonth")
    assert later["date"] == "2027-04-30"
    assert [warning.split()[0] for warning in later["warnings"]] == ["what", "it"]


def test_limits_are_told_and_the_one_that_bites(quick_order: OrderScene) -> None:
    told = quote(quick_order, line("SEAT", 51))["limits"]
    assert [(each["kind"], each["limit"], each["used"], each["wanted"], each["bites"]) for each in told] == [
        ("product SEAT", 50, 0, 51, True),
        ("product DESK", 0, 0, 51, False),
    ]


def test_who_submits_a_quote_orders_exactly_that(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-16")
    customer = quick_order.customer_login
    digest = quote(quick_order, line("SEAT", 2))["quoteDigest"]
    assert digest == quote(quick_order, line("SEAT", 2))["quoteDigest"]
    draft = quick_order.draft(line("SEAT", 2))
    accept = {"id": draft["id"], "termsVersion": 1, "accepted": True}
    quick_order.pbx.root.updateProduct(product={"code": "SEAT", "reseller": 1, "priceMonthly": 31})
    assert customer.refused("submitOrder", **accept, quoteDigest=digest).code == 8305
    on_day("2027-04-17")  # a day less is due
    newer = quote(quick_order, line("SEAT", 2))
    assert newer["quoteDigest"] != digest
    done = customer.submitOrder(**accept, quoteDigest=newer["quoteDigest"])
    assert (done["now"], done["monthly"]) == (newer["now"], newer["monthly"])


def test_what_may_be_ordered_is_told_with_prices(order: OrderScene) -> None:
    order.order(line("SEAT", 2))
    told = order.customer_login.getOrderables(customer=2)
    assert (told["customer"], told["currency"], told["terms"]["version"]) == (2, "EUR", 1)
    assert told["products"] == [
        {"product": "DESK", "name": "DESK product", "kind": "deviceLicence", "priceMonthly": 3.1, "priceOnce": 0.0}
        | {"ordered": 2},
        {"product": "SEAT", "name": "Seat", "kind": "userLicence", "priceMonthly": 30.0, "priceOnce": 5.0}
        | {"ordered": 2},
    ]


def test_an_order_that_comes_to_more_than_can_be_told_is_refused(quick_order: OrderScene) -> None:
    quick_order.pbx.root.updateProduct(product={"code": "DESK", "reseller": 1, "priceMonthly": 9_999_999})
    wanted = {"customer": 2, "lines": [line("DESK", 1000)]}
    quote(quick_order, line("DESK", 1000))
    wanted["lines"] = [line("DESK", 2000)]
    fault = quick_order.customer_login.refused("quoteOrder", order=wanted)
    assert (fault.code, fault.field) == (101, "order.lines.0")
    draft = quick_order.draft(line("DESK", 2000))
    fault = quick_order.customer_login.refused("submitOrder", id=draft["id"], termsVersion=1, accepted=True)
    assert (fault.code, fault.field) == (101, "order.lines.0")


def test_lines_of_one_product_are_counted_one_after_the_other(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-04-01")
    quick_order.order(line("DESK", 2))
    quick_order.pbx.root.updateProduct(product={"code": "DESK", "reseller": 1, "priceMonthly": 4})
    quick_order.order(line("DESK", 4), line("SEAT", 2), kind="change")
    told = quote(quick_order, line("SEAT", 2), line("DESK", 2), kind="remove")
    assert amounts(told) == [("SEAT", -2, 0.0, -60.0), ("DESK", -2, 0.0, -8.0), ("DESK", -2, 0.0, -6.2)]
    assert told["monthly"] == -74.2


def test_limits_of_a_quote_are_met_by_all_lines_together(quick_order: OrderScene) -> None:
    quick_order.pbx.root.updateAgreementItem(item={"customer": 2, "product": "DESK", "quantity": 50})
    told = quote(quick_order, line("SEAT", 30), line("DESK", 30))["limits"]
    assert [(each["kind"], each["wanted"], each["bites"]) for each in told] == [
        ("product SEAT", 30, False),
        ("product DESK", 60, True),
    ]
