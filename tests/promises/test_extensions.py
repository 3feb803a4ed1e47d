# SPDX-License-Identifier: Apache-2.0
"""Whatever is done to a PBX in whatever order: it is what a small model says, limits are never passed, counts equal what is there,
and what is refused has changed nothing (pbx.md 5 to 8, 14, 16)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.ports.pbx.conftest import PbxScene
from tests.promises.walking import walk_often
from tests.support.caller import Caller, Fault
from tests.support.scene import Filled
from tests.support.world import World

CUSTOMER = 2
NUMBERS = ["100", "101", "102", "103", "104", "105"]
"""The last one is not in the customer's range."""
DIDS = ["4315550001", "4315550002"]
BASES = ["9999", "888"]
PILOT = ""
Step = tuple[str, int, int, bool]
"""What is done, two choices, and whether the reseller does it or the customer."""


class ExtensionScene(PbxScene):
    """A customer with a pilot, a range of five extensions, an ENUM range, two numbers and few recordings."""

    def furnish(self) -> None:
        super().furnish()
        self.admin.enum.addRange(range={"id": {"prefix": "431", "tld": "e164.arpa"}, "customer": 2, "maxDigits": 15})
        self.agree("PBX", customer=self.reseller_id)
        self.agree("PBX", 4)
        self.agree("RECORDING", 2)
        self.profile(extRangeMin="100", extRangeMax="104", maxSubscribers="5")
        self.pilot()
        self.root.addNumbers(customer=CUSTOMER, numbers=DIDS)


class Model:
    """A PBX as one would draw it. Each step says which fault code it must give, 0 for none, and does what it says then."""

    def __init__(self) -> None:
        self.users: dict[str, set[str]] = {}
        self.groups: dict[str, set[str]] = {}
        self.dids: dict[str, str | None] = dict.fromkeys(DIDS)
        self.most = {"PBX": 4, "RECORDING": 2}
        self.cap = 5
        self.base = BASES[0]

    def used(self, product: str) -> int:
        return sum(product in held for held in self.users.values())

    def live(self) -> int:
        return 1 + len(self.users) + len(self.groups)

    def is_used(self, number: str) -> bool:
        return number in self.users or number in self.groups

    def no_room(self, products: set[str]) -> int:
        if any(self.used(each) >= self.most[each] for each in products):
            return 8011
        return 8103 if self.live() >= self.cap else 0

    def add(self, number: str, is_recorded: bool) -> int:
        products = {"PBX", "RECORDING"} if is_recorded else {"PBX"}
        if number == NUMBERS[-1]:
            return 8105
        code = self.no_room(products) or (8104 if self.is_used(number) else 0)
        if not code:
            self.users[number] = products
        return code

    def delete(self, number: str) -> int:
        if not self.is_used(number):
            return 8106
        if number in self.groups:
            return 101
        if any(number in members for members in self.groups.values()):
            return 8113
        del self.users[number]
        for did in self.led_to(number):
            self.dids[did] = PILOT
        return 0

    def renumber(self, number: str, to: str) -> int:
        if not self.is_used(number):
            return 8106
        if to == NUMBERS[-1]:
            return 8105
        if to == number:
            return 0
        if self.is_used(to):
            return 8104
        for kind in (self.users, self.groups):
            if number in kind:
                kind[to] = kind.pop(number)
        for members in self.groups.values():
            if number in members:
                members.remove(number)
                members.add(to)
        for did in self.led_to(number):
            self.dids[did] = to
        return 0

    def add_group(self, number: str, member: str) -> int:
        if number == NUMBERS[-1]:
            return 8105
        if member not in self.users:
            return 8116
        code = self.no_room(set()) or (8104 if self.is_used(number) else 0)
        if not code:
            self.groups[number] = {member}
        return code

    def delete_group(self, number: str) -> int:
        if number not in self.groups:
            return 8117
        del self.groups[number]
        for did in self.led_to(number):
            self.dids[did] = PILOT
        return 0

    def assign(self, number: str, did: str) -> int:
        if number and not self.is_used(number):
            return 8106
        if self.dids[did] is not None and (self.dids[did] != PILOT or number == PILOT):
            return 8140
        self.dids[did] = number
        return 0

    def unassign(self, number: str, did: str) -> int:
        if number and not self.is_used(number):
            return 8106
        if self.dids[did] != number:
            return 101
        self.dids[did] = None if number == PILOT else PILOT
        return 0

    def record(self, number: str) -> int:
        if number not in self.users:
            return 101 if number in self.groups else 8106
        if "RECORDING" in self.users[number]:
            return 8014
        if self.used("RECORDING") >= self.most["RECORDING"]:
            return 8011
        self.users[number].add("RECORDING")
        return 0

    def stop_recording(self, number: str) -> int:
        if not self.is_used(number):
            return 8106
        if "RECORDING" not in self.users.get(number, ()):
            return 101
        self.users[number].remove("RECORDING")
        return 0

    def led_to(self, number: str) -> list[str]:
        return [did for did, holder in self.dids.items() if holder == number]


