# SPDX-License-Identifier: Apache-2.0
"""People of every kind, for proofs that walk over all operations (every_operation.py).

The reseller has a deputy, who impersonates it, and two customers: ``customer``, who owns the records, and a sibling.
The stranger is another reseller. All have plenty of every credit and every switch; the password is ``secret``.
"""

from typing import Any

from ngnprov.calls.port import find_credits, find_ports, find_switches
from tests.support.scene import Scene, prop

IDS = {"reseller": 1, "customer": 2, "deputy": 3, "sibling": 4, "stranger": 5}
SWITCHES = sorted(each.name for each in find_switches(find_ports()) if each.managed)


def plenty() -> list[dict[str, Any]]:
    """Properties: 100 of every credit of every port, and all switches."""
    credits = [prop(name, "100", "admin", "credit") for name in sorted(find_credits(find_ports()))]
    return credits + [prop(name, "1", "admin", "sip") for name in SWITCHES]


def fill(scene: Scene) -> None:
    """Make them all."""
    reseller = IDS["reseller"]
    made = {
        "reseller": scene.reseller("reseller", properties=plenty()),
        "customer": scene.add("customer", reseller=reseller, properties=plenty()),
        "deputy": scene.add("deputy", reseller=reseller, impersonate=reseller),
        "sibling": scene.add("sibling", reseller=reseller, properties=plenty()),
        "stranger": scene.reseller("stranger", properties=plenty()),
    }
    assert made == IDS


WHOSE = (0, 1, 2, 4, 5, 2, 4, 5, 6, 99)
"""Ids that random walks try, those of who has records more often; nobody has the last."""
