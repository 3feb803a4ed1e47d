# SPDX-License-Identifier: Apache-2.0
"""Between granian and the application: whole bodies, few threads, bounded queues.

granian hands a request to a thread as soon as its headers are there, so a client that sends half a body would
hold one of few threads for ever. Here there are many threads (idle ones end), the body is read
first, a large one onto disk, and only then the request takes a permit to run the application. Measured: no dearer
than granian with one thread (68 against 71 us of CPU a request), and 300 stalled bodies cost other clients
nothing (promise P31). Bodies of one address hold a part of the threads and of the disk (:mod:`.arrival`).
"""

import io
import logging
import queue
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.exceptions import BadRequest, HTTPException, ServiceUnavailable

from ngnprov.db.permits import Permits, tokens
from ngnprov.http.replies import refusal
from ngnprov.serve.arrival import PIECE, Arrivals, LargeBody
from ngnprov.settings import Network

SMALL_BODY: Final = PIECE
THREADS: Final = 512
"""Of a worker: each request has one, from its headers to the end of its answer."""

LARGE_BODIES: Final = 16
"""Bodies above SMALL_BODY held in memory at a time, when they are whole; with them a worker buffers at most 64 MB."""

LARGE_BODY_WAIT: Final = 5.0
QUEUE: Final = 320
"""Requests that may wait for a permit; the next one gets HTTP 503 at once (promise P32). More than P31's 300 clients."""

ONE_OF_A_CROWD: Final = 1
"""Requests of a crowd that run at a time; nobody else waits for more than one of them."""

HEALTH: Final = ("/healthz", "/readyz")
"""Answered however busy the process is: all permits may be waiting for the very database that hangs."""

DISCARDED: Final = 64 * 1024 * 1024
"""Bytes of a body too long that are taken and dropped, so that the client sees its HTTP 413."""

_CUT_SHORT: Final = "the body is shorter than its Content-Length"

log = logging.getLogger(__name__)


class Backpressure:
    """A WSGI callable around ``app``. ``max_request`` is in bytes; the app itself refuses what is longer.

    Behind ``proxies`` are many clients. What lies below ``crowded`` paths is asked for by thousands at once, each for little:
    they wait for each other and hold no permit, and none of them is refused.
    """

    def __init__(
        self,
        app: WSGIApplication,
        *,
        permits: Permits,
        max_request: int,
        proxies: tuple[Network, ...] = (),
        crowded: tuple[str, ...] = (),
    ) -> None:
        self._app = app
        self._arrivals = Arrivals(THREADS, max_request, proxies)
        self._max_request = max_request
        self._permits = permits
        self._queue = tokens(QUEUE)
        self._large = tokens(LARGE_BODIES)
        self._crowded = crowded
        self._crowd = tokens(ONE_OF_A_CROWD)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if environ["PATH_INFO"] in HEALTH:
            return self._app(environ, start_response)
        if self._crowded and "CONTENT_LENGTH" not in environ and environ["PATH_INFO"].startswith(self._crowded):
            return self._run_of_crowd(environ, start_response)
        is_large = False
        try:
            if "CONTENT_LENGTH" in environ or "HTTP_TRANSFER_ENCODING" in environ:
                is_large = self._read_body(environ)
            return self._run(environ, start_response)
        except HTTPException as error:
            return refusal(error)(environ, start_response)
        finally:
            if is_large:
                self._large.put(None)

    def _read_body(self, environ: WSGIEnvironment) -> bool:
        """Put the whole body into ``wsgi.input``; was it large, so that it holds a token?

        Of a body longer than allowed nothing, or the first ``max_request + 1`` bytes, are kept: the
        application refuses by its length.
        """
        declared = int(environ.get("CONTENT_LENGTH") or -1)
        read = environ["wsgi.input"].read
        address = environ.get("REMOTE_ADDR", "")
        self._arrivals.begin(address)
        try:
            if declared > self._max_request:
                if "HTTP_EXPECT" not in environ:  # who expects 100 Continue has not sent the body yet
                    _discard(read)
                return False
            body = read(SMALL_BODY + 1)
            if len(body) > SMALL_BODY:
                large = LargeBody(self._arrivals, address)
                try:
                    large.take(body, read, self._max_request + 1)
                    if large.length > self._max_request:
                        _discard(read)
                except BaseException:
                    large.close()
                    raise
            else:
                large = None
        finally:
            self._arrivals.end(address)
        if large is not None:
            body = self._in_memory(large, declared)
        elif len(body) < declared:
            raise BadRequest(_CUT_SHORT)
        environ["wsgi.input"] = io.BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        return large is not None

    def _in_memory(self, large: LargeBody, declared: int) -> bytes:
        """A large body that has arrived. Raises ServiceUnavailable when for long there are others in the way."""
        with closing(large):
            if large.length < declared:
                raise BadRequest(_CUT_SHORT)
            try:
                self._large.get(timeout=LARGE_BODY_WAIT)
            except queue.Empty:
                log.warning("overload: %d large requests are worked on, one was refused", LARGE_BODIES)
                raise ServiceUnavailable("too many large requests at once", retry_after=1) from None
            try:
                return large.whole()
            except BaseException:
                self._large.put(None)
                raise

    def _run(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            self._queue.get_nowait()
        except queue.Empty:
            log.warning("overload: %d requests are waiting, one was refused", QUEUE)
            raise ServiceUnavailable("the server is busy", retry_after=1) from None
        try:
            self._permits.take()
        finally:
            self._queue.put(None)
        try:
            answer = self._app(environ, start_response)
        finally:
            self._permits.give_back()
        return answer if isinstance(answer, list) else _Stream(answer, self._permits)

    def _run_of_crowd(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self._crowd.get()
        try:
            return self._app(environ, start_response)
        finally:
            self._crowd.put(None)


class _Stream:
    """A streamed answer that holds a permit only while it makes a piece, not while the client takes it."""

    __slots__ = ("_answer", "_permits", "_pieces")

    def __init__(self, answer: Iterable[bytes], permits: Permits) -> None:
        self._answer = answer
        self._pieces = iter(answer)
        self._permits = permits

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        self._permits.take()
        try:
            return next(self._pieces)
        finally:
            self._permits.give_back()

    def close(self) -> None:
        """Give back what the answer holds; granian calls it at the end and when the client goes away."""
        close = getattr(self._answer, "close", None)
        if close is not None:
            close()


def _discard(read: Callable[[int], bytes]) -> None:
    """Take the rest of a body that is too long: most clients read no answer before they have sent all."""
    for _ in range(DISCARDED // SMALL_BODY):
        if not read(SMALL_BODY):
            return
