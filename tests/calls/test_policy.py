# SPDX-License-Identifier: Apache-2.0
"""Who may call an operation at all (customer.md 6.3, wire.md W4)."""

import pytest

from ngnprov.calls.actor import Actor, Level
from ngnprov.calls.policy import ADMINISTRATORS, EVERYBODY, EVERYTHING, RESELLERS, Permission, Policy
from ngnprov.calls.port import find_ports
from ngnprov.errors import NotAuthorized

NGNPRO = ("customer", "sip", "enum", "dns")
"""Its ports; others have permissions that it does not know."""


def admits(policy: Policy, level: Level, *, impersonated_by_admin: bool = False) -> bool:
    try:
        policy.require(Actor(level, "somebody", impersonated_by_admin=impersonated_by_admin))
    except NotAuthorized:
        return False
    return True


@pytest.mark.parametrize("levels", [EVERYBODY, RESELLERS, ADMINISTRATORS])
def test_a_permission_admits_the_levels_that_have_it_and_never_nobody(levels: frozenset[Level]) -> None:
    assert {level for level in Level if admits(Policy(Permission("x.y", levels)), level)} == levels


def test_who_has_a_set_of_his_own_may_what_is_in_it_as_far_as_his_level_may() -> None:
    read, write = Permission("x.read", EVERYBODY), Permission("x.write", EVERYBODY)
    beyond, withheld = Permission("x.all", ADMINISTRATORS), Permission("x.secret", EVERYBODY, withheld=True)
    clerk = Actor(Level.CUSTOMER, "clerk", permissions=frozenset({"x.write", "x.all"}))
    assert write.is_held_by(clerk)
    assert not read.is_held_by(clerk)
    assert not beyond.is_held_by(clerk)
    everything = Actor(Level.CUSTOMER, "all", permissions=frozenset({EVERYTHING}))
    assert read.is_held_by(everything)
    assert not beyond.is_held_by(everything)
    assert not withheld.is_held_by(everything)


def test_the_levels_of_ngnpro_are_sets_of_the_permissions_that_ports_declare() -> None:
    ports = [port for port in find_ports() if port.name in NGNPRO]
    declared = {operation.policy.permission for port in ports for operation in port.operations()}
    nobody, account, customer, reseller, admin = (
        {permission.name for permission in declared if level in permission.levels} for level in Level
    )
    assert customer < reseller < admin
    assert reseller - customer == {"core.customers.create", "routing.read", "routing.write"}
    assert admin - reseller == {"platform.read"}
    assert not nobody
    assert not account


def test_a_list_of_resellers_answers_nobody_and_still_refuses_customers() -> None:
    policy = Policy(Permission("x.y", RESELLERS), answers_nobody=True)
    assert [level.name for level in Level if admits(policy, level)] == ["NOBODY", "RESELLER", "ADMIN"]


def test_an_administrator_behind_a_customer_gets_the_allowance_and_behind_nobody_does_not() -> None:
    policy = Policy(Permission("x.y", RESELLERS), impersonated_by_admin=True)
    assert admits(policy, Level.CUSTOMER, impersonated_by_admin=True)
    assert not admits(policy, Level.CUSTOMER)
    assert not admits(policy, Level.NOBODY, impersonated_by_admin=True)
