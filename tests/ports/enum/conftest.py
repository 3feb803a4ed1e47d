# SPDX-License-Identifier: Apache-2.0
"""People, ranges and numbers for the tests of EnumPort, in both dialects and on both databases.

The folder is not called ``enum``, which would hide Python's own module of that name.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ports.customer.conftest import Scene, prop
from tests.support.caller import Caller
from tests.support.world import Template, World

TREE = "e164.arpa"
CREDITS = ("enum_range_credit", "enum_number_credit")


class EnumScene(Scene):
    """A server with a reseller and a customer of it, who have plenty of credit, and a range of the customer's.

    ``reseller_id`` logs in as ``reseller``, ``customer_id`` as ``customer`` and owns the range 31208005; the password of both
    is ``secret``. ``grant`` changes their credits.
    """

    reseller_id = 1
    customer_id = 2

    @classmethod
    def fill(cls, world: World) -> None:
        """Make the people and the range."""
        scene = cls(world, "encoded")
        plenty = [granted(name, 1000) for name in CREDITS]
        reseller = scene.reseller("reseller", properties=plenty)
        customer = scene.add("customer", reseller=reseller, properties=plenty)
        assert (reseller, customer) == (cls.reseller_id, cls.customer_id)
        scene.range()

    @property
    def root(self) -> Caller:
        """The administrator at EnumPort."""
        return self.admin.enum

    @property
    def reseller_login(self) -> Caller:
        """The reseller at EnumPort."""
        return self.login("reseller").enum

    @property
    def customer_login(self) -> Caller:
        """The customer at EnumPort."""
        return self.login("customer").enum

    def stranger(self) -> Caller:
        """Another reseller, active and with credit, at EnumPort; made on first use."""
        if not self.admin.getResellers(query={"filter": {"username": "stranger"}})["total"]:
            self.reseller("stranger", properties=[granted(name, 100) for name in CREDITS])
        return self.login("stranger").enum

    def sibling(self) -> tuple[int, Caller]:
        """Another customer of the reseller, with credit: id and login at EnumPort."""
        id = self.add("sibling", reseller=self.reseller_id, properties=[granted(name, 100) for name in CREDITS])
        return id, self.login("sibling").enum

    def grant(self, id: int, **values: Any) -> None:
        """Set credits and other properties of an entry."""
        self.admin.setProperties(customer=id, properties=[granted(name, value) for name, value in values.items()])

    def range(self, prefix: str = "31208005", caller: Caller | None = None, **members: Any) -> dict[str, Any]:
        """Create a range, the customer's unless told otherwise, as the administrator; what came back."""
        given = {"id": range_id(prefix), "customer": self.customer_id, **members}
        answer: dict[str, Any] = (caller or self.root).addRange(range=given)
        return answer

    def number(self, digits: str = "31208005101", *uris: str, caller: Caller | None = None, **members: Any) -> Any:
        """Create a number with SIP mappings as the customer; what came back."""
        given = {"id": number_id(digits), "mappings": [sip(uri) for uri in uris], **members}
        return (caller or self.customer_login).addNumber(number=given)

    def get(self, digits: str = "31208005101") -> dict[str, Any]:
        """A number as the administrator sees it."""
        answer: dict[str, Any] = self.root.getNumber(enumId=number_id(digits))
        return answer

    def the_range(self, prefix: str = "31208005", tld: str = TREE) -> dict[str, Any]:
        """A range as the administrator sees it."""
        (found,) = self.root.getRanges(query={"filter": {"prefix": prefix, "tld": tld}})["ranges"]
        return dict(found)


def granted(name: str, value: Any) -> dict[str, Any]:
    """A credit as a property."""
    return prop(name, str(value), "admin", "credit")


def range_id(prefix: str = "31208005", tld: str = TREE) -> dict[str, str]:
    """A range as it is named."""
    return {"prefix": prefix, "tld": tld}


def number_id(digits: str = "31208005101", tld: str = TREE) -> dict[str, str]:
    """A number as it is named."""
    return {"number": digits, "tld": tld}


def sip(uri: str, **members: Any) -> dict[str, Any]:
    """A SIP mapping as it is sent."""
    return {"type": "sip", "mapto": uri, **members}


def uris(number: dict[str, Any]) -> list[str]:
    """Where a number leads to."""
    return [mapping["mapto"] for mapping in number["mappings"]]


@pytest.fixture(scope="session")
def enum_on_sqlite(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The people on SQLite, to be copied."""
    return sqlite_template.filled(tmp_path_factory.mktemp("enum"), EnumScene.fill)


@pytest.fixture(scope="session")
def enum_on_postgres(postgres_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The people on PostgreSQL, to be copied."""
    return postgres_template.filled(tmp_path_factory.mktemp("enum"), EnumScene.fill)


@pytest.fixture(params=["sqlite", "postgresql"])
def enum_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A server with the people on either kind of database."""
    name = "enum_on_sqlite" if request.param == "sqlite" else "enum_on_postgres"
    template: Template = request.getfixturevalue(name)
    with template.copy(tmp_path) as world:
        yield world


@pytest.fixture(params=["encoded", "literal"])
def scene(request: pytest.FixtureRequest, enum_world: World) -> EnumScene:
    """Both dialects on both databases."""
    return EnumScene(enum_world, request.param)


@pytest.fixture
def quick(enum_on_sqlite: Template, tmp_path: Path) -> Iterator[EnumScene]:
    """RPC/encoded on SQLite, for rules that depend on neither."""
    with enum_on_sqlite.copy(tmp_path) as world:
        yield EnumScene(world, "encoded")
