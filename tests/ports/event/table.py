# SPDX-License-Identifier: Apache-2.0
"""Every operation of EventPort with a request, for proofs that walk over all of them (matrix.py, every_operation.py).

Addresses are numbers, which no resolver is asked for; nothing is sent, since no server is there that would.
"""

from ngnprov.calls.actor import Level
from ngnprov.upkeep.chain import seal
from tests.support.matrix import Row, Table
from tests.support.scene import Scene

CUSTOMER, NO_HOOK, NO_CUSTOMER, RESELLER = 2, 8601, 5000, Level.RESELLER
URL = "https://8.8.8.8/hooks"
SECRET = "whsec_bm8gc2VjcmV0IGF0IGFsbCBidXQgZm9yIHRlc3Rz"
HOOK = {"customer": CUSTOMER, "url": URL, "events": ["*"], "secret": SECRET}


def fill(scene: Scene) -> None:
    """Three hooks of the customer, and a journal that is sealed, so that there are events."""
    for _ in range(3):
        scene.admin.at("Event").addHook(hook=HOOK)
    for _ in seal(scene.world.served):
        pass


TABLE: Table = {
    "getHooks": Row({"query": {"filter": {"customer": CUSTOMER}}}, lists="hooks", least=RESELLER),
    "addHook": Row({"hook": {**HOOK, "events": ["customer.*", "limit.reached"]}}, NO_CUSTOMER, least=RESELLER),
    "updateHook": Row({"hook": {"id": 1, "events": ["sipAccount.*"], "enabled": False}}, NO_HOOK, least=RESELLER),
    "deleteHook": Row({"id": 2}, NO_HOOK, least=RESELLER),
    "rotateSecret": Row({"id": 3, "secret": SECRET}, NO_HOOK, least=RESELLER),
    "replay": Row({"hook": 3, "from": 0}, NO_HOOK, least=RESELLER),
    "getEvents": Row({"since": 0}, least=RESELLER),
    "getDeliveries": Row({"query": {"filter": {"hook": 99}}}, least=RESELLER),
}
OTHERS = {
    **{"id": (1, 2, 3, 4, 99), "hook": (1, 2, 3, 99), "customer": (0, 1, 3, 5, 4711)},
    **{"url": (URL, "https://127.0.0.1/", "x", ""), "secret": ("", SECRET, "whsec_x")},
    **{"template": ("", '{"text": "{{type}}"}', "{{x}}"), "enabled": (True, False)},
}
