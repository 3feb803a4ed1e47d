# SPDX-License-Identifier: Apache-2.0
"""Between granian and the application: bodies, permits, queues."""

import io
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from ipaddress import ip_network
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from ngnprov.db.permits import Permits, tokens
from ngnprov.serve import backpressure
from ngnprov.serve.backpressure import Backpressure

LIMIT = 100_000


class Answer:
    """What the server would have sent."""

    def __init__(self, app: Backpressure, environ: WSGIEnvironment) -> None:
        self.status = ""
        self.headers: dict[str, str] = {}
        self.pieces = app(environ, self._start)
        self.body = b"".join(self.pieces) if isinstance(self.pieces, list) else b""

    def _start(self, status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
        self.status, self.headers = status, dict(headers)
        return io.BytesIO().write


def environ_of(
    body: bytes = b"", *, declared: int | None = None, chunked: bool = False, **more: str
) -> WSGIEnvironment:
    found: WSGIEnvironment = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "wsgi.input": io.BytesIO(body), **more}
    if chunked:
        found["HTTP_TRANSFER_ENCODING"] = "chunked"
    elif body or declared is not None:
        found["CONTENT_LENGTH"] = str(len(body) if declared is None else declared)
    return found


def echo(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Answers with the length it is told and what it reads; refuses what is too long, as the app does."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > LIMIT:
        start_response("413 Content Too Large", [])
        return [b""]
    start_response("200 OK", [("X-Length", str(length))])
    return [environ["wsgi.input"].read()]


@pytest.mark.parametrize("size", [1, backpressure.SMALL_BODY, backpressure.SMALL_BODY + 1, LIMIT])
@pytest.mark.parametrize("chunked", [True, False])
def test_the_application_gets_the_whole_body_and_its_length(size: int, chunked: bool) -> None:
    answer = Answer(Backpressure(echo, permits=Permits(1), max_request=LIMIT), environ_of(b"x" * size, chunked=chunked))
    assert (answer.status, answer.headers, answer.body) == ("200 OK", {"X-Length": str(size)}, b"x" * size)


@pytest.mark.parametrize("chunked", [True, False])
def test_a_body_above_the_limit_is_taken_and_dropped_so_that_the_client_sees_413(chunked: bool) -> None:
    request = environ_of(b"x" * (3 * LIMIT), chunked=chunked)
    taken = request["wsgi.input"]
    answer = Answer(Backpressure(echo, permits=Permits(1), max_request=LIMIT), request)
    assert answer.status == "413 Content Too Large"
    assert taken.read() == b""


def test_a_client_that_expects_100_continue_sends_nothing_of_a_body_above_the_limit() -> None:
    request = environ_of(b"x" * (LIMIT + 1), HTTP_EXPECT="100-continue")
    answer = Answer(Backpressure(echo, permits=Permits(1), max_request=LIMIT), request)
    assert answer.status == "413 Content Too Large"
    assert request["wsgi.input"].tell() == 0


@pytest.mark.parametrize("size", [10, backpressure.SMALL_BODY + 10])
def test_a_body_cut_short_never_reaches_the_application(size: int) -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        raise AssertionError("called")

    answer = Answer(
        Backpressure(app, permits=Permits(1), max_request=LIMIT), environ_of(b"x" * size, declared=size + 1)
    )
    assert answer.status == "400 BAD REQUEST"


def test_large_bodies_wait_for_a_place_and_are_refused_when_none_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backpressure, "LARGE_BODIES", 1)
    monkeypatch.setattr(backpressure, "LARGE_BODY_WAIT", 0.05)
    answers: list[Answer] = []

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        if environ["PATH_INFO"] == "/first":
            answers.append(Answer(gate, request("/other")))
            answers.append(Answer(gate, environ_of(b"small")))
        return echo(environ, start_response)

    def request(path: str) -> WSGIEnvironment:
        return environ_of(b"x" * LIMIT, PATH_INFO=path)

    gate = Backpressure(app, permits=Permits(2), max_request=LIMIT)
    assert Answer(gate, request("/first")).status == "200 OK"
    assert [answer.status for answer in answers] == ["503 SERVICE UNAVAILABLE", "200 OK"]
    assert answers[0].headers["Retry-After"] == "1"
    assert Answer(gate, request("/other")).status == "200 OK", "the place was given back"


