# SPDX-License-Identifier: Apache-2.0
"""Who may call an operation at all (customer.md 6.3, wire.md W4)."""

import pytest

from ngnprov.calls.actor import Actor, Level
from ngnprov.calls.policy import Policy
from ngnprov.errors import NotAuthorized


def admits(policy: Policy, level: Level, *, administrator: bool = False) -> bool:
    try:
        policy.require(Actor(level, "somebody", administrator=administrator))
    except NotAuthorized:
        return False
    return True


@pytest.mark.parametrize("least", Level)
def test_a_level_admits_itself_and_those_above(least: Level) -> None:
    assert [admits(Policy(least), level) for level in Level] == [level >= least for level in Level]


def test_a_list_of_resellers_answers_nobody_and_still_refuses_customers() -> None:
    policy = Policy(Level.RESELLER, answers_nobody=True)
    assert [level.name for level in Level if admits(policy, level)] == ["NOBODY", "RESELLER", "ADMIN"]


def test_an_administrator_behind_a_customer_gets_the_allowance_and_behind_nobody_does_not() -> None:
    policy = Policy(Level.RESELLER, administrator_behind=True)
    assert admits(policy, Level.CUSTOMER, administrator=True)
    assert not admits(policy, Level.CUSTOMER)
    assert not admits(policy, Level.NOBODY, administrator=True)
