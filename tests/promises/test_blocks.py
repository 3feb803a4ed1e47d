# SPDX-License-Identifier: Apache-2.0
"""Whoever blocks and unblocks whatever in whatever order: an extension is blocked while somebody says so, and lifting one level
brings back exactly what the others say (pbx.md B2)."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.errors import Refusal
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.pbx.blocking import layers
from ngnprov.ports.pbx.extensions.store import Extension, of_customer
from ngnprov.ports.tenant.lifecycle import suspending
from tests.ports.pbx.conftest import PbxScene
from tests.promises.walking import walk_often
from tests.support.caller import Fault
from tests.support.scene import Filled
from tests.support.world import World

TASK = Task(name="block")
RESELLER, CUSTOMER, OTHER = 1, 2, 5
LEVELS = ["self", "reseller", "admin", "system"]
ABOVE: dict[str, set[str]] = {
    "self": {"reseller", "admin", "system"},
    "reseller": {"admin"},
    "admin": set(),
    "system": set(),
}
EXTENSIONS = {"ph2p": CUSTOMER, "ph2x101": CUSTOMER, "ph5p": OTHER}
Object = str | int
"""An extension by its account id, or a customer or reseller by its number."""
OBJECTS: list[Object] = [RESELLER, CUSTOMER, OTHER, *EXTENSIONS]
Step = tuple[bool, str, Object]
"""(is it blocked, by whom, what)."""


class BlockScene(PbxScene):
    """Two customers of the reseller with a pilot each, and one of them with a user."""

    def furnish(self) -> None:
        super().furnish()
        assert self.add("other", reseller=RESELLER, properties=self.credited()) == 4
        assert self.add("third", reseller=RESELLER, properties=self.credited()) == OTHER
        self.has_pbx(OTHER, "Other")
        for holder in (RESELLER, CUSTOMER):
            self.agree("PBX", customer=holder)
        self.pilot()
        self.pilot(OTHER, "8888")
        self.user("101")


class Walk:
    """A server, and what must be true of it."""

    def __init__(self, scene: BlockScene) -> None:
        self.scene = scene
        self.levels: dict[Object, set[str]] = {each: set() for each in OBJECTS}

    def all_levels(self, extension: str) -> set[str]:
        return self.levels[extension] | self.levels[EXTENSIONS[extension]] | self.levels[RESELLER]

    def take(self, step: Step) -> None:
        blocks, author, what = step
        expected = 0
        if not blocks:
            if isinstance(what, str) and self.all_levels(what) & ABOVE[author]:
                expected = 8130
            elif author not in self.levels[what]:
                expected = 8131
        code = self.told(step)
        assert code == expected, step
        if not code:
            (self.levels[what].add if blocks else self.levels[what].discard)(author)
        self.look()

    def told(self, step: Step) -> int:
        blocks, author, what = step
        try:
            if isinstance(what, int) or author == "system":
                self.scene.world.operator.run(TASK, lambda call: self.by_service(call, step))
            else:
                caller = {
                    "self": lambda: self.scene.behind(EXTENSIONS[what]).pbx,
                    "reseller": lambda: self.scene.behind(RESELLER).pbx,
                    "admin": lambda: self.scene.root,
                }[author]()
                given: dict[str, Any] = {"customer": EXTENSIONS[what], "number": what}
                caller.call("blockExtension" if blocks else "unblockExtension", given)
        except (Fault, Refusal) as refusal:
            return int(refusal.code)
        return 0

    @staticmethod
    def by_service(call: Call, step: Step) -> None:
        blocks, author, what = step
        if isinstance(what, int):
            entry = find_tenancy(call, what, "customer").customer
            if blocks:
                suspending.suspend(call, entry, author, None)
            else:
                suspending.resume(call, entry, author, "", "customer")
            return
        find_tenancy(call, EXTENSIONS[what], "customer")
        extension = stored(call, what)
        if blocks:
            layers.block(call, extension, author, None)
        else:
            layers.lift(call, extension, author, "", "number")
        layers.settle(call, [extension])

    def look(self) -> None:
        members = {
            row[0]
            for row in self.scene.world.sql(
                "SELECT e.account_id FROM pbx_extensions e JOIN sip_groups g ON g.account = e.account"
                " WHERE g.name = 'blocked'"
            )
        }
        shown = {each["accountId"]: each for each in self.scene.root.getExtensions(query={})["extensions"]}
        assert shown.keys() == EXTENSIONS.keys()
        for id, each in shown.items():
            assert each["blockedBy"] == [level for level in LEVELS if level in self.levels[id]]
            assert (each["status"] == "blocked") == (id in members) == bool(self.all_levels(id))

    def suspend_and_resume(self) -> None:
        """Of every entry at every level at which it is not blocked: the identity."""
        for entry in (RESELLER, CUSTOMER, OTHER):
            for level in LEVELS:
                if level not in self.levels[entry]:
                    self.take((True, level, entry))
                    self.take((False, level, entry))


def stored(call: Call, account_id: str) -> Extension:
    return next(each for each in of_customer(call.unit, EXTENSIONS[account_id]) if each.account_id == account_id)


STEPS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(LEVELS), st.sampled_from(OBJECTS)),
    min_size=8,
    max_size=16,
)


@pytest.mark.timeout(1800)
def test_lifting_is_exact_whoever_blocked_what_before(filled: Filled, tmp_path: Path, rounds: int) -> None:
    def go(world: World, steps: list[Step]) -> None:
        one = Walk(BlockScene(world, "encoded"))
        for step in steps:
            one.take(step)
        one.suspend_and_resume()

    walk_often(filled(BlockScene, "sqlite"), tmp_path, STEPS, 1 + max(rounds // 10, 1), go)
