# SPDX-License-Identifier: Apache-2.0
"""Whatever bytes come: a fault or a plain HTTP error, nothing changes, and nothing is told to the log or the caller."""

import gzip
import logging
import re
import time
from collections.abc import Iterator

import pytest

from ngnprov.errors import SAY_ADMIN
from tests.hostile.bodies import REFUSED, TAKEN, account, wrapped
from tests.support import pear_reader
from tests.support.caller import Fault, read_answer
from tests.support.world import PASSWORD, Template, World


@pytest.fixture(scope="module")
def place(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for all: nothing may change in it."""
    with sqlite_template.copy(tmp_path_factory.mktemp("hostile")) as world:
        world.call().addAccount(account={"username": "first", "password": "secret-of-first"})
        yield world


def refused(place: World, body: bytes, path: str = "/") -> Fault:
    answer = place.request(body, path)
    assert answer.status == 500
    if path == "/":
        pear_reader.check(answer.status, answer.headers, answer.body)
    with pytest.raises(Fault) as caught:
        read_answer(answer.body, None)
    return caught.value


@pytest.mark.parametrize("path", ["/", "/soap/customer/"])
@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_and_changes_nothing(place: World, name: str, path: str, caplog: pytest.LogCaptureFixture) -> None:
    body, code = REFUSED[name]
    before = place.fingerprint()
    with caplog.at_level(logging.DEBUG):
        fault = refused(place, body, path)
    assert (fault.code, place.fingerprint()) == (code, before), fault
    assert fault.text
    assert "Traceback" not in fault.text
    told = "".join(
        f"{record.getMessage()} {record.__dict__}" for record in caplog.records if "sqlalchemy" not in record.name
    )
    assert PASSWORD not in told
    assert "getAccount" not in told
    assert "Traceback" not in told


@pytest.mark.parametrize("name", TAKEN)
def test_is_strange_and_taken(place: World, name: str) -> None:
    answer = place.request(TAKEN[name])
    assert answer.status == 200, answer.body
    place.sql("DELETE FROM customers WHERE username = 'new'")


def test_soap_1_2_gets_version_mismatch_whatever_its_content_type(place: World) -> None:
    body, _ = REFUSED["SOAP 1.2"]
    for kind in ("text/xml", 'application/soap+xml; charset="utf-8"; action="x"'):
        answer = place.request(body, content_type=kind)
        assert answer.status == 500
        assert b"<faultcode>SOAP-ENV:VersionMismatch</faultcode>" in answer.body


def test_an_unknown_header_gets_must_understand(place: World) -> None:
    fault = refused(place, REFUSED["a header that must be understood"][0])
    assert (fault.faultcode, fault.field) == ("SOAP-ENV:MustUnderstand", "x")
    assert fault.text == "a header that must be understood is not known to this server (x)"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json", 415),
        ("multipart/form-data; boundary=x", 415),
        ("application/x-www-form-urlencoded", 415),
        ("text/html", 415),
        (";;;", 200),
        (None, 200),
        ('text/xml;charset="UTF-8"', 200),
        ("Text/XML; action=x; charset=utf-8", 200),
        ("text/xml; charset=iso-8859-1", 200),
        ("text/xml; charset=iso-8859-2", 500),
        ("text/xml; charset=utf-7", 500),
        ("text/xml; charset=\x00", 200),  # it cannot be read and counts for nothing
    ],
)
def test_content_types(place: World, kind: str | None, status: int) -> None:
    answer = place.request(wrapped("<c:getAccount><id>1</id></c:getAccount>"), content_type=kind)
    assert answer.status == status


def test_compressed_bodies_are_refused(place: World) -> None:
    packed = gzip.compress(wrapped("<c:getAccount><id>1</id></c:getAccount>"))
    assert place.request(packed, HTTP_CONTENT_ENCODING="gzip").status == 415
    assert place.request(packed).status == 500


def test_fifty_megabytes_are_refused_unread(place: World) -> None:
    started = time.process_time()
    assert place.request(b"x" * 50_000_000).status == 413
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("length", ["x", "-1", "1e3", "\u0663", "9" * 400, "99999"])
def test_a_wrong_content_length_is_a_plain_error(place: World, length: str) -> None:
    assert place.request(b"<a/>", CONTENT_LENGTH=length).status in (400, 413)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_not_allowed(place: World, method: str) -> None:
    answer = place.request(method=method)
    assert answer.status == 405
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "path", ["/soap/none/", "/reference/none/", "/ngnpro/none/", "/../etc/passwd", "/x", "/wsdl/", "/ngnpro//"]
)
def test_unknown_paths_are_not_found(place: World, path: str) -> None:
    assert place.request(wrapped(""), path).status in (404, 405)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "<auth/>",
        "<auth><username>root</username></auth>",
        f"<auth><password>{PASSWORD}</password><admin>true</admin></auth>",
        "<auth><username>root</username><password>wrong</password><admin>true</admin></auth>",
        f"<auth><username>root</username><password>{PASSWORD}</password></auth>",
        f"<auth><username>nobody</username><password>{PASSWORD}</password><admin>true</admin></auth>",
        "<auth><username>first</username><password>secret-of-firs</password></auth>",
        "<auth><username>first</username><password>secret-of-first</password><admin>true</admin></auth>",
        "<auth><username>%</username><password>%</password></auth>",
    ],
)
def test_whoever_is_not_known_learns_only_that(place: World, header: str) -> None:
    typed = re.sub(
        r"<(username|password)>", r'<\1 xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:type="s">', header
    )
    fault = refused(place, wrapped("<c:getAccount><id>1</id></c:getAccount>", typed))
    assert fault.code == 901
    assert fault.text == f"the login is not known or its password is wrong; {SAY_ADMIN}"
    place.sql("DELETE FROM login_attempts")


def test_a_refusal_never_quotes_input(place: World) -> None:
    for body in (
        account("<city>" + "<b>x</b>" * 3 + "</city>"),
        account("<balance>&lt;script&gt;</balance>"),
        wrapped("<c:getAccount><id>&lt;script&gt;</id></c:getAccount>"),
    ):
        assert "script" not in refused(place, body).text
