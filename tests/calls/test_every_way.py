# SPDX-License-Identifier: Apache-2.0
"""Whichever way in a caller takes, an operation says and does the same (one runner)."""

from functools import cache
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from tests.ports.customer.conftest import Scene
from tests.support import at_the_machine
from tests.support.caller import Caller, Fault
from tests.support.every_operation import TABLES
from tests.support.matrix import calling
from tests.support.people import IDS
from tests.support.world import Template, World

PORTS = {port.title.removesuffix("Port"): port for port in find_ports()}
BEHIND = {"administrator": 0, "behind nobody": 4711} | {
    f"behind {who}": IDS[who] for who in ("reseller", "deputy", "customer")
}
"""Administrators, who can be at the machine, too; by the id that they impersonate."""
WITHOUT_LOGIN = {("Tenant", name) for name in ("openSession", "enrolSecondFactor", "confirmSecondFactor")}
"""What is about the caller's own login: at the machine nobody has logged in."""
OPERATIONS = [
    (port, operation, who)
    for port, table in TABLES.items()
    for operation in table
    for who in BEHIND
    if (PORTS[port].has_login_header or who == "administrator") and (port, operation) not in WITHOUT_LOGIN
]
"""Where accounts themselves call, over the wire nobody is behind anybody."""
OWN = {
    *("requestId", "createDate", "createdBy", "changeDate", "date", "serial", "since", "until"),
    *("token", "resyncDate"),
    *("content", "sha256"),  # of files that say when they were made
    *("appliedAt", "appliedBy", "acceptedAt", "acceptedBy", "acceptedFrom"),
}
"""What differs from call to call, or by who is logged in."""


@cache
def untouched(crowded: Template, crowded_world: World) -> str:
    """The fingerprint of what nobody has changed."""
    return crowded_world.fingerprint()


def restored(crowded: Template, crowded_world: World) -> str:
    """Let all be as it was at first; its fingerprint."""
    crowded.restore(crowded_world)
    return untouched(crowded, crowded_world)


def told(caller: Caller, port: str, operation: str) -> Any:
    """What the answer says, or the fault."""
    try:
        return without_own(caller.call(operation, TABLES[port][operation].arguments, port))
    except Fault as fault:
        return fault.faultcode, fault.members


def without_own(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_own(each) for name, each in value.items() if name not in OWN}
    return [without_own(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("port", "operation", "who"), OPERATIONS)
def test_an_operation_says_the_same_on_the_wire_and_at_the_machine(
    crowded: Template, crowded_world: World, port: str, operation: str, who: str
) -> None:
    answers = []
    for caller in (
        calling(Scene(crowded_world, "encoded"), who),
        at_the_machine.caller(crowded_world, BEHIND[who]),
    ):
        before = restored(crowded, crowded_world)
        said = told(caller, port, operation)
        answers.append((said, crowded_world.fingerprint() != before))
    by_wire, at_machine = answers
    assert at_machine == by_wire


def test_what_is_denied_at_the_machine_is_in_the_journal(crowded: Template, crowded_world: World) -> None:
    crowded.restore(crowded_world)
    operator = at_the_machine.caller(crowded_world, IDS["customer"]).sip
    assert operator.refused("getMediaSessions").code == 902
    crowded_world.operator.runner.settle()
    (entry,) = crowded_world.sql(
        "SELECT login, operation, code, behind FROM journal WHERE kind = 'denied' ORDER BY id DESC LIMIT 1"
    )
    assert entry == ("(command line)", "getMediaSessions", 902, 1)
