# SPDX-License-Identifier: Apache-2.0
"""The budget of changes of a login (request.md 8)."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngnprov.calls.budget import Budget
from ngnprov.errors import BudgetUsed
from ngnprov.settings import RequestSettings
from tests.support.scene import Scene
from tests.support.world import World


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def taken(budget: Budget, login: str = "customer alice", most: int = 10_000) -> int:
    """How many changes are let through at once."""
    for count in range(most):
        try:
            budget.take(login)
        except BudgetUsed:
            return count
    return most


def test_so_many_at_once_and_so_many_a_second() -> None:
    clock = Clock()
    budget = Budget(20, 100, clock=clock)
    assert taken(budget) == 100
    clock.now += 0.05
    assert taken(budget) == 1
    clock.now += 1
    assert taken(budget) == 20
    clock.now += 3600
    assert taken(budget) == 100


def test_each_login_has_its_own() -> None:
    budget = Budget(20, 100, clock=Clock())
    assert taken(budget, "customer alice") == 100
    assert taken(budget, "customer bob") == 100
    assert taken(budget, "admin alice") == 100


def test_a_wait_of_so_long_is_enough() -> None:
    clock = Clock()
    budget = Budget(1, 3, clock=clock)
    assert taken(budget) == 3
    with pytest.raises(BudgetUsed) as refused:
        budget.take("customer alice")
    assert refused.value.retry_after == 1
    clock.now += refused.value.retry_after or 0
    budget.take("customer alice")


def test_a_rate_of_none_counts_nothing() -> None:
    assert taken(Budget(0, 1)) == 10_000


@given(st.lists(st.floats(0, 5), max_size=60), st.integers(1, 50), st.integers(1, 50))
def test_no_stretch_of_time_has_more_than_the_burst_and_what_came_again(
    waits: list[float], rate: int, burst: int
) -> None:
    clock = Clock()
    budget = Budget(rate, burst, clock=clock)
    began, passed = clock.now, 0
    for wait in waits:
        clock.now += wait
        passed += taken(budget, most=burst + 1)
        assert passed <= burst + (clock.now - began) * rate + 1


def test_many_logins_do_not_take_each_others() -> None:
    clock = Clock()
    budget = Budget(20, 100, clock=clock)
    for number in range(2000):
        budget.take(f"customer {number}")
    assert taken(budget, "customer 0") == 99


def _take(file: str, count: int, told: Any) -> None:
    told.put(taken(Budget(1, 1000, Path(file)), most=count))


def test_processes_share_it(tmp_path: Path) -> None:
    """At one a second four processes that each want all of it get it once, and what comes again meanwhile."""
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    processes = [context.Process(target=_take, args=(str(tmp_path / "budget"), 1000, told)) for _ in range(4)]
    for process in processes:
        process.start()
    counts = [told.get(timeout=120) for _ in processes]
    for process in processes:
        process.join()
    assert 1000 <= sum(counts) < 1500


@contextmanager
def counted(world: World, **settings: int) -> Iterator[World]:
    with world.with_settings(requests=RequestSettings(**settings)) as other:
        yield other


def test_a_login_is_refused_beyond_its_budget_and_reads_on(world: World) -> None:
    scene = Scene(world, "encoded")
    scene.reseller()
    asked = {"sipId": {"username": "nobody", "domain": "x.example"}, "prefixes": []}
    with counted(world, writes_per_second=1, writes_at_once=3) as server:
        reseller = server.call(username="reseller", password="secret", admin=False).sip
        codes = [reseller.refused("setBarringPrefixes", **asked).code for _ in range(4)]
        assert codes.index(906) == 3
        fault = reseller.refused("setBarringPrefixes", **asked)
        assert (fault.code, fault.members["retryAfter"]) == (906, "1")
        reseller.getDomains(query={})
        for caller in (server.call().sip, server.call(impersonate=1).sip):
            assert 906 not in {caller.refused("setBarringPrefixes", **asked).code for _ in range(5)}
