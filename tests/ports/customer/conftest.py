# SPDX-License-Identifier: Apache-2.0
"""People and entries for the tests of CustomerPort, in both dialects and on both databases."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.caller import Caller
from tests.support.world import World

TEXTS = [
    "firstName",
    "lastName",
    "organization",
    "vatNumber",
    "email",
    "web",
    "tel",
    "fax",
    "mobile",
    "sip",
    "enum",
    "address",
    "postcode",
    "city",
    "state",
    "country",
    "timezone",
    "language",
    "bankAccount",
    "billingAddress",
    "billingEmail",
    "companyCode",
]
"""The free texts of a CustomerAccount (customer.md 2)."""


@dataclass
class Scene:
    """A server on which the administrator can make entries and anybody can call."""

    world: World
    dialect: str

    @property
    def admin(self) -> Caller:
        """The administrator."""
        return self.world.call(self.dialect)

    def behind(self, id: int) -> Caller:
        """The administrator impersonating an entry."""
        return self.world.call(self.dialect, impersonate=id)

    def login(self, username: str, password: str = "secret") -> Caller:
        """A customer's or reseller's own login."""
        return self.world.call(self.dialect, username=username, password=password, admin=False)

    def add(self, username: str, **members: Any) -> int:
        """Create an entry with the password ``secret``; its id."""
        account = self.admin.addAccount(account={"username": username, "password": "secret", **members})
        id: int = account["id"]
        return id

    def reseller(self, username: str = "reseller", active: bool = True, **members: Any) -> int:
        """Create a reseller."""
        return self.add(username, resellerActive=active, **members)


@pytest.fixture(params=["encoded", "literal"])
def scene(request: pytest.FixtureRequest, world: World) -> Scene:
    """Both dialects on both databases."""
    return Scene(world, request.param)


@pytest.fixture
def quick(sqlite_world: World) -> Scene:
    """RPC/encoded on SQLite, for rules that depend on neither."""
    return Scene(sqlite_world, "encoded")


def prop(name: str, value: str | None, permission: str = "customer", category: str = "") -> dict[str, Any]:
    """A property as it is sent."""
    return {"name": name, "category": category, "value": value, "permission": permission}


def values(properties: list[dict[str, str]]) -> dict[str, str]:
    """Answered properties by name."""
    return {item["name"]: item["value"] for item in properties}
