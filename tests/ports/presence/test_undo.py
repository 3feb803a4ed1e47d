# SPDX-License-Identifier: Apache-2.0
"""What accounts have changed, and what went with them, comes back; nobody who undoes needs their passwords."""

from typing import Any

from ngnprov.calls.operation import Task
from ngnprov.calls.policy import EVERYBODY, Permission, Policy
from ngnprov.calls.reverting import chosen, revert
from tests.ports.presence.conftest import PresenceScene, credentials
from tests.ports.sip.conftest import sip_id
from tests.support.world import World

ALICE = credentials()
INFORMATION = {"activity": "away", "note": "until Monday"}
POLICY = {"allow": ["zoe@example.net", "bob@example.com"], "deny": ["example.org"], "confirm": []}


def undo_last(world: World, operation: str, impersonate: int = 0) -> None:
    """Undo the last change by an operation, as an administrator or behind somebody."""
    ((name,),) = world.sql(f"SELECT request_id FROM journal WHERE operation = '{operation}' ORDER BY id DESC LIMIT 1")
    operator: Any = type(world.operator)(world.operator.runner, impersonate)
    task = Task(name="journal revert", policy=Policy(Permission("x.y", EVERYBODY)))
    operator.run(task, lambda call: revert(call, chosen(call, name)))


def test_an_account_that_was_removed_comes_back_with_its_presence(scene: PresenceScene) -> None:
    alice = scene.nobody
    alice.setPresenceInformation(**ALICE, information=INFORMATION)
    alice.setPolicy(**ALICE, policy=POLICY)
    for impersonate in (0, scene.reseller_id, scene.customer_id):
        scene.admin.sip.deleteAccount(sipId=sip_id())
        undo_last(scene.world, "deleteAccount", impersonate)
        assert alice.getPresenceInformation(**ALICE) == INFORMATION
        assert alice.getPolicy(**ALICE) == POLICY


def test_presence_is_as_it_was_before_it_was_changed(scene: PresenceScene) -> None:
    alice = scene.nobody
    alice.setPresenceInformation(**ALICE, information=INFORMATION)
    undo_last(scene.world, "setPresenceInformation")
    assert alice.getPresenceInformation(**ALICE) == {"activity": "", "note": ""}
    undo_last(scene.world, "journal revert")
    assert alice.getPresenceInformation(**ALICE) == INFORMATION
    alice.setPolicy(**ALICE, policy=POLICY)
    alice.setPolicy(**ALICE, policy={"deny": ["example.net"]})
    undo_last(scene.world, "setPolicy")
    assert alice.getPolicy(**ALICE) == POLICY


def test_it_comes_back_where_the_port_was_switched_off_meanwhile(quick: PresenceScene) -> None:
    quick.nobody.setPresenceInformation(**ALICE, information=INFORMATION)
    with quick.world.with_settings(extra={}) as off:
        off.call().sip.deleteAccount(sipId=sip_id())
        undo_last(off, "deleteAccount")
    assert quick.nobody.getPresenceInformation(**ALICE) == INFORMATION
