# SPDX-License-Identifier: Apache-2.0
"""The presence story of tests/clients/README.md told by zeep. It reads the joint document, where two ports have a type SipId each."""

import json
import sys
from typing import Any

import zeep
from zeep_port import TYPES, code, items, login, password, tag, url

client = zeep.Client(f"{url}/soap/?wsdl")
sip, presence = client.bind("NGNPro", "SipPort"), client.bind("NGNPro", "PresencePort")
auth = [client.get_element(f"{{{TYPES}}}auth")(username=login, password=password, admin=True)]
alice = {"username": "alice", "domain": f"{tag}.example"}
secret = "geheim & <sicher>"


def policy() -> list[Any]:
    """The three lists."""
    found = presence.getPolicy(alice, secret)
    return [items(each) for each in (found.allow, found.deny, found.confirm)]


def information() -> list[str]:
    """Activity and note."""
    found = presence.getPresenceInformation(alice, secret)
    return [found.activity or "", found.note or ""]


sip.addDomain({"domain": alice["domain"]}, _soapheaders=auth)
sip.addAccount({"id": alice, "password": secret}, _soapheaders=auth)
told: dict[str, Any] = {"before": [information(), policy()]}
told["done"] = [
    presence.setPresenceInformation(alice, secret, {"activity": "busy", "note": "Füße & <hoch>"}),
    presence.setPolicy(alice, secret, {"allow": {"item": ["bob@example.com", "example.org"]}, "deny": {"item": []}}),
]
told["after"] = [information(), policy()]
told["watchers"] = presence.getWatchers(alice, secret) or []
told["deleted"] = [presence.deletePresenceInformation(alice, secret), information()]
told["code"] = code(presence.getPolicy, alice, "wrong")
json.dump(told, sys.stdout, ensure_ascii=False)
