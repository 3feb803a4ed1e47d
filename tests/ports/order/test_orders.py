# SPDX-License-Identifier: Apache-2.0
"""Orders from the draft to what they bring (order.md 4 and 6; rows 002-01 to 002-06 and 002-22)."""

from collections.abc import Callable
from typing import Any

import pytest

from ngnprov.errors import NotRevertible
from tests.ports.order.conftest import OrderScene, line
from tests.support.examination import examine

OnDay = Callable[[str], None]


def test_one_user_comes_with_one_device_and_with_more_when_they_are_ordered(order: OrderScene) -> None:
    done = order.order(line("SEAT"))
    assert (done["id"], done["kind"], done["state"], done["effective"]) == ("O2-1", "add", "fulfilled", "now")
    assert order.licences() == {"userLicence": (1, 0, 1), "deviceLicence": (1, 0, 1)}
    order.order(line("SEAT", extraDevices=2))
    assert order.licences() == {"userLicence": (2, 0, 2), "deviceLicence": (4, 0, 4)}
    assert (order.pbx.used("SEAT"), order.pbx.used("DESK")) == (2, 4)
    assert examine(order.world.database) == []


def test_a_draft_changes_nothing_but_itself(quick_order: OrderScene) -> None:
    customer = quick_order.customer_login
    draft = quick_order.draft(line("SEAT", 3), effective="endOfMonth")
    assert (draft["state"], draft["date"], draft["createdBy"]) == ("draft", "", "customer")
    assert quick_order.licences()["userLicence"] == (0, 0, 0)
    changed = customer.updateOrder(order={"id": draft["id"], "lines": [line("DESK", 2)], "effective": "now"})
    assert [(each["product"], each["quantity"]) for each in changed["lines"]] == [("DESK", 2)]
    assert changed["effective"] == "now"
    assert customer.getOrders(query={"filter": {"state": "draft"}})["orders"] == [changed]
    cancelled = customer.cancelOrder(id=draft["id"])
    assert cancelled["state"] == "cancelled"
    for operation, arguments in (
        ("updateOrder", {"order": {"id": draft["id"], "effective": "now"}}),
        ("cancelOrder", {"id": draft["id"]}),
        ("submitOrder", {"id": draft["id"], "termsVersion": 1, "accepted": True}),
    ):
        assert customer.refused(operation, **arguments).code == 8304


def test_an_order_is_carried_out_once(quick_order: OrderScene) -> None:
    done = quick_order.order(line("SEAT", 2))
    before = quick_order.world.fingerprint()
    again = quick_order.customer_login.refused("submitOrder", id=done["id"], termsVersion=1, accepted=True)
    assert (again.code, quick_order.world.fingerprint()) == (8304, before)
    assert quick_order.licences()["userLicence"] == (2, 0, 2)


