# SPDX-License-Identifier: Apache-2.0
"""Dynamic DNS over real HTTP, as curl, ddclient, inadyn and routers ask for it, on both databases (dynamic-dns.md)."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.test_server import eventually
from tests.serve.test_start import make_pair
from tests.support.live import Live
from tests.support.scene import prop
from tests.support.world import ADMIN, PASSWORD, Template

TOKEN = "5a1e6f0c-token"


class Served(Live):
    """A server with a customer who has a token and the name ``home.example.com``."""

    admin = ADMIN
    password = PASSWORD
    asked: tuple[str, ...] = ()

    def _wait(self) -> None:
        eventually(lambda: self.curl("/healthz")[0] == 200, "the server does not answer")

    def curl(self, path: str, *options: str) -> tuple[int, str]:
        """Status and text of what curl gets."""
        command = ["curl", "--silent", "--max-time", "30", "--write-out", "\n%{http_code}", *self.asked, *options]
        told = subprocess.run([*command, f"{self.url}{path}"], capture_output=True, text=True, check=False).stdout
        text, _, status = told.rpartition("\n")
        return int(status), text

    def furnish(self) -> None:
        """Make the customer and his zone."""
        credit = [{"name": "dns_zone_credit", "category": "credit", "value": "5", "permission": "admin"}]
        reseller = self.call().addAccount(
            account={"username": "reseller", "password": "secret", "resellerActive": True, "properties": credit}
        )["id"]
        token = prop("auth_token", TOKEN, "customer", "dns")
        account = {"username": "customer", "password": "secret", "reseller": reseller, "properties": [*credit, token]}
        customer = self.call().addAccount(account=account)["id"]
        zone = {"name": "example.com", "customer": customer, "nameservers": ["ns1.provider.test"]}
        self.call().dns.addZone(zone=zone)
        for type, value in (("A", "192.0.2.1"), ("AAAA", "2001:db8::1")):
            self.call().dns.addRecord(record={"zone": "example.com", "name": "home", "type": type, "value": value})

    def addresses(self) -> dict[str, str]:
        """Those of the name."""
        found: list[dict[str, Any]] = self.call().dns.getRecords(query={"filter": {"zone": "example.com"}})["records"]
        return {record["type"]: record["value"] for record in found if record["name"] == "home.example.com"}


@pytest.fixture
def served(template: Template, tmp_path: Path) -> Iterator[Served]:
    """On a database of either kind, over loopback."""
    with template.settings(tmp_path) as settings:
        shutil.copy(template.key_file, tmp_path / "ngnprov.key")
        live = Served(tmp_path, database=settings.database.url)
        live.start()
        try:
            live.furnish()
            yield live
        finally:
            assert live.stop() == 0


def test_clients_of_every_kind_are_understood(served: Served) -> None:
    user = ("--user", f"customer:{TOKEN}")
    ddclient = "/nic/update?system=dyndns&hostname=home.example.com&myip=203.0.113.1&wildcard=ON"
    assert served.curl(ddclient, *user, "--user-agent", "ddclient/3.10.0", "--http1.0") == (200, "good 203.0.113.1\n")
    assert served.curl(ddclient, *user, "--http1.0") == (200, "nochg 203.0.113.1\n")
    inadyn = "/nic/update?hostname=home.example.com&myip=203.0.113.2"
    assert served.curl(inadyn, *user, "--http1.0") == (200, "good 203.0.113.2\n")
    fritzbox = "/dns/update?hostname=home.example.com&myip=203.0.113.3&myipv6=2001:db8::3"
    assert served.curl(fritzbox, *user) == (200, "good 203.0.113.3,2001:db8::3\n")
    assert served.addresses() == {"A": "203.0.113.3", "AAAA": "2001:db8::3"}
    assert served.curl("/dns/update?hostname=a.example.com,home.example.com&myip=203.0.113.3", *user) == (
        200,
        "nohost\nnochg 203.0.113.3\n",
    )


def test_a_client_that_waits_to_be_asked_for_a_login_is_asked(served: Served) -> None:
    """A browser, curl --anyauth: they send nothing before they have seen 401."""
    asked = "/dns/update?hostname=home.example.com&myip=203.0.113.4"
    assert served.curl(asked) == (401, "badauth\n")
    assert served.curl(asked, "--anyauth", "--user", f"customer:{TOKEN}") == (200, "good 203.0.113.4\n")


def test_wrong_tokens_are_bounded_and_leave_no_trace_of_themselves(served: Served) -> None:
    asked = "/dns/update?hostname=home.example.com&myip=203.0.113.5"
    answers = [served.curl(asked, "--user", f"customer:guess-{number}") for number in range(11)]
    assert answers == [(401, "badauth\n")] * 10 + [(429, "abuse\n")]
    assert served.addresses()["A"] == "192.0.2.1"
    assert "guess-" not in served.log
    assert TOKEN not in served.log
    assert "login failed" in served.log
    status, numbers = served.curl("/metrics")
    assert status == 200
    assert 'ngnprov_dynamic_dns_total{answer="badauth"} 10.0' in numbers
    assert 'ngnprov_dynamic_dns_total{answer="abuse"} 1.0' in numbers


def test_it_works_over_https(template: Template, tmp_path: Path) -> None:
    certificate, key = make_pair(tmp_path, "secure")

    class Secure(Served):
        asked = ("--cacert", certificate)

    with template.settings(tmp_path) as settings:
        shutil.copy(template.key_file, tmp_path / "ngnprov.key")
        plain = Served(tmp_path, database=settings.database.url)
        plain.start()
        plain.furnish()
        assert plain.stop() == 0
        secure = Secure(tmp_path, "--tls-cert", certificate, "--tls-key", key, database=settings.database.url)
        secure.start()
        try:
            asked = "/nic/update?hostname=home.example.com&myip=203.0.113.6"
            forwarded = ("--header", "X-Forwarded-For: 198.51.100.7")
            user = ("--user", f"customer:{TOKEN}")
            assert secure.curl(asked, *user, *forwarded) == (200, "good 203.0.113.6\n")
            assert secure.curl(asked, *user, "--head")[0] == 405
        finally:
            assert secure.stop() == 0
