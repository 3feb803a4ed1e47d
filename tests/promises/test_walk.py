# SPDX-License-Identifier: Apache-2.0
"""Random walks over the operations of all ports by all kinds of callers (promise P7).

After each step (steps.py): what was refused has changed nothing; what somebody who is limited took is within the limits of
customer and reseller, counted anew; and a refusal for want of credit tells limit, use and holder as they are. At the end
everything below belongs to whom what is above it belongs, and the doctor finds nothing.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ngnprov.calls.finding import State
from ngnprov.calls.port import find_credits, find_ports
from tests.promises.steps import Step, step_of
from tests.support import every_operation, matrix
from tests.support.caller import Fault
from tests.support.examination import examine
from tests.support.people import IDS
from tests.support.scene import Scene, prop
from tests.support.world import Template, World

STEPS = 80
"""Of one walk."""

LIMITS = {"reseller": 3, "customer": 3, "sibling": 2, "stranger": 2}
"""How many of each kind they may have; the customer has one or two already."""
Counted = Counter[tuple[str, int]]
"""(kind of credit, holder) -> how many."""
CREDITS = find_credits(find_ports())


@dataclass
class Walk:
    """A walk on one server, and what was told on all of them."""

    world: World
    told: Counter[int] = field(default_factory=Counter)
    done: set[str] = field(default_factory=set)

    def go(self, taken: list[Step | None]) -> None:
        """Take the steps. Raises AssertionError."""
        scene = Scene(self.world, "encoded")
        stored, used, limits = self.world.fingerprint(), self.used(), self.limits()
        for step in filter(None, taken):
            try:
                matrix.calling(scene, step.who).call(step.operation, step.arguments, step.port)
            except Fault as fault:
                self.told[fault.code] += 1
                assert self.world.fingerprint() == stored, (step, fault)
                assert fault.code not in (200, 201), (step, fault)
                if fault.code in (910, 911):
                    check_refusal(step, fault, limits, used)
                continue
            self.told[0] += 1
            self.done.add(f"{step.port}.{step.operation}")
            if not step.operation.startswith("get"):
                was, used = used, self.used()
                grown = {} if step.who == "administrator" else {key: used[key] for key in used if used[key] > was[key]}
                assert not {key for key, count in grown.items() if count > limits[key]}, (step, grown, limits)
                stored, limits = self.world.fingerprint(), self.limits()
        self.check_belonging()
        wrong = [each for each in examine(self.world.database) if each.state is not State.REMARK]
        assert wrong == []

    def used(self) -> Counted:
        """(kind, holder) -> how many records there are, counted one by one; a reseller's are those of all below it."""
        found: Counted = Counter()
        for recount in (one for port in find_ports() for one in port.recounts):
            records = str(recount.records.compile(compile_kwargs={"literal_binds": True}))
            for customer, reseller in self.world.sql(records):
                for holder in {customer, reseller} if customer else ():
                    found[recount.kind, holder] += 1
        return found

    def limits(self) -> Counted:
        """(kind, holder) -> how many there may be; a property that is missing or empty is none."""
        rows = self.world.sql("SELECT name, customer, value FROM customer_properties WHERE name LIKE '%credit'")
        return Counter({(name, customer): int(value or 0) for name, customer, value in rows})

    def check_belonging(self) -> None:
        """Accounts, aliases, numbers and records belong to whom their domain, range or zone belongs (customer.md 6.5)."""
        admin = self.world.call()

        def listed(port: str, operation: str, name: str) -> list[dict[str, Any]]:
            answer = admin.call(operation, {"query": {"filter": {}}}, port)
            found: list[dict[str, Any]] = answer[name]
            return found

        domains = {each["domain"]: owner(each) for each in listed("Sip", "getDomains", "domains")}
        for operation, name in (("getAccounts", "accounts"), ("getAliases", "aliases")):
            for each in listed("Sip", operation, name):
                assert owner(each) == domains[each["id"]["domain"]], each
        zones = {each["name"]: owner(each) for each in listed("Dns", "getZones", "zones")}
        for operation in ("getRecords", "getFancyRecords"):
            for each in listed("Dns", operation, "records"):
                assert owner(each) == zones[each["zone"]], each
        ranges = {each["id"]["prefix"]: each for each in listed("Enum", "getRanges", "ranges")}
        held: Counter[str] = Counter()
        for each in listed("Enum", "getNumbers", "numbers"):
            number = each["id"]["number"]
            longest = max((prefix for prefix in ranges if number.startswith(prefix)), key=len)
            held[longest] += 1
            assert owner(each) == owner(ranges[longest]), each
        assert {prefix: each["used"] for prefix, each in ranges.items()} == {prefix: held[prefix] for prefix in ranges}


def check_refusal(step: Step, fault: Fault, limits: Counted, used: Counted) -> None:
    """Is it told as it is that no credit is left?"""
    told = fault.members
    key = (told["kind"], int(told["holder"]))
    assert step.who != "administrator", step
    assert (int(told["limit"]), int(told["used"])) == (limits[key], used[key]), (step, told)
    found = re.search(r"no room for (\d+) more", fault.text)
    assert found is not None, told
    wanted = int(found[1])
    assert used[key] + wanted > limits[key], (step, told)
    if step.operation.startswith("add") and step.operation != "addRange":  # which takes numbers along
        assert wanted == step.arguments.get("count", 1), (step, told)


def owner(record: dict[str, Any]) -> tuple[int, int]:
    """To whom it belongs."""
    return record["customer"], record["reseller"]


def fill(world: World) -> None:
    """The crowd, with few credits."""
    every_operation.fill(world)
    for name, most in LIMITS.items():
        few = [prop(kind, str(most), "admin", "credit") for kind in CREDITS]
        world.call().setProperties(customer=IDS[name], properties=few)


@pytest.fixture
def start(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Where walks begin, on either kind of database."""
    return template.filled(tmp_path_factory.mktemp("walk"), fill)


def test_every_credit_is_counted() -> None:
    assert {one.kind for port in find_ports() for one in port.recounts} == CREDITS


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_wherever_a_walk_leads_credits_hold_and_records_follow_their_parents(
    start: Template, tmp_path_factory: pytest.TempPathFactory, rounds: int
) -> None:
    told: Counter[int] = Counter()
    done: set[str] = set()

    @given(st.lists(st.integers(0, 2**63).map(step_of), min_size=STEPS, max_size=STEPS))
    @settings(
        max_examples=1 + max(rounds // (50 if start.server else 6), 1),  # the first walk of all is empty
        deadline=None,
        derandomize=True,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    def walk(taken: list[Step | None]) -> None:
        with start.copy(tmp_path_factory.mktemp("step")) as world:
            Walk(world, told, done).go(taken)

    walk()
    steps_taken = sum(told.values())
    print(f"{steps_taken} steps; codes {dict(told.most_common())}; done {sorted(done)}")
    assert told[0] > steps_taken / 5, "most steps were refused"
    if steps_taken > 700:
        assert {101, 902, 910, 911, 1000, 1001, 1010, 3000, 3001, 5000, 7000} <= told.keys()
