# SPDX-License-Identifier: Apache-2.0
"""Every operation of WidgetPort with a request, for the proofs that walk over all of them (matrix.py)."""

from ngnprov.calls.actor import Level
from tests.support.matrix import Row, Table
from tests.support.scene import Scene

RESELLER = 1


def fill(scene: Scene) -> None:
    """Widget 1 of the customer's."""
    made = scene.login("customer").widget.addWidget(widget={"name": "first", "pin": "1234"})
    assert made["id"] == 1


TABLE: Table = {
    "getWidgets": Row({"query": {"filter": {}}}, lists="widgets"),
    "getAccount": Row({"id": 1}),
    "addWidget": Row({"widget": {"name": "second"}}, creates=True, nobodys=True),
    "setPin": Row({"id": 1, "pin": "4321"}, 9000),
    "moveWidget": Row({"id": 1, "customer": RESELLER}, 9000, least=Level.RESELLER, creates=True),
    "failWidget": Row({"how": "value"}, 101, 101, least=Level.ADMIN),
    "deleteWidget": Row({"id": 1}, 9000),
}
