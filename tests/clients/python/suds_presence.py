# SPDX-License-Identifier: Apache-2.0
"""The presence story of tests/clients/README.md told by suds."""

import json
import sys
from typing import Any

from suds_port import Port, code, items, tag, text

sip_port, port = Port("sip"), Port("presence", "urn:AGProjects:SoapSIMPLEProxy")
sip, presence = sip_port.call, port.call
alice = {"username": "alice", "domain": f"{tag}.example"}
sip_id = port.make("SipId", **alice)
secret = "geheim & <sicher>"


def policy() -> list[Any]:
    """The three lists."""
    found = presence.getPolicy(sip_id, secret)
    return [[text(each) for each in items(listed)] for listed in (found.allow, found.deny, found.confirm)]


def information() -> list[str]:
    """Activity and note."""
    found = presence.getPresenceInformation(sip_id, secret)
    return [text(found.activity), text(found.note)]


sip.addDomain(sip_port.make("SipDomain", domain=alice["domain"]))
sip.addAccount(sip_port.make("SipAccount", id=sip_port.make("SipId", **alice), password=secret))
told: dict[str, Any] = {"before": [information(), policy()]}
said = port.make("PresenceInformation", activity="busy", note="Füße & <hoch>")
allowed = port.listed("StringArray", "bob@example.com", "example.org")
seen = port.make("PresencePolicy", allow=allowed, deny=port.listed("StringArray"))
told["done"] = [presence.setPresenceInformation(sip_id, secret, said), presence.setPolicy(sip_id, secret, seen)]
told["after"] = [information(), policy()]
told["watchers"] = items(presence.getWatchers(sip_id, secret))
told["deleted"] = [presence.deletePresenceInformation(sip_id, secret), information()]
told["code"] = code(presence.getPolicy, sip_id, "wrong")
json.dump(told, sys.stdout, ensure_ascii=False)
