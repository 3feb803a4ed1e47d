# SPDX-License-Identifier: Apache-2.0
"""Every operation of PresencePort with a request, for proofs that walk over all of them (matrix.py, every_operation.py).

The caller is always the account; what else he says of himself is not heard. It is another one than that of SipPort's table, which
is removed there, with what is kept for it.
"""

from tests.ports.sip.conftest import sip_id
from tests.support.matrix import Others, Row, Table
from tests.support.scene import Scene

ALICE, DORA = ({"sipId": sip_id(name), "password": "secret"} for name in ("alice", "dora"))


def fill(scene: Scene) -> None:
    """What accounts say of themselves, and their policies."""
    scene.admin.sip.addAccount(account={"id": DORA["sipId"], "password": "secret"})
    presence = scene.admin.presence
    for account in (ALICE, DORA):
        presence.setPresenceInformation(**account, information={"activity": "open", "note": "at my desk"})
        presence.setPolicy(**account, policy={"allow": ["bob@example.com"], "deny": ["example.org"], "confirm": []})


TABLE: Table = {
    "getPresenceInformation": Row(DORA),
    "getWatchers": Row(DORA),
    "getPolicy": Row(DORA),
    "setPresenceInformation": Row({**DORA, "information": {"activity": "busy", "note": "in a meeting"}}),
    "setPolicy": Row({**DORA, "policy": {"allow": [], "deny": ["carol@example.com"], "confirm": ["example.net"]}}),
    "deletePresenceInformation": Row(DORA),
}

OTHERS: Others = {
    **{"username": ("dora", "alice", "nobody"), "password": ("secret", "secret", "wrong")},
    **{"activity": ("open", "idle", "asleep", ""), "note": ("", "in a meeting")},
    **dict.fromkeys(("allow", "deny", "confirm"), ("zoe@example.net", "example.org", "no name")),
}
