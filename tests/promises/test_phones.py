# SPDX-License-Identifier: Apache-2.0
"""Whatever is done to devices and to whom they belong: the files that phones fetch change when it is applied, or with another
password, and at no other time; discarding leaves every byte as it was (pbx.md 21, issue's property of draft and apply)."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from ngnprov.devices.formats import FORMATS
from tests.ports.pbx.conftest import PbxScene
from tests.promises.walking import walk_often
from tests.support.caller import Fault
from tests.support.scene import Filled
from tests.support.world import World

CUSTOMER = PbxScene.customer_id
NUMBERS = ["101", "102", "103"]
MACS = ["", "001565000001", "001565000002", "001565000003"]
NAMES = ["Hall", "Desk", "hall", 'R & D <"1"> % # =']
LINES: list[list[dict[str, Any]]] = [
    [],
    [{"place": 1, "type": "private", "label": "Me"}, {"place": 2, "type": "blf", "extension": "102"}],
    [{"place": 3, "type": "speeddial", "target": "103"}, {"place": 4, "type": "transfer", "target": "ph2p"}],
    [{"place": 1, "type": "shared"}, {"place": 9, "type": "forward", "target": "+4315550000", "label": "Away & back"}],
]
Step = tuple[str, int, int]
Files = dict[str, tuple[int, bytes]]


class PhoneScene(PbxScene):
    """A customer with a pilot, three users and two devices, one of which is linked; that is applied."""

    def furnish(self) -> None:
        super().furnish()
        self.agree("PBX", customer=self.reseller_id)
        self.agree("PBX")
        self.pilot()
        for number in NUMBERS:
            self.user(number)
        for extension, mac, lines in (("101", MACS[1], LINES[1]), ("", "", [])):
            given = {"customer": CUSTOMER, "extension": extension, "mac": mac, "lines": lines}
            self.root.addDevice(device=given)
        self.root.applyConfiguration(customer=CUSTOMER)


class Walk:
    """A server, the phones that have ever been there, by their tokens, and what each file of theirs was last."""

    def __init__(self, scene: PhoneScene) -> None:
        self.scene = scene
        self.tokens: dict[int, str] = {}
        for id in self.ids():
            self.meet(id)
        self.files = self.fetched()

    def ids(self) -> list[int]:
        """The devices that are there, by their numbers."""
        query = {"orderBy": {"attribute": "id", "direction": "ASC"}}
        return [each["id"] for each in self.scene.root.getDevices(query=query)["devices"]]

    def meet(self, id: int) -> None:
        """Let a phone know where its files are."""
        self.tokens[id] = str(self.scene.root.rotateDeviceToken(device=id)["token"])

    def fetched(self) -> Files:
        """Every file that every phone could ask for, over HTTP: what was answered."""
        found = {}
        for token in self.tokens.values():
            for mac in MACS:
                for each in FORMATS.values():
                    for name in (*each.files(mac)[:1], *filter(None, [each.directory])):
                        path = f"/p/{token}/{name}"
                        answer = self.scene.world.request(path=path, method="GET", content_type=None)
                        found[f"{token}/{name}"] = (answer.status, answer.body)
        return found

    def take(self, step: Step) -> None:
        what, one, two = step
        try:
            may_change = bool(getattr(self, f"_{what}")(one, two))
        except Fault:
            may_change = False
        now = self.fetched()
        if not may_change:
            assert now == {**self.files, **{path: now[path] for path in now.keys() - self.files.keys()}}, step
            assert {now[path][0] for path in now.keys() - self.files.keys()} <= {404}, step
        self.files = now

    def one_of(self, one: int) -> int:
        """A device, if there is one; else a number that nobody has."""
        ids = self.ids()
        return ids[one % len(ids)] if ids else 999

    def _add(self, one: int, two: int) -> None:
        extension = ["", *NUMBERS][one]
        given = {"customer": CUSTOMER, "extension": extension, "mac": MACS[two], "lines": LINES[two]}
        self.meet(self.scene.root.addDevice(device=given)["id"])

    def _name(self, one: int, two: int) -> None:
        self.scene.root.updateDevice(device={"id": self.one_of(one), "name": NAMES[two]})

    def _mac(self, one: int, two: int) -> None:
        self.scene.root.updateDevice(device={"id": self.one_of(one), "mac": MACS[two]})

    def _lines(self, one: int, two: int) -> None:
        self.scene.root.updateDevice(device={"id": self.one_of(one), "lines": LINES[two]})

    def _link(self, one: int, two: int) -> None:
        number = ["", *NUMBERS][two]
        self.scene.root.linkDevice(customer=CUSTOMER, number=number, devices=[self.one_of(one)], move=True)

    def _unlink(self, one: int, two: int) -> None:
        id = self.one_of(one)
        shown = self.scene.root.getDevices(query={"filter": {"id": id}})["devices"]
        for each in shown:
            if each["extension"]:
                self.scene.root.unlinkDevice(customer=CUSTOMER, number=each["extension"], devices=[id])
        if two > 1:
            self.scene.root.deleteDevice(device={"id": id})

    def _undo(self, one: int, _: int) -> None:
        """A device is removed and comes back."""
        id, asked = self.one_of(one), self.scene.root.asking()
        asked.deleteDevice(device={"id": id})
        self.scene.world.undo(str(asked.reply["transaction"]))

    def _user(self, one: int, two: int) -> None:
        given = {"customer": CUSTOMER, "number": NUMBERS[one % 3], "displayName": NAMES[two]}
        self.scene.root.updateExtension(extension=given)

    def _add_user(self, one: int, _: int) -> None:
        self.scene.user(NUMBERS[one % 3])

    def _delete_user(self, one: int, _: int) -> None:
        self.scene.root.deleteExtension(customer=CUSTOMER, number=NUMBERS[one % 3])

    def _renumber(self, one: int, two: int) -> None:
        self.scene.root.renumberExtension(customer=CUSTOMER, **{"from": NUMBERS[one % 3], "to": f"10{two + 1}"})

    def _block(self, one: int, _: int) -> None:
        self.scene.root.blockExtension(customer=CUSTOMER, number=NUMBERS[one % 3], reason="")

    def _password(self, one: int, two: int) -> bool:
        self.scene.root.updateDevice(device={"id": self.one_of(one), "sipPassword": f"a secret of {one} and {two}"})
        return True

    def _apply(self, _one: int, _two: int) -> bool:
        self.scene.root.applyConfiguration(customer=CUSTOMER)
        assert self.scene.root.getDraft(customer=CUSTOMER)["changes"] == []
        return True

    def _discard(self, _one: int, _two: int) -> None:
        self.scene.root.discardDraft(customer=CUSTOMER)
        assert self.scene.root.getDraft(customer=CUSTOMER)["changes"] == []


WHAT = [
    *("add", "name", "mac", "lines", "lines", "link", "link", "unlink", "unlink", "undo", "user", "add_user"),
    *("delete_user", "renumber", "block", "password", "apply", "discard", "discard"),
]
STEPS = st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 3), st.integers(0, 3)), min_size=10, max_size=25)


@pytest.mark.timeout(1800)
def test_files_of_phones_change_when_something_is_applied(filled: Filled, tmp_path: Path, rounds: int) -> None:
    def go(world: World, steps: list[Step]) -> None:
        one = Walk(PhoneScene(world, "encoded"))
        for step in steps:
            one.take(step)
        world.app.settle()

    walk_often(filled(PhoneScene, "sqlite"), tmp_path, STEPS, 2 + rounds // 5, go)
