# SPDX-License-Identifier: Apache-2.0
"""Chunked requests, whole and broken off, over a raw socket (W-K; docs/operating.md, "Chunked requests").

granian tells the application of a body that broke off what it tells of a whole one. When a release of it does more, the tests
of whole envelopes fail; such requests can be refused then.
"""

import socket

import pytest

from tests.support.live import Live

BREAKS = {
    "a chunk size that is no number": (b"zz\r\n", False),
    "a chunk size below zero": (b"-1\r\n", False),
    "an end without the last chunk": (b"", True),
    "an end after the line of a chunk": (b"\r\n", True),
}
"""What comes after the first chunk, and whether the client closes its side then."""


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def post(live: Live, sent: bytes, half_close: bool) -> int:
    """The HTTP status of the answer."""
    host, _, port = live.url.partition("//")[2].partition(":")
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=60) as client:
        client.sendall(head + sent)
        if half_close:
            client.shutdown(socket.SHUT_WR)
        line = client.makefile("rb").readline()
    return int(line.split()[1])


def adding(live: Live, username: str) -> bytes:
    return live.call().envelope("addAccount", {"account": {"username": username, "password": "p"}})


def is_there(live: Live, username: str) -> bool:
    found = live.call().getCustomers(query={"filter": {"username": username}})
    return bool(found["total"])


def test_a_body_in_many_chunks_is_one_body(server: Live) -> None:
    body = adding(server, "chunked-whole")
    pieces = b"".join(chunk(body[place : place + 7]) for place in range(0, len(body), 7))
    assert post(server, pieces + b"0\r\n\r\n", half_close=False) == 200
    assert is_there(server, "chunked-whole")


@pytest.mark.parametrize("name", BREAKS)
def test_an_envelope_that_is_not_whole_is_not_carried_out(server: Live, name: str) -> None:
    tail, half_close = BREAKS[name]
    username = f"chunked-part-{list(BREAKS).index(name)}"
    body = adding(server, username).rstrip()
    assert post(server, chunk(body[:-1]) + tail, half_close) == 500
    assert not is_there(server, username)


@pytest.mark.parametrize("name", BREAKS)
def test_an_envelope_that_is_whole_is_carried_out_though_the_last_chunk_is_missing(server: Live, name: str) -> None:
    tail, half_close = BREAKS[name]
    username = f"chunked-cut-{list(BREAKS).index(name)}"
    assert post(server, chunk(adding(server, username)) + tail, half_close) == 200
    assert is_there(server, username)


def test_a_body_shorter_than_its_content_length_is_refused(server: Live) -> None:
    host, _, port = server.url.partition("//")[2].partition(":")
    body = adding(server, "short")
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: {len(body) + 1}\r\n\r\n".encode()
    with socket.create_connection((host, int(port)), timeout=60) as client:
        client.sendall(head + body)
        client.shutdown(socket.SHUT_WR)
        answer = client.makefile("rb").readline()
    assert answer == b"" or answer.split()[1] == b"400"
    assert not is_there(server, "short")
