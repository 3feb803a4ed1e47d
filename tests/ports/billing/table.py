# SPDX-License-Identifier: Apache-2.0
"""Every operation of BillingPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py).

No tenant has the billing profiles that are made here.
"""

from ngnprov.calls.actor import Level
from tests.support.matrix import Row, Table
from tests.support.scene import Scene

RESELLER = Level.RESELLER
KEPT, SPARE = "kept", "spare"


def fill(scene: Scene) -> None:
    """Two billing profiles of the reseller; their numbers are 2 and 3, as a tenant's is the first (tests/ports/tenant/table.py)."""
    for handle in (KEPT, SPARE):
        profile = {"reseller": 1, "handle": handle, "name": handle.title(), "currency": "EUR"}
        scene.admin.billing.addProfile(profile=profile)


TABLE: Table = {
    "getProfiles": Row({"query": {"filter": {"handle": "%"}}}, lists="profiles", least=RESELLER),
    "addProfile": Row(
        {
            "profile": {
                **{"reseller": 1, "handle": "yearly", "name": "Yearly", "currency": "CHF", "prepaid": True},
                "profileWeekday": "442",
            }
        },
        101,
        least=RESELLER,
        creates=True,
    ),
    "updateProfile": Row({"profile": {"id": 2, "name": "Other", "prepaid": True}}, 8443, least=RESELLER),
    "deleteProfile": Row({"id": 3}, 8443, least=RESELLER),
}
