# SPDX-License-Identifier: Apache-2.0
"""Many processes that want the same product."""

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.errors import Refusal
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.pbx.subscriptions import service
from ngnprov.ports.pbx.subscriptions.service import Holder
from ngnprov.settings import Settings
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


def race(settings: Settings, case: str, extensions: list[tuple[int, int]]) -> list[int]:
    """Fork, take at once; the fault codes. Each is one extension, (customer, number); in the case ``same`` all are the first."""

    def take(number: int) -> int:
        return attempt(settings, *extensions[0 if case == "same" else number], case)

    return at_once(len(extensions), take)