def test_what_the_agreement_does_not_allow_leaves_a_draft(quick_order: OrderScene) -> None:
    draft = quick_order.draft(line("SEAT", 51))
    before = quick_order.world.fingerprint()
    fault = quick_order.customer_login.refused("submitOrder", id=draft["id"], termsVersion=1, accepted=True)
    assert (fault.code, fault.field) == (8011, "order.lines.0")
    told = [fault.members[name] for name in ("kind", "limit", "used", "holder")]
    assert told == ["product SEAT", "50", "0", "2"]
    assert quick_order.world.fingerprint() == before
    quick_order.pbx.root.updateAgreementItem(item={"customer": 2, "product": "SEAT", "quantity": 60})
    assert quick_order.customer_login.submitOrder(id=draft["id"], termsVersion=1, accepted=True)["state"] == "fulfilled"


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"customer": 0}, 102, "order.customer"),
        ({"customer": 4711}, 5000, "order.customer"),
        ({"customer": 1}, 8101, "order.customer"),
        ({"kind": "take"}, 101, "order.kind"),
        ({"lines": []}, 102, "order.lines"),
        ({"lines": [line("DESK")] * 101}, 101, "order.lines"),
        ({"lines": [line("")]}, 102, "order.lines.0.product"),
        ({"lines": [line("NONE")]}, 8010, "order.lines.0.product"),
        ({"lines": [line("PBX")]}, 101, "order.lines.0.product"),
        ({"lines": [line("DESK"), line("DESK")]}, 101, "order.lines.1.product"),
        ({"lines": [line("SEAT", 0)]}, 101, "order.lines.0.quantity"),
        ({"lines": [line("SEAT", 10_001)]}, 101, "order.lines.0.quantity"),
        ({"lines": [line("SEAT", -1)]}, 101, "order.lines.0.quantity"),
        ({"lines": [line("SEAT", extraDevices=-1)]}, 101, "order.lines.0.extraDevices"),
        ({"lines": [line("SEAT", extraDevices=101)]}, 101, "order.lines.0.extraDevices"),
        ({"lines": [line("DESK", extraDevices=1)]}, 101, "order.lines.0.extraDevices"),
        ({"lines": [line("SEAT", deviceProduct="SEAT")]}, 101, "order.lines.0.deviceProduct"),
        ({"lines": [line("SEAT", deviceProduct="NONE")]}, 8010, "order.lines.0.deviceProduct"),
        ({"kind": "change", "lines": [line("SEAT", extraDevices=1)]}, 101, "order.lines.0.extraDevices"),
        ({"kind": "remove", "lines": [line("SEAT")]}, 101, "order.lines.0"),
        ({"kind": "remove", "lines": [{"product": "SEAT"}]}, 102, "order.lines.0.quantity"),
        ({"effective": "soon"}, 101, "order.effective"),
        ({"effective": "2020-01-01"}, 101, "order.effective"),
        ({"effective": "20990101"}, 101, "order.effective"),
        ({"effective": "2099-01-01"}, 101, "order.effective"),
    ],
)
def test_an_order_that_cannot_be_is_refused(
    quick_order: OrderScene, members: dict[str, Any], code: int, field: str
) -> None:
    wanted = {"customer": 2, "lines": [line("SEAT")], **members}
    before = quick_order.world.fingerprint()
    for operation in ("addOrder", "quoteOrder"):
        fault = quick_order.reseller_login.refused(operation, order=wanted)
        assert (fault.code, fault.field) == (code, field), fault.text
    assert quick_order.world.fingerprint() == before


def test_licences_are_removed_when_nothing_uses_them(order: OrderScene) -> None:
    order.order(line("SEAT", 3))
    for number in ("101", "102"):
        order.pbx.user(number)
    assert order.licences() == {"userLicence": (3, 2, 1), "deviceLicence": (3, 0, 3)}
    fault = order.customer_login.refused(
        "addOrder", order={"customer": 2, "kind": "remove", "lines": [line("SEAT", 2)]}
    )
    assert (fault.code, fault.field) == (8303, "order.lines.0")
    assert fault.text.startswith("the licences are used: delete 1 of these first: extension 101, extension 102")
    order.pbx.root.deleteExtension(customer=2, number="102")
    draft = order.draft(line("SEAT", 2), kind="remove")
    assert order.customer_login.refused("submitOrder", id=draft["id"], termsVersion=1, accepted=False).code == 8301
    order.customer_login.submitOrder(id=draft["id"], termsVersion=1, accepted=True)
    assert order.licences() == {"userLicence": (1, 1, 0), "deviceLicence": (1, 0, 1)}
    assert (order.pbx.used("SEAT"), order.pbx.used("DESK")) == (1, 1)
    assert examine(order.world.database) == []


def test_a_number_is_set_by_an_order_that_changes(quick_order: OrderScene) -> None:
    quick_order.order(line("SEAT", 5), kind="change")
    assert quick_order.licences() == {"userLicence": (5, 0, 5), "deviceLicence": (0, 0, 0)}
    done = quick_order.order(line("SEAT", 2), line("DESK", 4), kind="change")
    assert quick_order.licences() == {"userLicence": (2, 0, 2), "deviceLicence": (4, 0, 4)}
    assert done["monthly"] == pytest.approx(4 * 3.1 - 3 * 30)
    quick_order.order(line("SEAT", 0), kind="change")
    assert quick_order.licences()["userLicence"] == (0, 0, 0)


