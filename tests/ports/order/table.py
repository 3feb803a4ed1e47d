# SPDX-License-Identifier: Apache-2.0
"""Every operation of OrderPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py).

The customer, and the licences that its agreement has, are those of tests/ports/pbx/table.py.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from ngnprov.calls.actor import Level
from tests.ports.pbx.table import CUSTOMER, DESK, NO_CUSTOMER, RESELLER, SEAT
from tests.support.matrix import Row, Table
from tests.support.scene import Scene

NO_ORDER, NO_SUBSCRIPTION = 8307, 8308
TERMS = 1
LATER = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
SPARE_DESKS, ENDING_DESKS = 9, 10
"""Subscriptions: those of the extensions were made before."""


def fill(scene: Scene) -> None:
    """Twenty seats were ordered, and twice a desk, of which one ends; four more orders are drafts, and one is scheduled."""
    port = scene.admin.at("Order")
    port.addTerms(terms={"reseller": RESELLER, "title": "Terms", "text": "Fees are due in advance."})
    for lines in ([line(SEAT, 20)], [line(DESK, 3)], [line(DESK, 1)]):
        port.submitOrder(id=port.addOrder(order=order(lines))["id"], termsVersion=TERMS, accepted=True)
    port.endSubscription(id=ENDING_DESKS, when=LATER)
    for _ in range(3):
        port.addOrder(order=order([line(SEAT, 1)]))
    scheduled = port.addOrder(order=order([line(SEAT, 1)], effective=LATER))
    port.submitOrder(id=scheduled["id"], termsVersion=TERMS, accepted=True)


def line(product: str, quantity: int, **members: Any) -> dict[str, Any]:
    """A line of an order."""
    return {"product": product, "quantity": quantity, **members}


def order(lines: list[dict[str, Any]], **members: Any) -> dict[str, Any]:
    """An order of the customer."""
    return {"customer": CUSTOMER, "lines": lines, **members}


MORE_SEATS = order([line(SEAT, 2, extraDevices=1), line(DESK, 1)], kind="add")
TABLE: Table = {
    "getTerms": Row({"query": {"filter": {"reseller": RESELLER}}}, lists="terms"),
    # before the others, which give licences numbers of the database's
    "getSubscriptions": Row({"query": {"filter": {"licences": True}}}, lists="subscriptions"),
    "getOrderables": Row({"customer": CUSTOMER}, NO_CUSTOMER),
    "quoteOrder": Row({"order": MORE_SEATS}, NO_CUSTOMER, idle=True),
    "addOrder": Row({"order": MORE_SEATS}, NO_CUSTOMER, creates=True),
    "updateOrder": Row(
        {"order": {"id": "O2-4", "kind": "remove", "effective": LATER, "lines": [line(DESK, 2)]}}, NO_ORDER
    ),
    "cancelOrder": Row({"id": "O2-5"}, NO_ORDER),
    "submitOrder": Row({"id": "O2-6", "termsVersion": TERMS, "accepted": True}, NO_ORDER, creates=True),
    "getOrders": Row({"query": {"filter": {"id": "O2-%"}}}, lists="orders"),
    "endSubscription": Row({"id": SPARE_DESKS, "when": LATER}, NO_SUBSCRIPTION),
    "withdrawEnd": Row({"id": ENDING_DESKS}, NO_SUBSCRIPTION),
    # the last, since an order is submitted with the present terms
    "addTerms": Row(
        {"terms": {"title": "Other terms", "text": "Fees are due."}}, least=Level.RESELLER, creates=True, nobodys=True
    ),
}
MORE = (
    ("addOrder", {"order": order([line(SEAT, 1)], kind="remove")}),
    ("addOrder", {"order": order([line(SEAT, 8)], kind="change")}),
    ("submitOrder", {"id": "O2-8", "termsVersion": TERMS, "accepted": True}),
    ("submitOrder", {"id": "O2-9", "termsVersion": TERMS, "accepted": True}),
    ("endSubscription", {"id": SPARE_DESKS, "when": "now"}),
)
OTHERS = {
    "customer": (1, 3, 7, 8, 4711, 0),
    "kind": ("add", "remove", "change", "", "take"),
    "product": (SEAT, DESK, "CLOUD-PBX", "NONE", ""),
    "quantity": (1, 5, 90, 10_000, 0),
    "extraDevices": (0, 1, 100),
    "deviceProduct": (DESK, SEAT, ""),
    "effective": ("now", "endOfMonth", LATER, "2020-01-01", "soon"),
    "termsVersion": (1, 2, 0),
    "accepted": (True, False),
    "id": ("O2-1", "O2-4", "O2-7", "O2-8", "O2-9", "O1-1", ""),
}
