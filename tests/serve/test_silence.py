# SPDX-License-Identifier: Apache-2.0
"""Connections whose peer has fallen silent, on real sockets with short times."""

import socket
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from ngnprov.serve.silence import close_silent, watch_connections

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="TCP_INFO is read as Linux lays it out")

NEVER = 3600.0


@pytest.fixture(params=["127.0.0.1", "::1"])
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[socket.socket, socket.socket, int]]:
    """Client end, server end and server port of a connection."""
    family = socket.AF_INET6 if ":" in request.param else socket.AF_INET
    with socket.socket(family) as listener:
        listener.bind((request.param, 0))
        listener.listen()
        port = listener.getsockname()[1]
        client = socket.create_connection((request.param, port))
        server, _ = listener.accept()
        client.settimeout(5)
        with client, server:
            yield client, server, port


def test_a_connection_silent_in_both_directions_is_closed(
    pair: tuple[socket.socket, socket.socket, int],
) -> None:
    client, _, port = pair
    assert close_silent(port, NEVER, NEVER, NEVER) == 0
    time.sleep(0.3)
    assert close_silent(port, 0.2, NEVER, 0) == 1
    assert client.recv(1) == b""


def test_a_reader_blocked_on_it_wakes_up(pair: tuple[socket.socket, socket.socket, int]) -> None:
    _, server, port = pair
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(server.recv(1)))
    reader.start()
    time.sleep(0.3)
    close_silent(port, 0.2, NEVER, 0)
    reader.join(5)
    assert found == [b""]


def test_data_in_either_direction_breaks_the_silence(
    pair: tuple[socket.socket, socket.socket, int],
) -> None:
    client, server, port = pair
    for speaking in (client, server):
        time.sleep(1.1)
        speaking.sendall(b"x")
        assert close_silent(port, 1, NEVER, 0) == 0


def test_a_body_that_drips_in_is_cut_off(pair: tuple[socket.socket, socket.socket, int]) -> None:
    client, server, port = pair
    server.sendall(b"the answer before")
    for _ in range(4):
        time.sleep(0.1)
        client.sendall(b"x")
    assert close_silent(port, NEVER, 0.3, 60) == 1


def test_a_long_operation_is_left_alone(pair: tuple[socket.socket, socket.socket, int]) -> None:
    client, _, port = pair
    client.sendall(b"the whole request")
    time.sleep(0.5)
    assert close_silent(port, NEVER, 0.3, 0.2) == 0


def test_other_ports_and_listening_sockets_are_left_alone(
    pair: tuple[socket.socket, socket.socket, int],
) -> None:
    client, server, port = pair
    time.sleep(0.2)
    assert close_silent(client.getsockname()[1] + 1, 0.1, NEVER, 0) == 0
    close_silent(port, 0.1, NEVER, 0)
    with socket.create_connection((server.getsockname()[0], port)) as another:
        assert another.getpeername()[1] == port


def test_the_watch_runs_until_it_is_stopped(pair: tuple[socket.socket, socket.socket, int]) -> None:
    client, _, port = pair
    stop = watch_connections(port, every=0.05, silent=0.2, drip=NEVER, recent=0)
    assert client.recv(1) == b""
    stop.set()