def test_those_ordered_last_end_first_and_keep_their_prices(quick_order: OrderScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    quick_order.order(line("DESK", 3))
    quick_order.pbx.root.updateProduct(product={"code": "DESK", "reseller": 1, "priceMonthly": 4})
    on_day("2027-03-05")
    quick_order.order(line("DESK", 2))
    on_day("2027-03-09")
    done = quick_order.order(line("DESK", 4), kind="remove")
    assert done["monthly"] == pytest.approx(-(2 * 4 + 2 * 3.1))
    told = {
        (each["quantity"], each["start"], each["until"], each["state"], each["priceMonthly"])
        for each in quick_order.held()
    }
    assert told == {
        (1, "2027-03-01", "", "active", 3.1),
        (2, "2027-03-01", "2027-03-09", "ended", 3.1),
        (2, "2027-03-05", "2027-03-09", "ended", 4.0),
    }
    assert quick_order.pbx.used("DESK") == 1
    assert examine(quick_order.world.database) == []


def test_users_who_were_ordered_without_devices_are_removed_without(quick_order: OrderScene) -> None:
    quick_order.order(line("SEAT", 2), kind="change")
    quick_order.order(line("SEAT", 2), kind="remove")
    assert quick_order.licences() == {"userLicence": (0, 0, 0), "deviceLicence": (0, 0, 0)}
    quick_order.order(line("SEAT", 1), kind="change")
    wanted = {"customer": 2, "kind": "remove", "lines": [line("SEAT", extraDevices=1)]}
    fault = quick_order.customer_login.refused("addOrder", order=wanted)
    assert (fault.code, fault.field) == (101, "order.lines.0")
    assert fault.text == "there are only 0 of DESK (order.lines.0)"


def test_which_licence_devices_have_is_said_where_there_are_several(quick_order: OrderScene) -> None:
    quick_order.pbx.product("HANDSET", "deviceLicence", reseller=1)
    quick_order.pbx.agree("HANDSET", 5)
    wanted = {"customer": 2, "lines": [line("SEAT")]}
    fault = quick_order.customer_login.refused("addOrder", order=wanted)
    assert (fault.code, fault.field) == (102, "order.lines.0.deviceProduct")
    quick_order.order(line("SEAT", deviceProduct="HANDSET"))
    assert [(each["product"], each["quantity"]) for each in quick_order.held()] == [("SEAT", 1), ("HANDSET", 1)]
    quick_order.pbx.root.deleteAgreementItem(item={"customer": 2, "product": "DESK"})
    quick_order.order(line("SEAT"))
    assert quick_order.licences()["deviceLicence"] == (2, 0, 2)


def test_where_no_devices_are_sold_users_come_without(quick_order: OrderScene) -> None:
    quick_order.pbx.root.deleteAgreementItem(item={"customer": 2, "product": "DESK"})
    fault = quick_order.customer_login.refused(
        "addOrder", order={"customer": 2, "lines": [line("SEAT", extraDevices=1)]}
    )
    assert (fault.code, fault.field) == (101, "order.lines.0.extraDevices")
    quick_order.order(line("SEAT"))
    assert quick_order.licences() == {"userLicence": (1, 0, 1), "deviceLicence": (0, 0, 0)}


def test_orders_are_not_undone_but_what_updates_change_is(quick_order: OrderScene) -> None:
    asked = quick_order.customer_login.asking()
    draft = quick_order.draft(line("SEAT", 2, extraDevices=1), caller=asked)
    with pytest.raises(NotRevertible):
        quick_order.world.undo(asked.reply["transaction"])
    asked.updateOrder(order={"id": draft["id"], "kind": "change", "lines": [line("DESK", 7)]})
    quick_order.world.undo(asked.reply["transaction"])
    (now,) = quick_order.customer_login.getOrders(query={})["orders"]
    assert {**now, "changeDate": ""} == {**draft, "changeDate": ""}


def test_who_has_orders_or_terms_is_not_deleted(quick_order: OrderScene) -> None:
    quick_order.draft(line("SEAT"))
    for id in (2, 1):
        assert quick_order.admin.refused("deleteAccount", id=id).code == 5010


def test_an_inactive_resellers_customers_order_nothing_and_give_up(quick_order: OrderScene) -> None:
    draft = quick_order.draft(line("SEAT"))
    quick_order.admin.updateAccount(account={"id": 1, "resellerActive": False})
    customer = quick_order.customer_login
    assert customer.refused("addOrder", order={"customer": 2, "lines": [line("SEAT")]}).code == 902
    assert customer.refused("submitOrder", id=draft["id"], termsVersion=1, accepted=True).code == 902
    assert customer.cancelOrder(id=draft["id"])["state"] == "cancelled"


def test_an_old_version_of_a_draft_is_not_submitted(quick_order: OrderScene) -> None:
    draft = quick_order.draft(line("SEAT"))
    customer = quick_order.customer_login
    customer.updateOrder(order={"id": draft["id"], "lines": [line("SEAT", 9)]})
    fault = customer.asking(ifVersion=1).refused("submitOrder", id=draft["id"], termsVersion=1, accepted=True)
    assert fault.code == 903


def test_lines_that_stay_must_fit_another_kind(quick_order: OrderScene) -> None:
    customer = quick_order.customer_login
    none = quick_order.draft(line("SEAT", 0), kind="change")
    fault = customer.refused("updateOrder", order={"id": none["id"], "kind": "add"})
    assert (fault.code, fault.field) == (101, "order.lines.0.quantity")
    more = quick_order.draft(line("SEAT", 3, extraDevices=2))
    fault = customer.refused("updateOrder", order={"id": more["id"], "kind": "change"})
    assert (fault.code, fault.field) == (101, "order.lines.0.extraDevices")
    kept = customer.updateOrder(order={"id": none["id"], "kind": "", "effective": ""})
    assert (kept["kind"], kept["effective"]) == ("change", "now")


def test_what_counts_is_what_all_lines_come_to(quick_order: OrderScene) -> None:
    pbx = quick_order.pbx
    pbx.product("SEATB", "userLicence", reseller=1)
    pbx.agree("SEATB")
    quick_order.order(line("SEAT", 2), line("SEATB", 2), line("DESK", 2), kind="change")
    lines = [line("SEAT", 2), line("SEATB", 2)]
    removal = {"customer": 2, "kind": "remove", "lines": lines}
    for number in ("101", "102"):
        pbx.user(number)
    fault = quick_order.customer_login.refused("addOrder", order=removal)
    assert (fault.code, fault.field) == (8303, "order.lines.0")
    for number in ("101", "102"):
        pbx.root.deleteExtension(customer=2, number=number)
    quick_order.order(*lines, kind="remove")
    assert quick_order.licences() == {"userLicence": (0, 0, 0), "deviceLicence": (0, 0, 0)}
    assert examine(quick_order.world.database) == []


@pytest.mark.parametrize("swapped", [("SEAT", "SEATB"), ("SEATB", "SEAT")])
def test_a_licence_that_is_used_is_replaced_by_another(quick_order: OrderScene, swapped: tuple[str, str]) -> None:
    quick_order.pbx.product("SEATB", "userLicence", reseller=1)
    quick_order.pbx.agree("SEATB")
    former, other = swapped
    quick_order.order(line(former, 1), kind="change")
    quick_order.pbx.user("101")
    quick_order.order(line(former, 0), line(other, 1), kind="change")
    assert quick_order.licences()["userLicence"] == (1, 1, 0)


def test_there_is_a_most_of_a_licence_however_many_are_agreed(quick_order: OrderScene) -> None:
    quick_order.pbx.root.updateAgreementItem(item={"customer": 2, "product": "SEAT", "quantity": 0})
    quick_order.order(line("SEAT", 9_900, extraDevices=100))
    draft = quick_order.draft(line("SEAT", 101))
    fault = quick_order.customer_login.refused("submitOrder", id=draft["id"], termsVersion=1, accepted=True)
    assert (fault.code, fault.field) == (101, "order.lines.0")
    assert quick_order.licences()["deviceLicence"][0] == 999_900


def test_a_customer_with_licences_stays_one_with_a_pbx(quick_order: OrderScene) -> None:
    quick_order.order(line("DESK", 1))
    quick_order.pbx.root.deletePilot(customer=2)
    tenant = quick_order.admin.tenant
    assert tenant.refused("updateProfile", profile={"customer": 2, "kind": "sipaccount"}).code in (101, 5010)
    quick_order.order(line("DESK", 0), kind="change")
    assert tenant.updateProfile(profile={"customer": 2, "kind": "sipaccount"})["kind"] == "sipaccount"