class Unfinished(io.BytesIO):
    """A body of which nothing more comes; ``meanwhile`` is done once it has all been read."""

    def __init__(self, body: bytes, meanwhile: Callable[[], object]) -> None:
        super().__init__(body)
        self._meanwhile: Callable[[], object] | None = meanwhile

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        if self._meanwhile is not None and self.tell() == len(self.getbuffer()):
            meanwhile, self._meanwhile = self._meanwhile, None
            meanwhile()
        return found


def unfinished(gate: Backpressure, body: bytes, address: str, deep: int, meanwhile: Callable[[], object]) -> Answer:
    """The answer to a body of an address that stays incomplete, while ``deep`` more of its kind do, and at last ``meanwhile``."""
    more = partial(unfinished, gate, body, address, deep - 1, meanwhile) if deep else meanwhile
    asked = environ_of(body, declared=LIMIT, REMOTE_ADDR=address)
    return Answer(gate, asked | {"wsgi.input": Unfinished(body, more)})


def test_h4_bodies_of_one_address_that_stay_incomplete_leave_threads_to_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backpressure, "THREADS", 8)
    gate = Backpressure(echo, permits=Permits(1), max_request=LIMIT)
    found: dict[str, str] = {}

    def meanwhile() -> None:
        for address in ("192.0.2.1", "192.0.2.2"):
            found[address] = Answer(gate, environ_of(b"whole", REMOTE_ADDR=address)).status

    assert unfinished(gate, b"x" * 10, "192.0.2.1", 5, meanwhile).status == "400 BAD REQUEST"
    assert found == {"192.0.2.1": "503 SERVICE UNAVAILABLE", "192.0.2.2": "200 OK"}
    meanwhile()
    assert set(found.values()) == {"200 OK"}, "all is given back"
    behind = Backpressure(echo, permits=Permits(1), max_request=LIMIT, proxies=(ip_network("192.0.2.0/24"),))
    gate = behind
    unfinished(behind, b"x" * 10, "192.0.2.1", 5, meanwhile)
    assert set(found.values()) == {"200 OK"}, "behind a proxy are many"


def test_h5_large_bodies_that_stay_incomplete_keep_no_others_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backpressure, "LARGE_BODY_WAIT", 0.05)
    gate = Backpressure(echo, permits=Permits(1), max_request=LIMIT)
    found: dict[str, str] = {}

    def meanwhile() -> None:
        for address in ("192.0.2.1", "192.0.2.2"):
            found[address] = Answer(gate, environ_of(b"x" * LIMIT, REMOTE_ADDR=address)).status

    part = b"x" * (backpressure.SMALL_BODY + 100)
    assert unfinished(gate, part, "192.0.2.1", 2 * backpressure.LARGE_BODIES, meanwhile).status == "400 BAD REQUEST"
    assert found == {"192.0.2.1": "200 OK", "192.0.2.2": "200 OK"}
    unfinished(gate, part, "192.0.2.1", 47, meanwhile)  # half of what may be on disk is held then
    assert found == {"192.0.2.1": "503 SERVICE UNAVAILABLE", "192.0.2.2": "200 OK"}
    meanwhile()
    assert set(found.values()) == {"200 OK"}, "all is given back"


def test_a_disk_that_is_full_refuses_large_bodies_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ngnprov.serve.arrival.tempfile.TemporaryFile", full)
    gate = Backpressure(echo, permits=Permits(1), max_request=LIMIT)
    for _ in range(200):
        assert Answer(gate, environ_of(b"x" * LIMIT)).status == "503 SERVICE UNAVAILABLE"
    assert Answer(gate, environ_of(b"small")).status == "200 OK"
    monkeypatch.undo()
    assert Answer(gate, environ_of(b"x" * LIMIT)).status == "200 OK"


