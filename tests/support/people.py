# SPDX-License-Identifier: Apache-2.0
"""People of every kind, for proofs that walk over all operations (every_operation.py).

The reseller has a deputy, who impersonates him, and two customers: ``customer``, whose the records are, and a sibling.
The stranger is another reseller. All have plenty of every credit and every switch; the password is ``secret``.
"""

from ngnprov.ports.customer import CREDITS
from tests.support.scene import Scene, prop

IDS = {"reseller": 1, "customer": 2, "deputy": 3, "sibling": 4, "stranger": 5}
SWITCHES = ("pstn_access", "prepaid_changes", "pstn_changes", "sms_access")
PLENTY = [prop(name, "100", "admin", "credit") for name in CREDITS] + [
    prop(name, "1", "admin", "sip") for name in SWITCHES
]


def fill(scene: Scene) -> None:
    """Make them all."""
    reseller = IDS["reseller"]
    made = {
        "reseller": scene.reseller("reseller", properties=PLENTY),
        "customer": scene.add("customer", reseller=reseller, properties=PLENTY),
        "deputy": scene.add("deputy", reseller=reseller, impersonate=reseller),
        "sibling": scene.add("sibling", reseller=reseller, properties=PLENTY),
        "stranger": scene.reseller("stranger", properties=PLENTY),
    }
    assert made == IDS