class Walk:
    """A server, and the model of it."""

    def __init__(self, scene: ExtensionScene) -> None:
        self.scene, self.model = scene, Model()

    def take(self, step: Step) -> None:
        what, one, two, is_reseller = step
        caller = self.scene.reseller_login if is_reseller else self.scene.customer_login
        expected, operation, arguments = getattr(self, f"_{what}")(one, two)
        before = self.scene.world.fingerprint()
        code = told(lambda: caller_of(operation, caller, self.scene)(arguments))
        assert code == expected, step
        if code:
            assert self.scene.world.fingerprint() == before, step
        self.look()

    def look(self) -> None:
        model, root = self.model, self.scene.root
        shown = {each["number"]: each for each in root.getExtensions(query={})["extensions"]}
        assert shown.keys() == {PILOT, *model.users, *model.groups}
        assert {each["primaryNumber"] for each in shown.values()} == {f"431{model.base}{number}" for number in shown}
        for number, products in model.users.items():
            each = shown[number]
            assert {each["mainProduct"], *each["addons"]} == products
            assert set(each["groups"]) == {group for group, members in model.groups.items() if number in members}
        for did, holder in model.dids.items():
            assert [number for number, each in shown.items() if did in each["numbers"]] == (
                [] if holder is None else [holder]
            )
        for product in model.most:
            assert self.scene.used(product) == model.used(product)
        limits = {each["kind"]: each for each in root.explainLimits(customer=CUSTOMER, object="extension")}
        assert (limits["subscribers"]["used"], limits["subscribers"]["limit"]) == (model.live(), model.cap)
        assert limits["sip_credit"]["used"] == model.live()

    def _add(self, one: int, two: int) -> tuple[int, str, dict[str, Any]]:
        number, is_recorded = NUMBERS[one], bool(two % 2)
        new = {"customer": CUSTOMER, "number": number, "name": "n", "addons": ["RECORDING"] if is_recorded else []}
        return self.model.add(number, is_recorded), "addExtension", {"extension": new}

    def _delete(self, one: int, _: int) -> tuple[int, str, dict[str, Any]]:
        named = {"customer": CUSTOMER, "number": NUMBERS[one]}
        return self.model.delete(NUMBERS[one]), "deleteExtension", named

    def _renumber(self, one: int, two: int) -> tuple[int, str, dict[str, Any]]:
        given = {"customer": CUSTOMER, "from": NUMBERS[one], "to": NUMBERS[two]}
        return self.model.renumber(NUMBERS[one], NUMBERS[two]), "renumberExtension", given

    def _add_group(self, one: int, two: int) -> tuple[int, str, dict[str, Any]]:
        new = {"customer": CUSTOMER, "number": NUMBERS[one], "name": "g", "members": [NUMBERS[two]]}
        return self.model.add_group(NUMBERS[one], NUMBERS[two]), "addGroup", {"group": new}

    def _delete_group(self, one: int, _: int) -> tuple[int, str, dict[str, Any]]:
        named = {"customer": CUSTOMER, "number": NUMBERS[one]}
        return self.model.delete_group(NUMBERS[one]), "deleteGroup", {"group": named}

    def _assign(self, one: int, two: int) -> tuple[int, str, dict[str, Any]]:
        number, did = [PILOT, *NUMBERS][one], DIDS[two % len(DIDS)]
        return self.model.assign(number, did), "assignNumber", {"customer": CUSTOMER, "number": number, "e164": did}

    def _unassign(self, one: int, two: int) -> tuple[int, str, dict[str, Any]]:
        number, did = [PILOT, *NUMBERS][one], DIDS[two % len(DIDS)]
        return self.model.unassign(number, did), "unassignNumber", {"customer": CUSTOMER, "number": number, "e164": did}

    def _record(self, one: int, _: int) -> tuple[int, str, dict[str, Any]]:
        given = {"customer": CUSTOMER, "number": NUMBERS[one], "product": "RECORDING"}
        return self.model.record(NUMBERS[one]), "assignProduct", given

    def _stop_recording(self, one: int, _: int) -> tuple[int, str, dict[str, Any]]:
        given = {"customer": CUSTOMER, "number": NUMBERS[one], "product": "RECORDING"}
        return self.model.stop_recording(NUMBERS[one]), "unassignProduct", given

    def _agree(self, one: int, two: int) -> tuple[int, str, dict[str, Any]]:
        product, quantity = ("PBX", "RECORDING")[two % 2], one + 1
        code = 8015 if quantity < self.model.used(product) else 0
        if not code:
            self.model.most[product] = quantity
        item = {"customer": CUSTOMER, "product": product, "quantity": quantity}
        return code, "updateAgreementItem", {"item": item}

    def _bound(self, one: int, two: int) -> tuple[int, str, dict[str, Any]]:
        most = 1 + (one + two) % 7
        code = 8108 if most < self.model.live() else 0
        if not code:
            self.model.cap = most
        return code, "updateProfile", {"profile": {"customer": CUSTOMER, "maxSubscribers": str(most)}}

    def _rebase(self, one: int, _: int) -> tuple[int, str, dict[str, Any]]:
        self.model.base = BASES[one % len(BASES)]
        number = {"cc": "43", "ac": "1", "sn": self.model.base}
        return 0, "updatePilot", {"pilot": {"customer": CUSTOMER, "number": number}}


