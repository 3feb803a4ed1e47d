# SPDX-License-Identifier: Apache-2.0
"""Every operation of VoicemailPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py)."""

from tests.ports.voicemail.conftest import sip_id
from tests.support.matrix import Others, Row, Table
from tests.support.scene import Scene

CUSTOMER = 2
DOMAIN = "voicemail.example"
CAROL, DAVE = {"sipId": sip_id("carol", DOMAIN)}, {"sipId": sip_id("dave", DOMAIN)}


def fill(scene: Scene) -> None:
    """A SIP domain of the customer's, with an account that has a mailbox to which it is diverted, and one without."""
    admin = scene.admin
    admin.sip.addDomain(domain={"domain": DOMAIN, "customer": CUSTOMER})
    for each in (CAROL, DAVE):
        admin.sip.addAccount(account={"id": each["sipId"], "password": "secret"})
    number = admin.voicemail.addAccount(account={**CAROL, "password": "112233"})["mailbox"]
    admin.sip.setCallDiversions(**CAROL, diversions={"FBUS": f"sip:{number}@vm.example", "FNOL": "<voice-mailbox>"})


TABLE: Table = {
    "getAccount": Row(CAROL, 1010),
    "setAnnouncement": Row({**CAROL, "message": "Leave a message"}, 1010, idle=True),
    "addAccount": Row({"account": {**DAVE, "password": "123456", "name": "Dave"}}, 1010, creates=True),
    "updateAccount": Row(
        {"account": {**CAROL, "password": "654321", "email": "carol@example.org", "options": {"delete": False}}}, 1010
    ),
    "deleteAccount": Row(CAROL, 1010),
}

OTHERS: Others = {
    **{"username": ("carol", "dave", "alice", "nobody"), "domain": (DOMAIN, DOMAIN, "example.com")},
    **{"password": ("", "1", "no digits", "12-34"), "mailbox": ("1", "1000000"), "delete": (True, False, 0, "x")},
}
