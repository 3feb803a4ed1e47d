# SPDX-License-Identifier: Apache-2.0
"""What can be read without a login: WSDL, the reference page, health and metrics; and HTTP around SOAP."""

import logging
import os
import re
import shutil
import urllib.error
import urllib.request
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from live import Live
from lxml import etree
from world import World

from ngnprov import readiness
from ngnprov.db.failures import StorageFailure
from ngnprov.port import Port, find_ports
from ngnprov.settings import ServerSettings
from ngnprov.soap import prose, reference, samples
from ngnprov.soap.envelope import Dialect, open_envelope
from ngnprov.soap.operation import Operation
from ngnprov.soap.types import python_name

WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
ADDRESS = ".//{http://schemas.xmlsoap.org/wsdl/soap/}address"


def location(world: World, path: str, **headers: str) -> str:
    answer = world.request(path=path, method="GET", **headers)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    found: str = etree.fromstring(answer.body).find(ADDRESS).get("location")
    return found


@pytest.mark.parametrize(
    ("path", "address", "style"),
    [
        ("/wsdl", "/ngnpro/", "rpc"),
        ("/ngnpro/wsdl", "/ngnpro/", "rpc"),
        ("/?wsdl", "/ngnpro/", "rpc"),
        ("/ngnpro/?WSDL", "/ngnpro/", "rpc"),
        ("/ngnpro/customer/?wsdl", "/ngnpro/customer/", "rpc"),
        ("/ngnpro/customer?wsdl", "/ngnpro/customer/", "rpc"),
        ("/soap/customer/?wsdl", "/soap/customer/", "document"),
    ],
)
def test_wsdl_names_the_address_by_which_it_was_asked_for(
    sqlite_world: World, path: str, address: str, style: str
) -> None:
    assert location(sqlite_world, path) == f"http://localhost:9200{address}"
    assert f'style="{style}"'.encode() in sqlite_world.request(path=path, method="GET").body


def test_a_configured_public_url_is_stronger(sqlite_world: World) -> None:
    settings = ServerSettings(public_url="https://soap.example.net/base/")
    with sqlite_world.with_settings(server=settings) as world:
        assert location(world, "/wsdl") == "https://soap.example.net/base/ngnpro/"


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value and value.startswith("#"):
                self.links.append(value[1:])


def test_the_reference_names_everything_and_links_to_what_is_there(sqlite_world: World) -> None:
    answer = sqlite_world.request(path="/", method="GET")
    page = answer.body.decode()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    for port in find_ports():
        for operation in port.operations():
            for told in (operation.name, operation.policy.sentence(), *operation.parameters):
                assert told in page
            for refusal in operation.faults:
                assert f"<td>{refusal.code}</td><td>{refusal.name}</td>" in page
    found = _Ids()
    found.feed(page)
    assert len(found.ids) == len(set(found.ids))
    assert set(found.links) <= set(found.ids)
    assert "curl -s -H" in page
    assert "http://localhost:9200/soap/customer/" in page


def test_the_reference_speaks_to_strangers() -> None:
    page = reference.render(find_ports(), "http://localhost")
    assert "``" not in page
    assert not re.search(r"[a-z]\.md\b", page)
    assert "A reseller (<code>reseller</code> equals <code>id</code>) or a customer of one." in page


def test_the_reference_has_a_heading_for_each_group_of_operations() -> None:
    page = etree.HTML(reference.render(find_ports(), "http://localhost"))
    for port in find_ports():
        sections = [
            section for section in page.iterfind(".//section") if section.find("h2").text.startswith(port.title)
        ]
        found = [[article.find("h3").text.strip() for article in section.iterfind("article")] for section in sections]
        assert found == [[operation.name for operation in service.operations()] for service in port.services]
        summary = page.xpath(f"//h2[@id='port-{port.name}']/following-sibling::p[1]")[0].text
        assert port.docstring.partition(": ")[2].lower().startswith(summary.removesuffix(".").lower())


def test_general_faults_stand_in_the_reference_once() -> None:
    page = reference.render(find_ports(), "http://localhost")
    for refusal in reference.GENERAL:
        assert page.count(f"<td>{refusal.code}</td><td>{refusal.name}</td>") == 1


@pytest.mark.parametrize(
    ("docstring", "shown"),
    [
        ("No such customer (customer.md 8).", "No such customer."),
        ("A null\n    value deletes (7.2).\n\n    More.", "A null value deletes."),
        ("Digits (E.164), as RFC says (RFC 3261).", "Digits (E.164), as RFC says (RFC 3261)."),
        ("Rules (I2, I3) and (wire.md L8, sip.md 3) (see b).", "Rules and (see b)."),
        (None, ""),
    ],
)
def test_pointers_into_the_contract_are_left_out(docstring: str | None, shown: str) -> None:
    assert prose.first_paragraph(docstring) == shown