def caller_of(operation: str, caller: Caller, scene: ExtensionScene) -> Callable[[dict[str, Any]], Any]:
    """Who may: agreements, profiles and base numbers are the provider's."""
    if operation == "updateProfile":
        return lambda arguments: scene.admin.tenant.call(operation, arguments)
    if operation in ("updateAgreementItem", "updatePilot"):
        caller = scene.reseller_login
    return lambda arguments: caller.call(operation, arguments)


def told(work: Callable[[], Any]) -> int:
    try:
        work()
    except Fault as fault:
        return fault.code
    return 0


WHAT = [
    *("add", "add", "add", "delete", "renumber", "renumber", "add_group", "delete_group", "assign", "assign"),
    *("unassign", "record", "stop_recording", "agree", "bound", "rebase"),
]
STEPS = st.lists(
    st.tuples(st.sampled_from(WHAT), st.integers(0, 5), st.integers(0, 5), st.booleans()), min_size=12, max_size=24
)


@pytest.mark.timeout(1800)
def test_a_pbx_is_what_was_made_of_it(filled: Filled, tmp_path: Path, rounds: int) -> None:
    def go(world: World, steps: list[Step]) -> None:
        one = Walk(ExtensionScene(world, "encoded"))
        for step in steps:
            one.take(step)

    walk_often(filled(ExtensionScene, "sqlite"), tmp_path, STEPS, 2 + rounds // 5, go)
