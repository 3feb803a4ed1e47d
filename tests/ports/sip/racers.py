# SPDX-License-Identifier: Apache-2.0
"""64 processes that want the same of SipPort."""

from ngnprov.settings import Settings
from tests.support.caller import Caller, Fault
from tests.support.processes import at_once
from tests.support.world import World

DOMAIN = "example.com"


def attempt(caller: Caller, case: str, number: int) -> int:
    """One call; its fault code, 0 for success."""
    username = {"credit": f"u{number}", "number": "<autoincrement>", "address": "same", "move": f"u{number}"}[case]
    id = {"username": username, "domain": DOMAIN}
    try:
        if case == "address" and number % 2:
            caller.addAlias(alias={"id": id, "target": {"username": "far", "domain": "far.example"}})
        elif case == "move" and number % 8 == 0:
            caller.updateDomain(domain={"domain": DOMAIN, "customer": 2 + number // 8 % 2})
        else:
            caller.addAccount(account={"id": id, "password": "p"})
    except Fault as fault:
        return fault.code
    return 0


def race(settings: Settings, processes: int, case: str) -> list[int]:
    """Fork, call at once; the fault codes of all calls, 0 for success."""
    world = World(settings)
    caller = world.call(username="racer", password="p", admin=False).sip
    caller.getDomains(query={})  # the login is known from here on
    world.close()
    return at_once(processes, lambda number: attempt(caller, case, number))
