# SPDX-License-Identifier: Apache-2.0
"""A server with people on it, for the tests of a port, in both dialects and on both databases."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest

from ngnprov.calls.port import Port
from tests.support.caller import Caller
from tests.support.world import Template, World

DATABASES = ("sqlite", "postgresql")
CORNERS = ("encoded-sqlite", "literal-postgresql")
"""Each dialect and each database: what a port makes of values depends on neither, and on no pair (tests/ports/test_corners.py)."""


@dataclass
class Scene:
    """A server on which the administrator can make entries and anybody can call."""

    world: World
    dialect: str
    sections: ClassVar[Mapping[str, Any]] = {}
    """Of the settings of the server, as :func:`dataclasses.replace` takes them."""

    @classmethod
    def fill(cls, world: World) -> None:
        """Make who is there from the beginning."""

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


class PortScene(Scene):
    """A server with a reseller and a customer of it, who have plenty of a port's credit and every switch.

    ``reseller_id`` logs in as ``reseller``, ``customer_id`` as ``customer``; the password of everybody is ``secret``.
    What a port's scene has beside them is made by its ``furnish``.
    """

    port: ClassVar[Port]
    credits: ClassVar[tuple[str, ...]]
    switches: ClassVar[tuple[str, ...]] = ()
    plenty: ClassVar[int] = 100
    reseller_id = 1
    customer_id = 2

    @classmethod
    def fill(cls, world: World) -> None:
        """Make the people and what they have."""
        scene = cls(world, "encoded")
        properties = [*cls.credited(cls.plenty), *(granted(name, 1) for name in cls.switches)]
        reseller = scene.reseller("reseller", properties=properties)
        customer = scene.add("customer", reseller=reseller, properties=properties)
        assert (reseller, customer) == (cls.reseller_id, cls.customer_id)
        scene.furnish()

    def furnish(self) -> None:
        """Make what the customer and the reseller have from the beginning."""

    @classmethod
    def credited(cls, amount: int = 100) -> list[dict[str, Any]]:
        """So much of every credit of the port, as properties."""
        return [granted(name, amount) for name in cls.credits]

    @property
    def root(self) -> Caller:
        """The administrator at the port."""
        return self._at_port(self.admin)

    @property
    def reseller_login(self) -> Caller:
        """The reseller at the port."""
        return self._at_port(self.login("reseller"))

    @property
    def customer_login(self) -> Caller:
        """The customer at the port."""
        return self._at_port(self.login("customer"))

    def stranger(self) -> Caller:
        """Another reseller, active and with credit, at the port; made on first use."""
        if not self.admin.getResellers(query={"filter": {"username": "stranger"}})["total"]:
            self.reseller("stranger", properties=self.credited())
        return self._at_port(self.login("stranger"))

    def sibling(self) -> tuple[int, Caller]:
        """Another customer of the reseller, with credit: id and login at the port."""
        id = self.add("sibling", reseller=self.reseller_id, properties=self.credited())
        return id, self._at_port(self.login("sibling"))

    def grant(self, id: int, **values: Any) -> None:
        """Set credits and switches of an entry."""
        self.admin.setProperties(customer=id, properties=[granted(name, value) for name, value in values.items()])

    def _at_port(self, caller: Caller) -> Caller:
        return caller.at(self.port.title.removesuffix("Port"))


def prop(name: str, value: str | None, permission: str = "customer", category: str = "") -> dict[str, Any]:
    """A property as it is sent."""
    return {"name": name, "category": category, "value": value, "permission": permission}


def granted(name: str, value: Any) -> dict[str, Any]:
    """A credit or switch as a property."""
    return prop(name, str(value), "admin", "credit" if name.endswith("credit") else "sip")


def values(properties: list[dict[str, str]]) -> dict[str, str]:
    """Answered properties by name."""
    return {item["name"]: item["value"] for item in properties}


Filled = Callable[[type[Scene], str], Template]
"""(scene, database) -> the template with its people, made on first use."""
S = TypeVar("S", bound=Scene)


def scene_fixtures(scene: type[S]) -> tuple[Any, Any, Any]:
    """Three fixtures, which a conftest.py names: each test gets a copy of the scene's template.

    First the server on either database; then the scene in each dialect and on each database; then RPC/encoded on SQLite alone,
    for rules that depend on neither.
    """

    @pytest.fixture(params=DATABASES)
    def on_both(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[World]:
        with filled(scene, request.param).copy(tmp_path, **scene.sections) as world:
            yield world

    @pytest.fixture(params=CORNERS)
    def everywhere(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[S]:
        dialect, database = request.param.split("-")
        with filled(scene, database).copy(tmp_path, **scene.sections) as world:
            yield scene(world, dialect)

    @pytest.fixture
    def quick(filled: Filled, tmp_path: Path) -> Iterator[S]:
        with filled(scene, "sqlite").copy(tmp_path, **scene.sections) as world:
            yield scene(world, "encoded")

    return on_both, everywhere, quick
