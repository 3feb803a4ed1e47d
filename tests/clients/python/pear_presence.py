# SPDX-License-Identifier: Apache-2.0
"""The presence story of tests/clients/README.md told as CDRTool told it, when it had pages for it. The header is not heard."""

import json
import sys
from typing import Any

from pear_port import Port, code, tag

sip, presence = Port("Sip"), Port("Presence")
presence.identify("nobody", "wrong", True)
alice = {"username": "alice", "domain": f"{tag}.example"}
secret = "geheim & <sicher>"
login = {"sipId": alice, "password": secret}


def policy() -> list[Any]:
    """The three lists."""
    found = presence("getPolicy", **login)
    return [found.allow, found.deny, found.confirm]


def information() -> list[str]:
    """Activity and note."""
    found = presence("getPresenceInformation", **login)
    return [found.activity, found.note]


sip("addDomain", domain={"domain": alice["domain"]})
sip("addAccount", account={"id": alice, "password": secret})
told: dict[str, Any] = {"before": [information(), policy()]}
said = {"activity": "busy", "note": "Füße & <hoch>"}
seen = {"allow": ["bob@example.com", "example.org"], "deny": [], "confirm": None}
told["done"] = [
    presence("setPresenceInformation", **login, information=said),
    presence("setPolicy", **login, policy=seen),
]
told["after"] = [information(), policy()]
told["watchers"] = presence("getWatchers", **login)
told["deleted"] = [presence("deletePresenceInformation", **login), information()]
told["code"] = code(presence("getPolicy", sipId=alice, password="wrong"))
json.dump(told, sys.stdout, ensure_ascii=False)
