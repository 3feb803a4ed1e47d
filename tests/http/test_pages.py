# SPDX-License-Identifier: Apache-2.0
"""What can be read without a login: WSDL, health and metrics; and HTTP around SOAP."""

import logging
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from ngnprov.db.failures import StorageFailure
from ngnprov.http import readiness
from ngnprov.settings import ServerSettings
from ngnprov.soap.publishing.encoding import ENCODING_DOCUMENT
from tests.support.elements import the
from tests.support.live import Live
from tests.support.world import World

WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
XS = "{http://www.w3.org/2001/XMLSchema}"
ADDRESS = ".//{http://schemas.xmlsoap.org/wsdl/soap/}address"


def location(world: World, path: str, **headers: Any) -> str:
    answer = world.request(path=path, method="GET", **headers)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return str(the(etree.fromstring(answer.body), ADDRESS).attrib["location"])


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
        ("/soap/customer?wsdl", "/soap/customer/", "document"),
        ("/soap/?wsdl", "/soap/", "document"),
        ("/soap?wsdl", "/soap/", "document"),
        ("/soap/wsdl", "/soap/", "document"),
        ("/soap/?singleWsdl", "/soap/", "document"),
        ("/soap/customer/?SINGLEWSDL", "/soap/customer/", "document"),
        ("/ngnpro/?singlewsdl", "/ngnpro/", "rpc"),
        ("/ngnpro/customer/?singleWsdl", "/ngnpro/customer/", "rpc"),
        ("/?singleWsdl", "/ngnpro/", "rpc"),
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


@pytest.mark.parametrize("path", ["/", "/ngnpro/", "/ngnpro/sip/", "/soap/", "/soap/sip/"])
def test_single_wsdl_is_the_same_document(sqlite_world: World, path: str) -> None:
    bodies = {sqlite_world.request(path=f"{path}?{word}", method="GET").body for word in ("wsdl", "WSDL", "singleWsdl")}
    assert len(bodies) == 1


@pytest.mark.parametrize("path", ["/wsdl", "/ngnpro/sip/?wsdl"])
def test_rpc_encoded_names_our_copy_of_the_schema_of_soap_encoding(sqlite_world: World, path: str) -> None:
    root = etree.fromstring(sqlite_world.request(path=path, method="GET").body)
    assert (
        the(root, f"{WSDL}types/{XS}schema/{XS}import").get("schemaLocation")
        == "http://localhost:9200/ngnpro/soap-encoding.xsd"
    )
    answer = sqlite_world.request(path="/ngnpro/soap-encoding.xsd", method="GET")
    assert (answer.status, answer.body) == (200, ENCODING_DOCUMENT)
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    # CDRTool's sample of a proxy cuts /ngnpro off (wire.md T2)
    assert sqlite_world.request(path="/soap-encoding.xsd", method="GET").body == ENCODING_DOCUMENT


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_the_address_of_the_joint_literal_wsdl_takes_every_port_and_either_dialect(
    sqlite_world: World, dialect: str
) -> None:
    for port, operation in (("Customer", "getCustomers"), ("Sip", "getDomains"), ("Dns", "getZones")):
        body = sqlite_world.call(dialect).envelope(operation, {"query": {}}, port)
        answer = sqlite_world.request(body, "/soap/")
        assert (answer.status, b'xsi:type="' in answer.body) == (200, dialect == "encoded")
        assert sqlite_world.request(body, "/soap").body == answer.body


def test_a_request_that_does_not_tell_its_dialect_is_answered_in_literal_below_soap(sqlite_world: World) -> None:
    """Without parameters nothing in the request tells; a body that is none does not either."""
    for path, is_encoded in (("/soap/", False), ("/soap/sip/", False), ("/ngnpro/", True), ("/", True)):
        assert (b"xsi:type" in sqlite_world.request(b"<nonsense/>", path).body) == is_encoded


def test_addresses_that_are_for_reading_only_or_for_requests_say_so(sqlite_world: World) -> None:
    for path in ("/wsdl", "/soap/wsdl", "/reference/sip/", "/reference/search.js", "/ngnpro/soap-encoding.xsd"):
        answer = sqlite_world.request(path=path)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    answer = sqlite_world.request(path="/soap/", method="DELETE")
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, POST")
    for path in (
        "/soap/nobody/",
        "/reference/nobody/",
        "/reference/sip/nothing/",
        "/soap/sip/addAccount/",
        "/sip/",
        "/a/b/c/d",
    ):
        assert sqlite_world.request(path=path, method="GET").status == 404
        assert sqlite_world.request(path=path).status == 404


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

    monkeypatch.setattr(sqlite_world.app.metrics, "_observe", full)
    assert sqlite_world.call().addAccount(account={"username": "u", "password": "p"})["id"] == 1
    assert "a call was not counted" in caplog.text
