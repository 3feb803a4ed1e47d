# SPDX-License-Identifier: Apache-2.0
"""Orders that are submitted and carried out at the same time, and users who are made meanwhile (order.md O6, O7)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ngnprov.calls.port import find_ports
from tests.ports.order.conftest import OrderScene, line
from tests.ports.order.table import LATER
from tests.ports.pbx.racing import Call, racing
from tests.support.scene import DATABASES, Filled

PROCESSES = 8
CUSTOMER = OrderScene.customer_id


@pytest.fixture(params=DATABASES)
def raced(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[OrderScene]:
    """On either database."""
    assert find_ports()
    with filled(OrderScene, request.param).copy(tmp_path) as world:
        yield OrderScene(world, "encoded")


def submitting(id: str) -> Call:
    """A call that submits an order."""
    arguments = {"id": id, "termsVersion": 1, "accepted": True, "quoteDigest": None}
    return Call("submitOrder", arguments, port="order")


def user(number: int) -> Call:
    """A call that makes a user."""
    return Call("addExtension", {"extension": {"customer": CUSTOMER, "number": str(200 + number), "name": "User"}})


def test_one_of_many_submits_an_order(raced: OrderScene) -> None:
    draft = raced.draft(line("SEAT", 3))
    codes = racing(raced.pbx, *[submitting(draft["id"])] * PROCESSES)
    assert sorted(codes) == [0, *[8304] * (PROCESSES - 1)]
    assert raced.licences()["userLicence"] == (3, 0, 3)


def test_orders_of_many_use_the_agreement_up_and_no_more(raced: OrderScene) -> None:
    raced.pbx.root.updateAgreementItem(item={"customer": CUSTOMER, "product": "SEAT", "quantity": 10})
    drafts = [raced.draft(line("SEAT", 3)) for _ in range(PROCESSES)]
    codes = racing(raced.pbx, *[submitting(draft["id"]) for draft in drafts])
    assert sorted(codes) == [0, 0, 0, *[8011] * (PROCESSES - 3)]
    assert raced.licences() == {"userLicence": (9, 0, 9), "deviceLicence": (9, 0, 9)}


def test_the_last_licences_are_used_exactly_once(raced: OrderScene) -> None:
    raced.order(line("SEAT", 3))
    codes = racing(raced.pbx, *map(user, range(PROCESSES)))
    assert sorted(codes) == [0, 0, 0, *[8302] * (PROCESSES - 3)]
    assert raced.licences()["userLicence"] == (3, 3, 0)


def test_a_licence_is_used_or_removed(raced: OrderScene) -> None:
    raced.order(line("SEAT", 4))
    drafts = [raced.draft(line("SEAT"), kind="remove") for _ in range(4)]
    calls = [call for number, draft in enumerate(drafts) for call in (user(number), submitting(draft["id"]))]
    codes = racing(raced.pbx, *calls)
    users, removals = codes[0::2], codes[1::2]
    assert set(users) <= {0, 8302}
    assert set(removals) <= {0, 8303, 101}
    ordered, used, _ = raced.licences()["userLicence"]
    assert (used, ordered) == (users.count(0), 4 - removals.count(0))
    assert used <= ordered


def test_what_is_dated_is_done_once_by_however_many(raced: OrderScene) -> None:
    raced.order(line("SEAT", 2), effective=LATER)
    codes = racing(raced.pbx, *[Call("jobs run", {"day": "2199-01-01"}, port="")] * PROCESSES)
    assert codes == [0] * PROCESSES
    assert raced.licences()["userLicence"] == (2, 0, 2)
    assert raced.customer_login.getOrders(query={})["orders"][0]["state"] == "fulfilled"
