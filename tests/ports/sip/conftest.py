# SPDX-License-Identifier: Apache-2.0
"""People, domains and accounts for the tests of SipPort, in both dialects and on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ports.customer.conftest import Scene, prop
from tests.support.caller import Caller
from tests.support.world import Template, World

CREDITS = ("sip_credit", "sip_alias_credit")
SWITCHES = ("pstn_access", "prepaid_changes", "pstn_changes", "sms_access")


class SipScene(Scene):
    """A server with a reseller and a customer of it, who have plenty of credit and every switch, and a domain of each.

    ``reseller_id`` logs in as ``reseller`` and owns ``reseller.example``; ``customer_id`` as ``customer`` with
    ``example.com``; the password of both is ``secret``. ``grant`` changes what they may.
    """

    reseller_id = 1
    customer_id = 2

    @classmethod
    def fill(cls, world: World) -> None:
        """Make the people and their domains."""
        scene = cls(world, "encoded")
        plenty = [granted(name, 100) for name in CREDITS] + [granted(name, 1) for name in SWITCHES]
        reseller = scene.reseller("reseller", properties=plenty)
        customer = scene.add("customer", reseller=reseller, properties=plenty)
        assert (reseller, customer) == (cls.reseller_id, cls.customer_id)
        scene.admin.sip.addDomain(domain={"domain": "reseller.example", "customer": reseller})
        scene.admin.sip.addDomain(domain={"domain": "example.com", "customer": customer})

    @property
    def reseller_login(self) -> Caller:
        """The reseller at SipPort."""
        return self.login("reseller").sip

    @property
    def customer_login(self) -> Caller:
        """The customer at SipPort."""
        return self.login("customer").sip

    def stranger(self) -> Caller:
        """Another reseller, active and with credit, at SipPort; made on first use."""
        if not self.admin.getResellers(query={"filter": {"username": "stranger"}})["total"]:
            self.reseller("stranger", properties=[granted(name, 100) for name in CREDITS])
        return self.login("stranger").sip

    def grant(self, id: int, **values: Any) -> None:
        """Set credits and switches of an entry."""
        self.admin.setProperties(customer=id, properties=[granted(name, value) for name, value in values.items()])

    def account(self, username: str = "alice", domain: str = "example.com", **members: Any) -> dict[str, Any]:
        """Create an account with the password ``secret`` as the administrator; what came back."""
        given = {"id": sip_id(username, domain), "password": "secret", **members}
        answer: dict[str, Any] = self.admin.sip.addAccount(account=given)
        return answer


def granted(name: str, value: Any) -> dict[str, Any]:
    """A credit or switch as a property."""
    return prop(name, str(value), "admin", "credit" if name.endswith("credit") else "sip")


def sip_id(username: str = "alice", domain: str = "example.com") -> dict[str, str]:
    """An address as it is sent."""
    return {"username": username, "domain": domain}


@pytest.fixture(scope="session")
def sip_on_sqlite(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The people on SQLite, to be copied."""
    return sqlite_template.filled(tmp_path_factory.mktemp("sip"), SipScene.fill)


@pytest.fixture(scope="session")
def sip_on_postgres(postgres_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The people on PostgreSQL, to be copied."""
    return postgres_template.filled(tmp_path_factory.mktemp("sip"), SipScene.fill)


@pytest.fixture(params=["sqlite", "postgresql"])
def sip_world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A server with the people on either kind of database."""
    name = "sip_on_sqlite" if request.param == "sqlite" else "sip_on_postgres"
    template: Template = request.getfixturevalue(name)
    with template.copy(tmp_path) as world:
        yield world


@pytest.fixture(params=["encoded", "literal"])
def sip(request: pytest.FixtureRequest, sip_world: World) -> SipScene:
    """Both dialects on both databases."""
    return SipScene(sip_world, request.param)


@pytest.fixture
def quick_sip(sip_on_sqlite: Template, tmp_path: Path) -> Iterator[SipScene]:
    """RPC/encoded on SQLite, for rules that depend on neither."""
    with sip_on_sqlite.copy(tmp_path) as world:
        yield SipScene(world, "encoded")
