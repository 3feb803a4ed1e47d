# SPDX-License-Identifier: Apache-2.0
"""The rules of the network's status and statistics (network.md): JSON objects, in which no level is ever anything else.

This server is always told of. What a SIP platform knows comes from the one that is attached, and nothing is made up without.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from ngnprov import __version__
from ngnprov.calls.call import Call
from ngnprov.ports.network.addresses import listening_address
from ngnprov.ports.network.settings import NetworkSettings
from ngnprov.ports.sip.accounts.service import count_accounts
from ngnprov.ports.sip.live import service as live
from ngnprov.settings.field import holds_password

PROVISIONING, PROXY = "provisioning_server", "sip_proxy"
_SECRET = re.compile(r"pass(?:w|phrase|code|$)|pwd|secret|token|credential|private|api.?key", re.IGNORECASE).search


def get_status(call: Call) -> str:
    """The machines of the network by numbers, this server first."""
    settings = call.context.settings
    address = settings.of(NetworkSettings).address or listening_address(settings.server.bind)
    machines: list[Mapping[str, Any]] = [{"ip": address, "version": __version__, "roles": [PROVISIONING]}]
    for node in live.nodes(call):
        told = _told(node.attributes) if call.actor.is_admin else {}
        machines.append({**told, "ip": node.ip, "version": node.version, "roles": list(node.roles)})
    return _json({str(number): machine for number, machine in enumerate(machines, 1)})


def get_statistics(call: Call) -> str:
    """How many accounts each domain in scope has, and how many of them are online."""
    total = count_accounts(call)
    online = live.online_accounts(call, list(total)) if total else {}
    counts = {"online_accounts": {domain: online.get(domain, 0) for domain in total}, "total_accounts": total}
    return _json({"summary": {PROXY: counts}})


def _told(attributes: Mapping[str, str | int | float]) -> dict[str, str | int | float]:
    """The attributes of a machine without those that hold credentials: the old client shows them as they are."""
    return {name: value for name, value in attributes.items() if not _SECRET(name) and not holds_password(str(value))}


def _json(value: Any) -> str:
    """ASCII, and so text that XML can carry whatever it holds."""
    return json.dumps(value, allow_nan=False)
