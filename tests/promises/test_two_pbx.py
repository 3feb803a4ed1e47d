# SPDX-License-Identifier: Apache-2.0
"""Two customers of one reseller whose base numbers begin alike: no number is ever two people's, what both use together stays within
the reseller's agreement, and another base number and back is as if nothing had been (pbx.md E14, E15, N5, N10, A4)."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.ports.pbx.conftest import PbxScene
from tests.promises.test_extensions import told
from tests.promises.walking import walk_often
from tests.support.scene import Filled
from tests.support.world import World

BASES = ["9", "99", "999", "8"]
"""+43 1 in front of each: with extensions behind, several make the same number."""
NUMBERS = ["91", "99", "991", "199"]
OWN, MOST_TOGETHER = 2, 3
"""How many users each customer may have, and both together."""
Step = tuple[str, int, int]
"""What is done, by which customer, and a choice."""


class TwoScene(PbxScene):
    """Both have a pilot, with the first and the last base number, and the first has a range for all of its numbers."""

    def furnish(self) -> None:
        super().furnish()
        other = {"username": "other", "password": "secret", "reseller": self.reseller_id}
        self.has_pbx(self.admin.addAccount(account=other)["id"], "Other")
        self.admin.enum.addRange(range={"id": {"prefix": "431", "tld": "e164.arpa"}, "customer": 2, "maxDigits": 15})
        self.agree("PBX", MOST_TOGETHER, customer=self.reseller_id)
        for customer in (self.reseller_id, *self.customers()):
            self.grant(customer, **dict.fromkeys(self.credits, 100))
        for customer, base in zip(self.customers(), (BASES[0], BASES[-1]), strict=True):
            self.agree("PBX", OWN, customer=customer)
            self.pilot(customer, sn=base)

    def customers(self) -> tuple[int, int]:
        """Their ids."""
        ((other,),) = self.world.sql("SELECT id FROM customers WHERE username = 'other'")
        return 2, int(other)


class Model:
    """Whose each number is."""

    def __init__(self) -> None:
        self.base = [BASES[0], BASES[-1]]
        self.users: list[set[str]] = [set(), set()]
        self.kept: dict[str, int] = {}
        """Base numbers that were given up, by who has held them last."""

    def numbers(self, who: int, base: str | None = None) -> set[str]:
        start = f"431{self.base[who] if base is None else base}"
        return {start, *(start + number for number in self.users[who])}

    def is_taken(self, who: int, number: str) -> bool:
        """By the other one, or kept for him."""
        return number in self.numbers(1 - who) or self.kept.get(number, who) != who

    def add(self, who: int, number: str) -> int:
        if len(self.users[who]) >= OWN:
            return 8011
        if sum(map(len, self.users)) >= MOST_TOGETHER:
            return 8018
        if number in self.users[who]:
            return 8104
        if self.is_taken(who, f"431{self.base[who]}{number}"):
            return 8140
        self.users[who].add(number)
        return 0

    def delete(self, who: int, number: str) -> int:
        if number not in self.users[who]:
            return 8106
        self.users[who].remove(number)
        return 0

    def rebase(self, who: int, base: str) -> int:
        if base == self.base[who]:
            return 0
        if any(self.is_taken(who, number) for number in self.numbers(who, base)):
            return 8140
        self.kept[f"431{self.base[who]}"] = who
        self.base[who] = base
        return 0


class Walk:
    """A server, and the model of it."""

    def __init__(self, scene: TwoScene, seen: set[int]) -> None:
        self.scene, self.model, self.customers = scene, Model(), scene.customers()
        self.seen = seen

    def take(self, step: Step) -> None:
        what, who, choice = step
        customer = self.customers[who]
        before = self.scene.world.fingerprint()
        if what == "rebase":
            wanted, former = BASES[choice], self.model.base[who]
            shown = self.shown(who)
            expected = self.model.rebase(who, wanted)
            code = told(lambda: self.rebase(customer, wanted))
            if not code and wanted != former:
                self.rebase(customer, former)
                assert self.shown(who) == shown, step
                self.rebase(customer, wanted)
                self.model.kept[f"431{wanted}"] = who
        else:
            expected, code = self.make_or_remove(what, who, NUMBERS[choice])
        assert code == expected, step
        self.seen.add(code)
        if code:
            assert self.scene.world.fingerprint() == before, step
        self.look()

    def make_or_remove(self, what: str, who: int, number: str) -> tuple[int, int]:
        """What the model says, and what the server said."""
        customer, caller = self.customers[who], self.scene.reseller_login
        if what == "delete":
            expected = self.model.delete(who, number)
            return expected, told(lambda: caller.deleteExtension(customer=customer, number=number))
        expected, new = self.model.add(who, number), {"customer": customer, "number": number, "name": "n"}
        return expected, told(lambda: caller.addExtension(extension=new))

    def rebase(self, customer: int, base: str) -> None:
        number = {"cc": "43", "ac": "1", "sn": base}
        self.scene.reseller_login.updatePilot(pilot={"customer": customer, "number": number})

    def shown(self, who: int) -> Any:
        """Numbers, aliases and caller IDs of a customer."""
        root, customer = self.scene.root, self.customers[who]
        of_customer = {"query": {"filter": {"customer": customer}}}
        extensions = root.getExtensions(**of_customer)["extensions"]
        aliases = root.sip.getAliases(query={"filter": {"targetDomain": f"c{customer}.pbx.example.org"}})["aliases"]
        return (
            sorted((each["number"], each["primaryNumber"], each["callerId"], each["numbers"]) for each in extensions),
            sorted((each["id"]["username"], each["target"]["username"]) for each in aliases),
            sorted(each["id"]["number"] for each in root.enum.getNumbers(**of_customer)["numbers"]),
        )

    def look(self) -> None:
        model = self.model
        for who in (0, 1):
            extensions, aliases, enum = self.shown(who)
            assert {own for _, own, _, _ in extensions} == model.numbers(who)
            assert {alias for alias, _ in aliases} == model.numbers(who)
            assert set(enum) == (model.numbers(0) if who == 0 else set())
            assert self.scene.used("PBX", self.customers[who]) == len(model.users[who])
        assert self.scene.used("PBX", self.scene.reseller_id) == sum(map(len, model.users))


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "add", "add", "delete", "rebase"]), st.integers(0, 1), st.integers(0, 3)),
    min_size=8,
    max_size=20,
)


@pytest.mark.timeout(1800)
def test_numbers_of_two_pbx_never_meet(filled: Filled, tmp_path: Path, rounds: int) -> None:
    template, seen = filled(TwoScene, "sqlite"), set[int]()

    def go(world: World, steps: list[Step]) -> None:
        one = Walk(TwoScene(world, "encoded"), seen)
        for step in steps:
            one.take(step)

    walk_often(template, tmp_path, STEPS, 5 + rounds // 5, go)
    assert seen >= {0, 8011, 8018, 8104, 8106, 8140}, "the steps meet what they are about"
