# SPDX-License-Identifier: Apache-2.0
"""All ports behind one door: bytes in, bytes out."""

import itertools
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ngnprov.auth.logins import Logins
from ngnprov.calls.call import Context
from ngnprov.errors import NotImplementedHere, Refusal
from ngnprov.soap.reading.envelope import Dialect, dialect_of, open_envelope
from ngnprov.soap.serving.application import Server
from ngnprov.soap.serving.exchange import Exchange
from ngnprov.soap.writing.faults import encode_fault

SPOOL_IN_MEMORY = 8 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: the whole body in memory, or a file of ``length`` bytes for a long list.

    ``port`` and ``operation`` are empty when the request did not get as far; ``code`` is 0 for a result. ``retry_after`` are
    the seconds that a refusal asks to wait, None when it does not.
    """

    body: bytes
    file: Any = None
    length: int = 0
    code: int = 0
    port: str = ""
    operation: str = ""
    seconds: float = 0.0
    retry_after: int | None = None
    request_id: str = ""


class Endpoint:
    """Every port of a server. Never raises."""

    def __init__(self, context: Context, logins: Logins) -> None:
        self._context = context
        self._logins = logins
        self._process = secrets.token_hex(5)
        self._numbers = itertools.count(1)
        self._servers = {port.namespace: (port, Server(port)) for port in context.ports}

    def answer(self, data: bytes, *, path: str, charset: str | None, address: str, port: str | None = None) -> Answer:
        """The answer to one request body.

        ``port`` restricts to one port, by name; ``address`` is the caller's, for throttling.
        """
        started = time.perf_counter()
        request_id = f"{self._process}{next(self._numbers):06x}"
        try:
            envelope = open_envelope(data, path, charset)
        except Refusal as refusal:
            return self._fault(refusal, dialect_of(path), request_id, "", "", started)
        found, server = self._servers.get(envelope.namespace, (None, None))
        if found is None or server is None or (port is not None and found.name != port):
            unknown = NotImplementedHere("the namespace of the operation is not known here")
            return self._fault(unknown, envelope.dialect, request_id, "", "", started)
        exchange = Exchange(self._context, self._logins, envelope, address, request_id)
        known = envelope.operation if (envelope.operation, "encoded") in server.app.in_protocol.decoders else ""
        database = self._context.database
        database.begin_call()
        try:
            chunks, refused = server.run(exchange)
            body, file, length = _collect(chunks)
        except Exception as error:
            return self._fault(exchange.refusal(error), envelope.dialect, request_id, found.name, known, started)
        finally:
            exchange.close()
            database.end_call()
        code, wait = (0, None) if refused is None else (refused.code, refused.retry_after)
        seconds = time.perf_counter() - started
        return Answer(body, file, length, code, found.name, known, seconds, wait, request_id)

    def _fault(
        self, refusal: Refusal, dialect: Dialect, request_id: str, port: str, operation: str, started: float
    ) -> Answer:
        body = encode_fault(refusal, dialect, request_id)
        seconds = time.perf_counter() - started
        return Answer(body, None, len(body), refusal.code, port, operation, seconds, refusal.retry_after, request_id)


def _collect(chunks: Iterator[bytes]) -> tuple[bytes, Any, int]:
    """The whole answer: in memory, or in a temporary file when it is long.

    It is whole before the first byte is sent: an old client needs its length (wire.md T10), and a failure on the way is
    a fault and not half a list.
    """
    first = next(chunks)
    second = next(chunks, None)
    if second is None:
        return first, None, len(first)
    spool = tempfile.SpooledTemporaryFile(SPOOL_IN_MEMORY)  # noqa: SIM115  the server closes it after sending
    try:
        write: Callable[[bytes], int] = spool.write
        write(first)
        write(second)
        for chunk in chunks:
            write(chunk)
        length = spool.tell()
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    return b"", spool, length
