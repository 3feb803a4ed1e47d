# SPDX-License-Identifier: Apache-2.0
"""Whatever is granted by whom, in whatever order: no user comes to hold what none of the granters held, and an administrator
stays."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.ports.tenant.conftest import TenantScene
from tests.ports.tenant.users_support import PASSWORD, login, user
from tests.support.caller import Caller

PERMISSIONS = ("users.manage", "roles.write", "extensions.read", "groups.write", "orders.submit", "customer.read")
ROLES = ("one", "two", "three", "user", "pbxAdmin", "customerAdmin")
PEOPLE = 3
BEYOND = frozenset({"orders.submit", "groups.write"})
"""What nobody is given from outside, and whom it is given to could only have got by a hole."""


def machine_of(scene: TenantScene) -> type[RuleBasedStateMachine]:
    """Users of a customer and of its reseller who give each other roles, on a server that keeps what earlier runs did."""

    class Grants(RuleBasedStateMachine):
        @initialize()
        def begin(self) -> None:
            for table in ("tenant_users", "tenant_roles", "tenant_identities"):
                scene.world.sql(f"DELETE FROM {table}")
            start = {"permissions": ["users.manage", "roles.write", "extensions.read", "customer.read"]}
            scene.reseller_login.setRole(role={"code": "one", **start})
            self.ids: list[int] = []
            self.logins: list[Caller] = []
            for number in range(PEOPLE):
                email = f"person{number}@example.com"
                customer = 1 if number == 0 else 2
                made = user(scene, caller=scene.root, customer=customer, email=email, roles=["one"])
                self.ids.append(made["id"])
                self.logins.append(login(scene, email, PASSWORD))
            user(scene, caller=scene.root, email="admin@example.com", roles=["customerAdmin"])

        def attempt(self, who: int, operation: str, arguments: dict[str, Any]) -> None:
            try:
                self.logins[who].call(operation, arguments)
            except Exception as error:
                assert getattr(error, "code", 0) in (102, 902, 8431, 8434, 8435, 8436), error

        @rule(
            who=st.integers(0, PEOPLE - 1),
            code=st.sampled_from(ROLES[:3]),
            permissions=st.lists(st.sampled_from(PERMISSIONS), min_size=1, max_size=3, unique=True),
        )
        def set_role(self, who: int, code: str, permissions: list[str]) -> None:
            self.attempt(who, "setRole", {"role": {"code": code, "permissions": permissions}})

        @rule(who=st.integers(0, PEOPLE - 1), code=st.sampled_from(ROLES[:3]))
        def delete_role(self, who: int, code: str) -> None:
            self.attempt(who, "deleteRole", {"code": code})

        @rule(
            who=st.integers(0, PEOPLE - 1),
            whom=st.integers(0, PEOPLE),
            roles=st.lists(st.sampled_from(ROLES), min_size=1, max_size=2, unique=True),
        )
        def assign(self, who: int, whom: int, roles: list[str]) -> None:
            id = (*self.ids, max(self.ids) + 1)[whom]
            self.attempt(who, "assignRoles", {"user": id, "roles": roles})

        @rule(who=st.integers(0, PEOPLE - 1))
        def remove_the_administrator(self, who: int) -> None:
            self.attempt(who, "deleteUser", {"id": max(self.ids) + 1})

        @invariant()
        def nobody_holds_what_nobody_gave(self) -> None:
            if not hasattr(self, "ids"):
                return
            given = {role["code"]: set(role["permissions"]) for role in scene.reseller_login.getRoles(reseller=1)}
            found = {each["id"]: each for each in scene.root.getUsers(query={})["users"]}
            for id in self.ids:
                held = set().union(*(given.get(code, set()) for code in found[id]["roles"]))
                assert not held & {*BEYOND, "*"}, found[id]
            assert any("customerAdmin" in each["roles"] for each in found.values())

    return Grants


def test_no_grant_makes_more_of_a_user_than_its_granters_were(quick_inviting: TenantScene) -> None:
    run_state_machine_as_test(
        machine_of(quick_inviting),
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )
