# SPDX-License-Identifier: Apache-2.0
"""Every operation of AuditPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py)."""

from typing import Any

from ngnprov.calls.actor import Level
from tests.support.matrix import Row, Table
from tests.support.scene import Scene

UNDONE: dict[str, Any] = {}
"""Which entry is undone: the last one that was made for it."""


def fill(scene: Scene) -> None:
    """A domain that nobody uses; what other ports have written stands in the journal, too."""
    scene.login("customer").sip.addDomain(domain={"domain": "undone.example"})
    newest = {"filter": {"subject": "SIP domain undone.example"}, "range": {"count": 1}}
    UNDONE["entry"] = scene.admin.at("Audit").getJournal(query=newest)["entries"][0]["id"]


TABLE: Table = {
    "getJournal": Row({"query": {"filter": {"subject": "customer 2"}}}, lists="entries"),
    "revert": Row(UNDONE, 920, least=Level.RESELLER),
}
OTHERS = {
    "entry": (1, 15, 23, 10**12),
    "subject": ("customer 1", "", "SIP domain example.com"),
    "kind": ("", "refused", "x"),
}
