# SPDX-License-Identifier: Apache-2.0
"""Whatever is done to a PBX in whatever order: an extension is `same` if and only if what counts of it is as it was applied, the
draft tells exactly the differences, and discarding it brings back what was applied (pbx.md R2 to R9)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import strategies as st

from tests.ports.pbx.conftest import PbxScene
from tests.promises.walking import walk_often
from tests.support.caller import Fault
from tests.support.scene import Filled
from tests.support.world import World

CUSTOMER = PbxScene.customer_id
NUMBERS = ["100", "101", "102", "103"]
DIDS = ["4315550001", "4315550002"]
NAMES = ["One", "Two"]
CALLERS = ["", "anonymous", *DIDS, "4319999100"]
GROUPS = ["200", "201"]
MEMBERS = [[], ["100"], ["101", "102"], ["102", "101"], ["ph2p", "101"]]
KEYS = [[], [("1", "100")], [("1", "101"), ("#", "+4315550001")], [("0", "ph2aa1")], [("0", "200"), ("1", "ph2p")]]
Step = tuple[str, int, int]
Members = Mapping[str, list[str]]

COUNTED = {
    *(
        "accountId",
        "kind",
        "number",
        "name",
        "displayName",
        "sipUsername",
        "primaryNumber",
        "numbers",
        "mainProduct",
        "addons",
    ),
    *("callPlan", "localPrefix", "callerId", "recordOutbound", "recordEmail", "recordSubject"),
}
OF_GROUPS = {"policy", "timeout", "cancelMode", "members"}


class DraftScene(PbxScene):
    """A customer with a pilot, three users, a group, two menus, few recordings and two numbers, whose state is applied."""

    def furnish(self) -> None:
        super().furnish()
        for code in ("PBX", "AA"):
            self.agree(code, customer=self.reseller_id)
            self.agree(code)
        self.agree("RECORDING", 2)
        self.pilot()
        self.root.addNumbers(customer=CUSTOMER, numbers=DIDS)
        for number in NUMBERS[:3]:
            self.user(number, callerId=DIDS[0] if number == "102" else "")
        self.root.assignProduct(customer=CUSTOMER, number="101", product="RECORDING")
        self.root.assignNumber(customer=CUSTOMER, number="101", e164=DIDS[0])
        self.root.addGroup(group={"customer": CUSTOMER, "number": GROUPS[0], "name": "Group", "members": MEMBERS[2]})
        for keys in (KEYS[4], KEYS[3]):
            new = {"customer": CUSTOMER, "name": "Menu", "keys": pressed(keys)}
            self.root.addAutoAttendant(attendant=new)
        self.root.applyConfiguration(customer=CUSTOMER)


class Counted(NamedTuple):
    """What counts of an extension, worked out of answers."""

    account_id: str
    members: Members


class Walk:
    """A server, and what was applied there: by number in the database."""

    def __init__(self, scene: DraftScene) -> None:
        self.scene = scene
        self.applied: dict[int, Counted] = self.now()[0]

    def now(self) -> tuple[dict[int, Counted], dict[int, str]]:
        """What counts of each extension, and the state that it tells."""
        root = self.scene.root
        ids = dict(
            self.scene.world.sql(
                f"SELECT account_id, id FROM pbx_extensions WHERE customer = {CUSTOMER} AND closed IS NULL"
            )
        )
        beside = {each["accountId"]: of_group(each) for each in root.getGroups(query={})["groups"]}
        beside |= {each["accountId"]: of_attendant(each) for each in root.getAutoAttendants(query={})["attendants"]}
        found, states = {}, {}
        for each in root.getExtensions(query={})["extensions"]:
            id, name = ids[each["accountId"]], each["accountId"]
            members = listed({**each, "domain": each["sipAccount"]["domain"]}, COUNTED | {"domain"})
            found[id], states[id] = Counted(name, {**members, **beside.get(name, {})}), each["draftState"]
        return found, states

    def take(self, step: Step) -> None:
        what, one, two = step
        before = self.scene.world.fingerprint()
        try:
            getattr(self, f"_{what}")(one, two)
        except Fault:
            assert self.scene.world.fingerprint() == before, step
        self.look(step)

    def look(self, step: Step) -> None:
        found, states = self.now()
        differences, there = {}, set()
        for id, counted in found.items():
            was = self._was(id, counted, found)
            if was is None:
                assert states[id] == "added", step
                differences[counted.account_id] = ("added", differing({}, counted.members))
                continue
            there.add(was.account_id)
            is_same = was.members == counted.members
            assert states[id] == ("same" if is_same else "changed"), step
            if not is_same:
                differences[counted.account_id] = ("changed", differing(was.members, counted.members))
        removed = [each for each in self.applied.values() if each.account_id not in there]
        told = self.scene.root.getDraft(customer=CUSTOMER)["changes"]
        assert len(told) == len(differences) + len(removed), step
        for each in told:
            members = {member["name"]: (member["before"], member["after"]) for member in each["members"]}
            if each["draftState"] == "removed":
                (was,) = (one for one in removed if one.account_id == each["accountId"])
                assert members == differing(was.members, {}), step
            else:
                assert differences[each["accountId"]] == (each["draftState"], members), step

    def _was(self, id: int, counted: Counted, found: Mapping[int, Counted]) -> Counted | None:
        """What was applied of an extension, or of one that is gone and was called as it is."""
        gone = {was.account_id: was for other, was in self.applied.items() if other not in found}
        return self.applied.get(id) or gone.get(counted.account_id)

    def _add(self, one: int, two: int) -> None:
        addons = ["RECORDING"] if two % 2 else []
        self.scene.user(NUMBERS[one], addons=addons, callerId=CALLERS[two])

    def _update(self, one: int, two: int) -> None:
        given = {"customer": CUSTOMER, "number": NUMBERS[one], "name": NAMES[two % 2], "callerId": CALLERS[two]}
        self.scene.root.updateExtension(extension=given)

    def _record(self, one: int, two: int) -> None:
        given = {"recordOutbound": bool(two % 2), "recordEmail": "r@example.com" if two % 2 else ""}
        self.scene.root.updateExtension(extension={"customer": CUSTOMER, "number": NUMBERS[one], **given})

    def _quietly(self, one: int, two: int) -> None:
        """What takes effect at once."""
        given = {"customer": CUSTOMER, "number": NUMBERS[one]}
        self.scene.root.updateExtension(
            extension={**given, "email": f"u{two}@example.com", "sipPassword": f"a secret {two}"}
        )
        self.scene.root.blockExtension(**given, reason="")
        self.scene.root.unblockExtension(**given, reason="")

    def _delete(self, one: int, two: int) -> None:
        if two:
            self.scene.root.deleteExtension(customer=CUSTOMER, number=NUMBERS[one])
        else:
            self.scene.root.deleteGroup(group={"customer": CUSTOMER, "number": GROUPS[one % 2]})

    def _renumber(self, one: int, two: int) -> None:
        self.scene.root.renumberExtension(customer=CUSTOMER, **{"from": NUMBERS[one], "to": NUMBERS[two % 4]})

    def _add_group(self, one: int, two: int) -> None:
        new = {"customer": CUSTOMER, "number": GROUPS[one % 2], "name": "Other", "members": MEMBERS[two]}
        self.scene.root.addGroup(group=new)

    def _update_group(self, one: int, two: int) -> None:
        policy = ("serial", "random")[two % 2]
        given = {"customer": CUSTOMER, "number": GROUPS[one % 2], "members": MEMBERS[two], "policy": policy}
        self.scene.root.updateGroup(group=given)

    def _add_attendant(self, one: int, two: int) -> None:
        new = {"customer": CUSTOMER, "name": NAMES[one % 2], "keys": pressed(KEYS[two])}
        self.scene.root.addAutoAttendant(attendant=new)

    def _update_attendant(self, one: int, two: int) -> None:
        given = {"customer": CUSTOMER, "num": 1 + one % 2, "greeting": NAMES[two % 2], "keys": pressed(KEYS[two])}
        self.scene.root.updateAutoAttendant(attendant=given)

    def _delete_attendant(self, one: int, _: int) -> None:
        self.scene.root.deleteAutoAttendant(attendant={"customer": CUSTOMER, "num": 1 + one % 2})

    def _assign(self, one: int, two: int) -> None:
        self.scene.root.assignNumber(customer=CUSTOMER, number=["", *NUMBERS][one], e164=DIDS[two % 2])

    def _unassign(self, one: int, two: int) -> None:
        self.scene.root.unassignNumber(customer=CUSTOMER, number=["", *NUMBERS][one], e164=DIDS[two % 2])

    def _take(self, one: int, _: int) -> None:
        self.scene.root.assignProduct(customer=CUSTOMER, number=NUMBERS[one], product="RECORDING")

    def _give_back(self, one: int, two: int) -> None:
        product = "PBX" if two == 0 else "RECORDING"
        self.scene.root.unassignProduct(customer=CUSTOMER, number=NUMBERS[one], product=product)

    def _rebase(self, one: int, _: int) -> None:
        number = {"cc": "43", "ac": "1", "sn": ("9999", "888")[one % 2]}
        self.scene.root.updatePilot(pilot={"customer": CUSTOMER, "number": number})

    def _undo(self, _one: int, _two: int) -> None:
        """A group is removed and comes back."""
        asked = self.scene.root.asking()
        found = self.scene.root.getGroups(query={})["groups"]
        if found:
            asked.deleteGroup(group={"customer": CUSTOMER, "number": found[0]["number"]})
            self.scene.world.undo(str(asked.reply["transaction"]))

    def _apply(self, one: int, _: int) -> None:
        draft = self.scene.root.getDraft(customer=CUSTOMER)
        given = {"baseRevision": draft["baseRevision"], "digest": draft["digest"]} if one % 2 else {}
        made = self.scene.root.applyConfiguration(customer=CUSTOMER, **given)
        assert made["number"] == draft["baseRevision"] + bool(draft["changes"])
        assert made["digest"] == draft["digest"]
        if draft["changes"]:
            self.applied = self.now()[0]

    def _discard(self, _one: int, _two: int) -> None:
        found = self.now()[0]
        there = {was.account_id for id, each in found.items() if (was := self._was(id, each, found)) is not None}
        is_lost = any(each.account_id not in there for each in self.applied.values())
        try:
            self.scene.root.discardDraft(customer=CUSTOMER)
        except Fault as fault:
            assert (fault.code, is_lost) == (8211, True), fault.text
            raise
        assert not is_lost
        by_name = {each.account_id: each.members for each in self.now()[0].values()}
        assert by_name == {each.account_id: each.members for each in self.applied.values()}


def pressed(keys: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"button": button, "target": target} for button, target in keys]


def listed(values: Mapping[str, Any], names: set[str]) -> dict[str, list[str]]:
    """What is not empty, as lists of texts."""
    texts = {name: values[name] if isinstance(values[name], list) else [values[name]] for name in names}
    texts = {name: ["true" if each is True else str(each) for each in found if each] for name, found in texts.items()}
    return {name: found for name, found in texts.items() if found}


def of_group(shown: Mapping[str, Any]) -> dict[str, list[str]]:
    return listed(shown, OF_GROUPS)


def of_attendant(shown: Mapping[str, Any]) -> dict[str, list[str]]:
    keys = [f"{each['button']} {each['target']}" for each in shown["keys"]]
    return listed({"greeting": shown["greeting"], "keys": keys}, {"greeting", "keys"})


def differing(before: Members, after: Members) -> dict[str, tuple[list[str], list[str]]]:
    names = {name for name in {**before, **after} if before.get(name) != after.get(name)}
    return {name: (before.get(name, []), after.get(name, [])) for name in names}


WHAT = [
    *(
        "add",
        "add",
        "update",
        "update",
        "record",
        "quietly",
        "delete",
        "renumber",
        "renumber",
        "add_group",
        "update_group",
    ),
    *("add_attendant", "update_attendant", "delete_attendant", "assign", "assign", "unassign", "take", "give_back"),
    *("rebase", "undo", "apply", "discard", "discard"),
]
STEPS = st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 3), st.integers(0, 4)), min_size=12, max_size=30)


@pytest.mark.timeout(1800)
def test_a_draft_is_what_differs_from_what_was_applied(filled: Filled, tmp_path: Path, rounds: int) -> None:
    def go(world: World, steps: list[Step]) -> None:
        one = Walk(DraftScene(world, "encoded"))
        for step in steps:
            one.take(step)

    walk_often(filled(DraftScene, "sqlite"), tmp_path, STEPS, 2 + rounds // 5, go)
