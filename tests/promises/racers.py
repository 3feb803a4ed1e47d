# SPDX-License-Identifier: Apache-2.0
"""64 processes that want the same at the same moment, forked from one in which the application is ready and the login known, so
that all run at once."""

from typing import Any

from ngnprov.settings import Settings
from tests.planted import planted
from tests.support.caller import Fault
from tests.support.processes import at_once
from tests.support.world import World


def attempt(world: World, case: str, number: int) -> int:
    """One call; its fault code, 0 for success."""
    login: dict[str, Any] = {"username": "racer", "password": "p", "admin": False}
    caller = world.call(**login)
    try:
        if case == "credit":
            caller.call("addWidget", {"widget": {"name": f"w{number}"}}, "Widget")
        elif case == "name":
            caller.addAccount(account={"username": "same", "password": "p"})
        else:
            caller.addAccount(account={"username": f"u{number}", "password": "p"})
    except Fault as fault:
        return fault.code
    return 0


def race(settings: Settings, processes: int, case: str) -> list[int]:
    """Make all ready, call at once; the fault codes of all calls, 0 for success."""
    with planted():
        world = World(settings)
        world.call(username="racer", password="p", admin=False).getCustomers(query={"filter": {}})
        world.close()
        return at_once(processes, lambda number: attempt(world, case, number))
