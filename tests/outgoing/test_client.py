# SPDX-License-Identifier: Apache-2.0
"""Requests to real servers: what arrives, where it ends, and what is not reached."""

import contextlib
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ngnprov.outgoing.addresses import AddressRefused
from ngnprov.outgoing.client import NotReached, Outgoing, Place, resolve
from ngnprov.settings import OutgoingSettings
from tests.serve.test_start import make_pair
from tests.support.receiver import Receiver

LOOPBACK = OutgoingSettings(allowed=(ipaddress.ip_network("127.0.0.0/8"),), timeout=60)
OUT = Outgoing(LOOPBACK)


@contextlib.contextmanager
def speaking(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """The URL of a server that talks so to the first who connects, and hangs up."""

    def serve() -> None:
        with contextlib.suppress(OSError), server.accept()[0] as connection:
            talk(connection)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        thread.join()


def unreached(url: str, out: Outgoing = OUT, seconds: float | None = None) -> str:
    with pytest.raises(NotReached) as caught:
        out.send("POST", url, {}, b"x", seconds=seconds)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_request_arrives_and_its_answer_comes_back() -> None:
    with Receiver(lambda _: (201, {"X-Thing": "1"}, b"made")) as receiver:
        answer = OUT.send("PUT", f"{receiver.url}/a?b=c", {"Content-Type": "text/plain"}, b"body")
    (received,) = receiver.received
    assert (received.method, received.path, received.body) == ("PUT", "/a?b=c", b"body")
    assert received.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert received.headers["content-type"] == "text/plain"
    assert (answer.status, answer.headers["x-thing"], answer.body, answer.is_whole) == (201, "1", b"made", True)


def test_a_redirect_is_an_answer_and_not_followed() -> None:
    with Receiver() as other, Receiver(lambda _: (302, {"Location": f"{other.url}/"}, b"")) as receiver:
        assert OUT.send("POST", f"{receiver.url}/", {}).status == 302
    assert not other.received


def test_no_more_is_read_than_was_asked_for() -> None:
    with Receiver(lambda _: (200, {}, b"x" * 5000)) as receiver:
        answer = OUT.send("GET", f"{receiver.url}/", {}, most=100)
    assert (answer.body, answer.is_whole) == (b"x" * 100, False)


def test_nothing_is_sent_to_what_is_not_allowed() -> None:
    with Receiver() as receiver, pytest.raises(AddressRefused):
        Outgoing(OutgoingSettings()).send("POST", f"{receiver.url}/", {})
    assert not receiver.received


def test_a_name_is_resolved_once_and_that_very_address_is_connected_to() -> None:
    """Whoever answers otherwise the second time (DNS rebinding) is not asked a second time."""
    asked: list[str] = []

    def once(host: str, port: int) -> list[Place]:
        asked.append(host)
        return [Place(socket.AF_INET, ("127.0.0.1", port))]

    with Receiver() as receiver:
        url = f"http://name.example:{receiver.port}/"
        assert Outgoing(LOOPBACK, resolve=once).send("POST", url, {}).status == 204
    assert asked == ["name.example"]
    assert receiver.received[0].headers["host"] == f"name.example:{receiver.port}"


def test_a_name_that_came_to_stand_for_a_private_address_is_refused_when_it_is_connected_to() -> None:
    answers = iter([[Place(socket.AF_INET, ("8.8.8.8", 443))], [Place(socket.AF_INET, ("127.0.0.1", 443))]])
    out = Outgoing(OutgoingSettings(), resolve=lambda host, port: next(answers))
    assert out.refused("https://name.example/") is None
    with pytest.raises(AddressRefused, match="must not lead to a loopback"):
        out.send("POST", "https://name.example/", {})


def test_a_second_address_is_tried_when_the_first_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        nobody = unused.getsockname()[1]
    with Receiver() as receiver:
        places = [Place(socket.AF_INET, ("127.0.0.1", each)) for each in (nobody, receiver.port)]
        out = Outgoing(LOOPBACK, resolve=lambda host, port: places)
        assert out.send("POST", "http://name.example/", {}).status == 204


def test_the_certificate_must_be_of_the_name(tmp_path: Path) -> None:
    pair = make_pair(tmp_path, "own")
    trusting = ssl.create_default_context(cafile=pair[0])
    with Receiver(certificate=pair) as receiver:
        assert Outgoing(LOOPBACK, tls=trusting).send("POST", f"{receiver.url}/", {}).status == 204
        assert "has no certificate for its name" in unreached(f"{receiver.url}/")
        named = Outgoing(LOOPBACK, resolve=lambda host, port: resolve("127.0.0.1", port), tls=trusting)
        url = f"https://name.example:{receiver.port}/"
        assert "has no certificate for its name" in unreached(url, named)


@pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\nhalf", b"HTTP/1.1 200"])
def test_whoever_gives_a_byte_now_and_then_is_left_in_time(beginning: bytes) -> None:
    is_over = threading.Event()

    def drip(connection: socket.socket) -> None:
        connection.sendall(beginning)
        while not is_over.wait(0.05):
            connection.sendall(b"x")

    with speaking(drip) as url:
        try:
            assert unreached(url, seconds=1) == "took too long"
        finally:
            is_over.set()


def test_whoever_stops_in_the_middle_of_tls_is_left_in_time() -> None:
    is_over = threading.Event()

    def wait(_: socket.socket) -> None:
        is_over.wait(60)

    with speaking(wait) as url:
        try:
            assert unreached(url.replace("http:", "https:"), seconds=1) == "took too long"
        finally:
            is_over.set()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (b"", "does not answer in HTTP: RemoteDisconnected"),
        (b"220 smtp.example ESMTP\r\n", "does not answer in HTTP: BadStatusLine"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "does not answer in HTTP: IncompleteRead"),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 200 + b"\r\n", "does not answer in HTTP: HTTPException"),
    ],
)
def test_what_is_no_whole_answer_is_said_so(said: bytes, sentence: str) -> None:
    def talk(connection: socket.socket) -> None:
        asked = b""
        while b"\r\n\r\n" not in asked or not asked.endswith(
            b"x"
        ):  # else the connection is reset for what was not read
            asked += connection.recv(65536)
        connection.sendall(said)

    with speaking(talk) as url:
        assert unreached(url) == sentence


def test_nobody_there_and_no_such_name_are_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    assert unreached(url) == "Connection refused"

    def unknown(host: str, port: int) -> list[Place]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    out = Outgoing(LOOPBACK, resolve=unknown)
    assert out.refused("https://name.example/") is None
    assert unreached("https://name.example/", out) == "its name is not known"
