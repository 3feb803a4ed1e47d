# SPDX-License-Identifier: Apache-2.0
"""A server whose connections lead to a simulated platform, for the tests of syncing."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from ngnprov.ports.tenant.connections.syncing import Syncer
from ngnprov.ports.tenant.settings import TenantSettings
from tests.ports.tenant.conftest import TenantScene
from tests.support.kazoo import LOOPBACK, running
from tests.support.world import World

PEOPLE = (("anna@example.com", "Anna"), ("bert@example.com", "Bert"), ("cora@example.com", "Cora"))


class Platform:
    """A scene whose server asks this machine, and a platform with three users, one of whom is in an account below."""

    def __init__(self, scene: TenantScene, kazoo: Any) -> None:
        self.kazoo = kazoo
        world = scene.world.with_settings(outgoing=LOOPBACK)
        self.scene = dataclasses.replace(scene, world=world)
        self.account = kazoo.add_account("Acme")
        self.branch = kazoo.add_account("Branch", above=self.account)
        self.key = kazoo.add_key(self.account)
        self.ids = [
            kazoo.add_user(self.branch if name == "Cora" else self.account, email, name, "Acme")
            for email, name in PEOPLE
        ]

    @property
    def world(self) -> World:
        """The server."""
        return self.scene.world

    def add(self, customer: int = 2, **members: Any) -> dict[str, Any]:
        """Connect the customer, below accounts and all, as the reseller."""
        given = {"customer": customer, "type": "kazoo", "host": self.kazoo.url, "accountId": self.account}
        more = {"accessKey": self.key, "autoProvisionSubAccounts": True, "enabled": True, **members}
        answer: dict[str, Any] = self.scene.reseller_login.addConnection(connection={**given, **more})
        return answer

    def settings(self, **changes: Any) -> TenantSettings:
        """Settings of the port."""
        return dataclasses.replace(TenantSettings(), **changes)

    def sync(self, world: World | None = None) -> None:
        """Ask every platform that is to be asked by now."""
        Syncer((world or self.world).app.runner).work(lambda: True)

    def connection(self, id: int) -> dict[str, Any]:
        """A connection as the reseller sees it."""
        (found,) = self.scene.reseller_login.getConnections(query={"filter": {"id": id}})["connections"]
        return dict(found)

    def found(self, **filter: Any) -> list[dict[str, Any]]:
        """Who was discovered, as the reseller sees it."""
        found: list[dict[str, Any]] = self.scene.reseller_login.getDiscoveredUsers(query={"filter": filter})[
            "discoveredUsers"
        ]
        return found

    def due_now(self, id: int) -> None:
        """Let the time have come at which a platform is asked again."""
        with self.world.database.engine.begin() as connection:
            connection.exec_driver_sql(
                f"UPDATE tenant_connections SET due_at = '2020-01-01 00:00:00.000000' WHERE id = {id}"
            )


@pytest.fixture
def platform(tenants: TenantScene) -> Iterator[Platform]:
    """In each dialect and on each database."""
    with running() as kazoo:
        made = Platform(tenants, kazoo)
        with made.world:
            yield made


@pytest.fixture
def quick_platform(quick_tenants: TenantScene) -> Iterator[Platform]:
    """For rules that depend on neither."""
    with running() as kazoo:
        made = Platform(quick_tenants, kazoo)
        with made.world:
            yield made
