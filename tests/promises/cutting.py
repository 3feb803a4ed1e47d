# SPDX-License-Identifier: Apache-2.0
"""Requests over raw sockets, whole or cut at any moment, and clients that try again until they get an answer."""

import random
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from tests.support.live import Live

PATIENCE = 120
"""Seconds until a client has its answer, on a machine that does much else meanwhile."""

AGAIN = frozenset({200, 201, 202})
"""Codes that say: nothing was changed, or it is not known; ask again."""

_CODE = re.compile(rb"<errorcode[^>]*>(\d+)<")


class Cut(Enum):
    """When a client hangs up."""

    SENDING = "before all was sent"
    WAITING = "while it waits for the answer"
    READING = "while it reads the answer"


@dataclass(frozen=True)
class Answer:
    """A whole HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_replayed(self) -> bool:
        """Was it given before?"""
        return self.headers.get("idempotent-replayed") == "true"

    @property
    def code(self) -> int:
        """Of the fault, 0 for a result."""
        found = _CODE.search(self.body)
        return int(found.group(1)) if found else 0

    @property
    def soap_body(self) -> bytes:
        """What the header ``reply`` does not stand in."""
        return self.body[self.body.index(b"<SOAP-ENV:Body>") :]


@dataclass(frozen=True)
class Change:
    """A request with an id, in its envelope or, as ``key``, in the HTTP header."""

    id: str
    body: bytes
    key: bool = False

    def bytes(self, path: str = "/") -> bytes:
        """As it goes over the wire."""
        key = f'Idempotency-Key: "{self.id}"\r\n' if self.key else ""
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\n"
            f"{key}Content-Length: {len(self.body)}\r\nConnection: close\r\n\r\n"
        )
        return head.encode() + self.body


def send(live: Live, data: bytes) -> Answer | None:
    """The answer to a request; None when the server went away before it was whole."""
    try:
        with socket.create_connection(live.address, timeout=PATIENCE) as connection:
            connection.sendall(data)
            return _whole(b"".join(iter(lambda: connection.recv(1 << 16), b"")))
    except OSError:
        return None


def hang_up(live: Live, data: bytes, cut: Cut, chance: random.Random) -> bool:
    """Send a request and cut the connection; False when there was none to cut."""
    try:
        with socket.create_connection(live.address, timeout=PATIENCE) as connection:
            if chance.random() < 0.5:  # with RST and not with FIN, as a machine does that has lost the connection
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sendall(data[: chance.randrange(len(data))] if cut is Cut.SENDING else data)
            if cut is Cut.WAITING:
                time.sleep(chance.choice((0, chance.uniform(0, 0.05))))
            if cut is Cut.READING:
                connection.recv(chance.randint(1, 300))
    except ConnectionRefusedError:
        return False
    except OSError:  # the server was faster
        pass
    return True


def _whole(told: bytes) -> Answer | None:
    head, _, body = told.partition(b"\r\n\r\n")
    status, *fields = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, value in (field.split(": ", 1) for field in fields)}
    if not status or len(body) != int(headers.get("content-length", "-1")):
        return None
    return Answer(int(status.split()[1]), headers, body)


def insist(live: Live, change: Change) -> Answer:
    """The answer to a change, asked for until there is one."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = send(live, change.bytes())
        if answer is not None and answer.code not in AGAIN:
            return answer
        time.sleep(0.02)
    raise AssertionError(f"no answer to {change.id} in {PATIENCE} s")


class Client(threading.Thread):
    """Makes changes one after the other, each cut a few times before it is asked for in earnest, until it has cut enough.

    ``change`` makes the one with an id. ``made`` has the answers by id, ``wrong`` what should not have been.
    """

    def __init__(self, live: Live, name: str, cuts: int, change: Callable[[str], Change]) -> None:
        super().__init__(name=name)
        self._live, self._cuts, self._change = live, cuts, change
        self.made: dict[str, Answer] = {}
        self.wrong: list[str] = []
        self.was_cut = dict.fromkeys(Cut, 0)

    def run(self) -> None:
        """Cut, ask, and ask once more."""
        chance = random.Random(self.name)
        number = 0
        try:
            while sum(self.was_cut.values()) < self._cuts:
                number += 1
                self._make(self._change(f"{self.name}-{number}"), chance)
        except Exception as error:
            self.wrong.append(repr(error))

    def _make(self, change: Change, chance: random.Random) -> None:
        for _ in range(chance.randint(1, 4)):
            cut = chance.choice(list(Cut))
            self.was_cut[cut] += hang_up(self._live, change.bytes(), cut, chance)
        answer = self.made[change.id] = insist(self._live, change)
        if answer.status != 200:
            self.wrong.append(f"{change.id}: {answer.body!r}")
            return
        again = insist(self._live, change)
        same = again.body == answer.body if change.key else again.soap_body == answer.soap_body
        if not same or not again.is_replayed:
            self.wrong.append(f"{change.id}: the retry got another answer")
