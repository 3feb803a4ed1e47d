# SPDX-License-Identifier: Apache-2.0
"""The header Host over raw sockets (RFC 9112 3.2), and Strict-Transport-Security on what goes over HTTPS (RFC 6797)."""

import contextlib
import socket
import ssl
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from ngnprov.http.authority import is_authority
from ngnprov.settings import ServerSettings
from tests.serve.test_server import eventually
from tests.serve.test_start import make_pair
from tests.support.live import Live
from tests.support.world import World

HSTS = "strict-transport-security: max-age=31536000"


def ask(server: Live, *lines: bytes, body: bytes = b"", tls: bool = False) -> tuple[int, str, bytes]:
    """Send these lines as they are; status, the headers in lower case, and the body of the answer."""
    host, _, port = server.url.partition("//")[2].partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as plain:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with context.wrap_socket(plain) if tls else plain as connection:
            connection.sendall(b"\r\n".join([*lines, b"Connection: close", b"", body]))
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, content = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head.decode("latin-1").lower(), content


REFUSED = {
    "none": [],
    "an empty one": [b"Host:"],
    "two": [b"Host: localhost", b"Host: evil.example"],
    "two that are equal": [b"Host: localhost", b"Host: localhost"],
    "two in other letters": [b"HOST: localhost", b"host: localhost"],
    "two in one line": [b"Host: localhost, localhost"],
    "two, one of them empty": [b"Host: localhost", b"Host:"],
    "a blank": [b"Host: local host"],
    "a path": [b"Host: localhost/x"],
    "a user": [b"Host: me@localhost"],
    "a URL": [b"Host: http://localhost"],
    "mark-up": [b'Host: x"><script>'],
    "no port": [b"Host: localhost:http"],
    "a port too high": [b"Host: localhost:65536"],
    "an address without brackets": [b"Host: ::1"],
    "brackets around no address": [b"Host: [localhost]"],
    "an open bracket": [b"Host: [::1"],
    "no ASCII": [b"Host: \xc3\xa9.example"],
    "too long": [b"Host: " + b"x" * 300],
}
TAKEN = [
    "localhost",
    "localhost:9200",
    "LOCALHOST",
    "a_b.example.",
    "127.0.0.1:1",
    "[::1]",
    "[2001:db8::1]:65535",
    "a:",
]


@pytest.mark.parametrize("hosts", REFUSED.values(), ids=REFUSED)
def test_http_1_1_needs_one_host_that_can_be_read(server: Live, hosts: list[bytes]) -> None:
    for method, path in ((b"GET", b"/wsdl"), (b"POST", b"/"), (b"GET", b"/healthz"), (b"GET", b"/nothing")):
        status, head, body = ask(server, method + b" " + path + b" HTTP/1.1", *hosts, b"Content-Length: 0")
        assert (status, "content-type: text/plain" in head) == (400, True)
        assert b"Host" in body
        assert b"evil" not in body
        assert b"script" not in body


@pytest.mark.parametrize("host", TAKEN)
def test_hosts_of_every_kind_are_taken(server: Live, host: str) -> None:
    status, _, body = ask(server, b"GET /soap/customer/?wsdl HTTP/1.1", b"Host: " + host.encode())
    assert status == 200
    assert f'location="http://{host}/soap/customer/"'.encode() in body


def test_http_1_0_can_do_without_a_host_but_not_with_two(server: Live) -> None:
    """As old clients do; the document then names the address on which the request came."""
    status, _, body = ask(server, b"GET /wsdl HTTP/1.0")
    assert status == 200
    assert f'location="{server.url}/ngnpro/"'.encode() in body
    assert ask(server, b"GET /wsdl HTTP/1.0", b"Host: a", b"Host: b")[0] == 400


def test_a_request_with_two_hosts_is_not_carried_out(server: Live) -> None:
    body = server.call().envelope("addAccount", {"account": {"username": "twohosts", "password": "p"}})
    told = [b"Content-Type: text/xml", f"Content-Length: {len(body)}".encode()]
    assert ask(server, b"POST / HTTP/1.1", b"Host: a", b"Host: b", *told, body=body)[0] == 400
    found = server.call().getCustomers(query={"filter": {"username": "twohosts"}})
    assert found["total"] == 0
    assert ask(server, b"POST / HTTP/1.1", b"Host: a", *told, body=body)[0] == 200


@pytest.mark.parametrize(
    "text", ["", ",", "a,b", "[::1]x", "a:1:2", "\n", "a\n", "[fe80::1%eth0]", "[" + ":" * 45 + "]"]
)
def test_what_is_no_host_and_port(text: str) -> None:
    assert not is_authority(text)


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server that speaks HTTPS itself."""
    place = tmp_path_factory.mktemp("secure")
    certificate, key = make_pair(place, "secure")

    class Secure(Live):
        def _wait(self) -> None:
            eventually(lambda: self._speaks(), "the server does not answer")

        def _speaks(self) -> bool:
            with contextlib.suppress(OSError):
                return ask(self, b"GET /healthz HTTP/1.0", tls=True)[0] == 200
            return False

    with Secure(place, "--tls-cert", certificate, "--tls-key", key) as live:
        yield live


def test_answers_over_tls_ask_for_https_ever_after(secure: Live) -> None:
    body = secure.call(password="wrong").envelope("getCustomers", {"query": {}})
    post = [b"Content-Type: text/xml", f"Content-Length: {len(body)}".encode()]
    for status, lines, sent in [
        (200, [b"GET / HTTP/1.1", b"Host: a"], b""),
        (200, [b"GET /soap/customer/?wsdl HTTP/1.1", b"Host: a"], b""),
        (200, [b"GET /healthz HTTP/1.1", b"Host: a"], b""),
        (404, [b"GET /nothing HTTP/1.1", b"Host: a"], b""),
        (400, [b"GET / HTTP/1.1"], b""),
        (500, [b"POST / HTTP/1.1", b"Host: a", *post], body),
    ]:
        got, head, content = ask(secure, *lines, body=sent, tls=True)
        assert (got, head.count(HSTS)) == (status, 1)
        if lines[0].startswith(b"GET /soap"):
            assert b'location="https://a/soap/customer/"' in content


def test_answers_over_plain_http_do_not(server: Live) -> None:
    """RFC 6797 7.2: it would mean nothing there, or be a stranger's word."""
    assert HSTS not in ask(server, b"GET / HTTP/1.1", b"Host: a", b"X-Forwarded-Proto: https")[1]


def test_a_trusted_proxy_that_says_https_is_believed_for_pages_and_for_soap(sqlite_world: World) -> None:
    told: dict[str, Any] = {"HTTP_X_FORWARDED_PROTO": "HTTPS"}
    body = sqlite_world.call().envelope("getCustomers", {"query": {}})
    requests: list[dict[str, Any]] = [
        {"path": "/", "method": "GET"},
        {"path": "/wsdl", "method": "HEAD"},
        {"body": body},
        {"body": b"<x/>"},
    ]
    settings = ServerSettings(trusted_proxies=(ip_network("127.0.0.0/8"),))
    with sqlite_world.with_settings(server=settings) as world:
        for request in requests:
            assert world.request(**request, **told).headers["Strict-Transport-Security"] == "max-age=31536000"
            for others in ({}, {"HTTP_X_FORWARDED_PROTO": "http"}, {**told, "address": "192.0.2.1"}):
                assert "Strict-Transport-Security" not in world.request(**request, **others).headers