def test_no_more_requests_run_at_a_time_than_there_are_threads() -> None:
    running = most = 0
    lock = threading.Lock()

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        start_response("200 OK", [])
        return [b""]

    gate = Backpressure(app, permits=Permits(2), max_request=LIMIT)
    callers = [threading.Thread(target=Answer, args=(gate, environ_of())) for _ in range(12)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert most == 2


def test_beyond_the_queue_requests_are_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backpressure, "QUEUE", 1)
    entered, release = threading.Event(), threading.Event()

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        if environ["PATH_INFO"] not in ("/healthz", "/readyz"):
            entered.set()
            release.wait(60)
        start_response("200 OK", [])
        return [b""]

    gate = Backpressure(app, permits=Permits(1), max_request=LIMIT)
    found: list[Answer] = []
    callers = [threading.Thread(target=lambda: found.append(Answer(gate, environ_of()))) for _ in range(2)]
    callers[0].start()
    entered.wait(60)
    callers[1].start()
    while not gate._queue.empty():
        time.sleep(0.001)
    began = time.monotonic()
    refused = Answer(gate, environ_of())
    assert (refused.status, time.monotonic() - began < 30) == ("503 SERVICE UNAVAILABLE", True)
    for path in ("/healthz", "/readyz"):
        assert Answer(gate, environ_of(PATH_INFO=path)).status == "200 OK", "a busy process is a live one"
    release.set()
    for caller in callers:
        caller.join()
    assert [answer.status for answer in found] == ["200 OK", "200 OK"]
    assert Answer(gate, environ_of()).status == "200 OK"


class Pieces:
    """A streamed answer that tells whether it was closed."""

    closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield b"a"
        yield b"b"

    def close(self) -> None:
        self.closed = True


def test_a_client_that_takes_its_time_holds_no_permit() -> None:
    pieces = Pieces()

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b""] if environ["PATH_INFO"] == "/other" else pieces

    gate = Backpressure(app, permits=Permits(1), max_request=LIMIT)
    stream: Any = Answer(gate, environ_of()).pieces
    assert next(stream) == b"a"
    assert Answer(gate, environ_of(PATH_INFO="/other")).status == "200 OK"
    assert list(stream) == [b"b"]
    assert Answer(gate, environ_of(PATH_INFO="/other")).status == "200 OK"
    assert not pieces.closed
    stream.close()
    assert pieces.closed


def test_a_failing_application_gives_its_permit_back() -> None:
    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        raise ZeroDivisionError

    gate = Backpressure(app, permits=Permits(1), max_request=LIMIT)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            Answer(gate, environ_of(b"x" * LIMIT))
    assert gate._permits.free == 1
    assert gate._large.qsize() == backpressure.LARGE_BODIES
    assert gate._queue.qsize() == backpressure.QUEUE


def test_a_crowd_waits_for_itself_and_is_never_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backpressure, "QUEUE", 0)
    running, most, lock, others = [0], [0], threading.Lock(), threading.Event()
    entered = threading.Event()

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        if environ["PATH_INFO"] == "/else":
            others.set()
        else:
            with lock:
                running[0] += 1
                most[0] = max(most[0], running[0])
            entered.set()
            assert others.wait(60), "somebody else is answered while the crowd is there"
            with lock:
                running[0] -= 1
        return echo(environ, start_response)

    gate = Backpressure(app, permits=Permits(1), max_request=LIMIT, crowded=("/p/",))
    found: list[str] = []
    crowd = [
        threading.Thread(target=lambda: found.append(Answer(gate, environ_of(PATH_INFO="/p/x/y")).status))
        for _ in range(40)
    ]
    for each in crowd:
        each.start()
    assert entered.wait(60)
    monkeypatch.setattr(gate, "_queue", tokens(1))
    assert Answer(gate, environ_of(PATH_INFO="/else")).status == "200 OK"
    for each in crowd:
        each.join()
    assert found == ["200 OK"] * 40
    assert most[0] == backpressure.ONE_OF_A_CROWD
