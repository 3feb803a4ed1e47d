# SPDX-License-Identifier: Apache-2.0
"""The presence story of tests/clients/README.md told by xsdata."""

import json
import sys
from typing import Any

from xsdata_port import Port, code, tag

sip, presence = Port("sip"), Port("presence")
types = presence.types
alice = {"username": "alice", "domain": f"{tag}.example"}
secret = "geheim & <sicher>"


def call(operation: str, secret: str = secret, **more: Any) -> Any:
    """What an operation answers to alice."""
    return presence.call(operation, sip_id=types.SipId(**alice), password=secret, **more)


def policy() -> list[Any]:
    """The three lists."""
    found = call("get_policy")
    return [found.allow.item, found.deny.item, found.confirm.item]


def information() -> list[str]:
    """Activity and note."""
    found = call("get_presence_information")
    return [found.activity, found.note]


sip.call("add_domain", domain=sip.types.SipDomain(domain=alice["domain"]))
sip.call("add_account", account=sip.types.SipAccount(id=sip.types.SipId(**alice), password=secret))
told: dict[str, Any] = {"before": [information(), policy()]}
said = types.PresenceInformation(activity="busy", note="Füße & <hoch>")
allowed = types.StringArray(item=["bob@example.com", "example.org"])
seen = types.PresencePolicy(allow=allowed, deny=types.StringArray())
told["done"] = [call("set_presence_information", information=said), call("set_policy", policy=seen)]
told["after"] = [information(), policy()]
told["watchers"] = call("get_watchers").item
told["deleted"] = [call("delete_presence_information"), information()]
told["code"] = code(lambda: call("get_policy", "wrong"))
json.dump(told, sys.stdout, ensure_ascii=False)
