# SPDX-License-Identifier: Apache-2.0
"""Many processes that want the same product: ``racers.py URL KEY_FILE CASE EXTENSION...``; prints their fault codes as JSON.

Each is one extension, ``CUSTOMER/NUMBER``; in the case ``same`` all are the first.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.errors import Refusal
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.pbx.subscriptions import service
from ngnprov.ports.pbx.subscriptions.service import Holder
from ngnprov.settings import DatabaseSettings, KeySettings, Settings
from tests.support.processes import at_once
from tests.support.world import World


def attempt(settings: Settings, customer: int, extension: int, case: str) -> int:
    """Take what the case says; the fault code, 0 for success."""
    codes = ["RECORDING", "PBX"] if case == "both" else ["PBX"]

    def work(call: Call) -> None:
        owner = find_tenancy(call, customer, "customer")
        service.take(call, owner, Holder(extension, "user"), codes, "extension.mainProduct")

    with World(settings) as world:
        try:
            world.operator.run(Task(name="take"), work)
        except Refusal as refusal:
            return refusal.code
    return 0


def main(url: str, key_file: str, case: str, *extensions: str) -> None:
    """Fork, take at once, report."""
    settings = Settings(database=DatabaseSettings(url=url, write_wait=100), keys=KeySettings(file=Path(key_file)))

    def take(number: int) -> int:
        customer, _, extension = extensions[0 if case == "same" else number].partition("/")
        return attempt(settings, int(customer), int(extension), case)

    print(json.dumps(at_once(len(extensions), take)))


if __name__ == "__main__":
    main(*sys.argv[1:])
