# SPDX-License-Identifier: Apache-2.0
"""Every operation of RatingPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py).

They are about an account that no request of SipPort removes; ``alice`` and ``empty.example`` go with their profiles.
"""

from tests.ports.rating.conftest import SIX
from tests.support.matrix import More, Others, Row, Table
from tests.support.scene import Scene

RATED = "subscriber://rated@example.com"


def fill(scene: Scene) -> None:
    """Profiles of accounts and of a domain."""
    admin = scene.admin
    admin.sip.addAccount(account={"id": {"username": "rated", "domain": "example.com"}, "password": "secret"})
    for entity in (RATED, "subscriber://alice@example.com", "domain://empty.example"):
        admin.rating.setEntityProfiles(profiles={"entity": entity, **SIX, "increment": 60})


TABLE: Table = {
    "getEntityProfiles": Row({"entity": RATED}, 902),
    "setEntityProfiles": Row({"profiles": {"entity": RATED, "profileWeekday": "other"}}, 902),
    "deleteEntityProfiles": Row({"entity": RATED}, 902),
}

MORE: More = [
    ("setEntityProfiles", {"profiles": {"entity": "domain://own.example", **SIX}}),
    ("setEntityProfiles", {"profiles": {"entity": "gateway://192.0.2.1", **SIX}}),
    ("deleteEntityProfiles", {"entity": "domain://empty.example"}),
]
OTHERS: Others = {
    "entity": (
        *(RATED, "subscriber://alice@example.com", "subscriber://new@own.example", "gateway://192.0.2.1"),
        *("domain://example.com", "domain://own.example", "domain://empty.example", "alice@example.com"),
    ),
    **{"profileWeekday": ("", "other", "x" * 26), "timezone": ("", "Europe/Berlin", "Mars/Base")},
    **{"increment": (0, 1, -1), "reseller_id": (0, 1)},
}
