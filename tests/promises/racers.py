# SPDX-License-Identifier: Apache-2.0
"""64 processes that want the same at the same moment: ``racers.py URL KEY_FILE PROCESSES CASE``.

Forked from a process in which the application is ready and the login known, so that all run at once. Prints the fault
codes of all calls, 0 for success, as JSON.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from ngnprov.settings import DatabaseSettings, KeySettings, Settings
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


def main(url: str, key_file: str, processes: int, case: str) -> None:
    """Make all ready, call at once, report."""
    with planted():
        database = DatabaseSettings(url=url, write_wait=100)  # 64 processes on a slow machine: none gives up
        world = World(Settings(database=database, keys=KeySettings(file=Path(key_file))))
        world.call(username="racer", password="p", admin=False).getCustomers(query={"filter": {}})
        world.close()
        print(json.dumps(at_once(processes, lambda number: attempt(world, case, number))))


if __name__ == "__main__":
    with planted():  # to the end: an answer is read by the types that its port declares
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