def test_prose_is_escaped() -> None:
    assert prose.as_html("``<a>`` & b") == "<code>&lt;a&gt;</code> &amp; b"


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
@pytest.mark.parametrize(
    ("port", "operation"),
    [
        pytest.param(port, operation, id=f"{port.name}-{operation.name}")
        for port in find_ports()
        for operation in port.operations()
    ],
)
def test_sample_requests_are_understood(
    sqlite_world: World, decode: Any, port: Port, operation: Operation, dialect: Dialect
) -> None:
    request = samples.request(port, operation, dialect).encode()
    path = f"/soap/{port.name}/"  # where the page sends it; it tells the dialect of operations without parameters
    envelope = open_envelope(request, path)
    assert (envelope.operation, envelope.dialect) == (operation.name, dialect)
    assert set(decode(envelope)) == set(map(python_name, operation.parameters))
    assert b">901<" in sqlite_world.request(request, path).body
    assert samples.answer(port, operation, dialect).startswith("<SOAP-ENV:Envelope")


def test_health_and_readiness(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 0.0)
    assert world.request(path="/healthz", method="GET").body == b"ok\n"
    assert world.request(path="/readyz", method="GET").status == 200
    world.sql("DELETE FROM alembic_version WHERE version_num LIKE 'sip%'")
    answer = world.request(path="/readyz", method="GET")
    assert (answer.status, answer.body) == (503, b"schema\n")
    assert world.request(path="/healthz", method="GET").status == 200


def test_a_database_file_that_vanishes_is_told_and_not_made_anew(
    sqlite_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "KEPT_SECONDS", 0.0)
    assert sqlite_world.request(path="/readyz", method="GET").status == 200
    sqlite_world.database.close()
    for file in tmp_path.glob("ngnprov.db*"):
        file.unlink()
    answer = sqlite_world.request(path="/readyz", method="GET")
    assert (answer.status, answer.body) == (503, b"database\n")
    with sqlite_world.with_settings() as restarted, pytest.raises(StorageFailure):
        restarted.database.writing()
    assert list(tmp_path.glob("ngnprov.db*")) == []


def test_a_readiness_probe_writes_nothing_to_the_log(sqlite_world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        assert sqlite_world.request(path="/readyz", method="GET").status == 200
    assert caplog.records == []


def test_head_answers_as_get_without_a_body(sqlite_world: World) -> None:
    for path in ("/", "/wsdl", "/healthz"):
        got, headed = (sqlite_world.request(path=path, method=method) for method in ("GET", "HEAD"))
        assert (headed.status, headed.headers, headed.body) == (got.status, got.headers, b"")


def test_metrics_count_calls_and_are_for_loopback_only(sqlite_world: World) -> None:
    admin = sqlite_world.call()
    admin.getCustomers(query={})
    admin.refused("getAccount", id=9)
    admin.refused("nonsense")
    told = sqlite_world.request(path="/metrics", method="GET").body.decode()
    assert 'ngnprov_calls_total{code="0",operation="getCustomers",port="customer"} 1.0' in told
    assert 'ngnprov_calls_total{code="5000",operation="getAccount",port="customer"} 1.0' in told
    assert 'ngnprov_calls_total{code="900",operation="",port="customer"} 1.0' in told
    assert "nonsense" not in told
    assert 'ngnprov_call_seconds_count{port="customer"} 3.0' in told
    assert sqlite_world.request(path="/metrics", method="GET", address="192.0.2.1").status == 404
    assert sqlite_world.request(path="/metrics", method="GET", HTTP_X_FORWARDED_FOR="127.0.0.1").status == 404


def test_a_long_list_has_a_length_and_is_whole(server: Live) -> None:
    with urllib.request.urlopen(f"{server.url}/", timeout=10) as page:
        assert page.headers["Content-Length"]
        assert "Transfer-Encoding" not in page.headers


@pytest.mark.timeout(120)
def test_the_reference_in_a_browser(server: Live, tmp_path: Path) -> None:
    program = shutil.which("chromium")
    if program is None:
        message = "chromium is not here: apt-get install chromium, or run scripts/install-clients"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=program, args=options)
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(server.url)
        assert page.title() == "ngnprov: SOAP reference"
        page.get_by_role("link", name="getCustomers", exact=True).click()
        assert page.evaluate("location.hash") == "#customer-getCustomers"
        page.get_by_text("getCustomers in document/literal").click()
        assert page.locator("#customer-getCustomers ~ details[open] pre").first.is_visible()
        background = page.evaluate("getComputedStyle(document.querySelector('pre')).borderRadius")
        assert background == "6px"  # the style sheet is in force under the policy
        for width in (420, 360):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        page.screenshot(path=os.environ.get("NGNPROV_TEST_SCREENSHOT", str(tmp_path / "page.png")))
        browser.close()
    assert said == []


def test_metrics_add_up_over_workers(tmp_path: Path) -> None:
    with Live(tmp_path, "--workers", "2") as live:
        for _ in range(30):  # each on a connection of its own, so that both workers get some
            request = urllib.request.Request(live.url, b"<no-envelope/>", {"Content-Type": "text/xml"})
            with pytest.raises(urllib.error.HTTPError, match="500"):
                urllib.request.urlopen(request, timeout=10)
        for _ in range(5):
            with urllib.request.urlopen(f"{live.url}/metrics", timeout=10) as answer:
                told = answer.read().decode()
            assert 'ngnprov_calls_total{code="101",operation="",port=""} 30.0' in told


def test_a_call_is_answered_though_it_cannot_be_counted(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(answer: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sqlite_world.app._metrics, "_observe", full)
    assert sqlite_world.call().addAccount(account={"username": "u", "password": "p"})["id"] == 1
    assert "a call was not counted" in caplog.text
