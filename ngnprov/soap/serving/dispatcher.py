# SPDX-License-Identifier: Apache-2.0
"""All ports behind one door: bytes in, bytes out."""

import logging
import time
from dataclasses import dataclass
from typing import Any

from ngnprov.auth.accounts import AccountLogins
from ngnprov.auth.logins import Logins
from ngnprov.calls.runner import Execution, Runner
from ngnprov.errors import NotImplementedHere, Refusal
from ngnprov.soap.reading.envelope import Dialect, dialect_of, open_envelope
from ngnprov.soap.serving.application import server_of
from ngnprov.soap.serving.request_handler import RequestHandler
from ngnprov.soap.writing.faults import encode_fault

log = logging.getLogger("ngnprov.soap")


@dataclass(slots=True)
class Answer:
    """What goes back: the whole body in memory, or a file of ``length`` bytes for a long list.

    ``port`` and ``operation`` are empty when the request did not get as far; ``code`` is 0 for a result. ``retry_after`` are
    the seconds that a refusal asks to wait, None when it does not. Not frozen: that would cost each call a microsecond.
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
    is_replayed: bool = False


class Dispatcher:
    """Every port of a server. Never raises."""

    def __init__(self, runner: Runner, logins: Logins) -> None:
        self._runner = runner
        self._logins = logins
        context = runner.context
        self._servers = {port.namespace: (port, server_of(port)) for port in context.served}
        self._off = {port.namespace: port.title for port in context.ports if port not in context.served}
        self._accounts = {
            port.name: AccountLogins(logins, port.accounts) for port in context.served if port.accounts is not None
        }

    def answer(
        self,
        data: bytes,
        *,
        path: str,
        charset: str | None,
        address: str,
        port: str | None = None,
        key: str | None = None,
    ) -> Answer:
        """The answer to one request body.

        ``port`` restricts to one port, by name; ``address`` is the caller's, for throttling; ``key`` is the HTTP header
        Idempotency-Key.
        """
        started = time.perf_counter()
        request_id = self._runner.new_request_id()
        try:
            envelope = open_envelope(data, path, charset)
        except Refusal as refusal:
            return self._fault(refusal, dialect_of(path), request_id, "", "", started)
        found, server = self._servers.get(envelope.namespace, (None, None))
        if found is None or server is None or (port is not None and found.name != port):
            title = self._off.get(envelope.namespace)
            why = f"{title} is switched off here" if title else "the namespace of the operation is not known here"
            return self._fault(NotImplementedHere(why), envelope.dialect, request_id, "", "", started)
        known = envelope.operation if (envelope.operation, "encoded") in server.app.in_protocol.decoders else ""
        with Execution(
            self._runner, envelope.operation, request_id, log, port=found.name, port_title=found.title, address=address
        ) as execution:
            try:
                accounts = self._accounts.get(found.name)
                body, refused = server.run(RequestHandler(execution, self._logins, envelope, key, accounts))
            except Exception as error:
                answered = execution.refusal(error)
                return self._fault(answered, envelope.dialect, request_id, found.name, known, started)
        code, wait = (0, None) if refused is None else (refused.code, refused.retry_after)
        seconds = time.perf_counter() - started
        replayed = execution.reply is not None and execution.reply.is_replayed
        return Answer(body.data, body.file, body.length, code, found.name, known, seconds, wait, request_id, replayed)

    def _fault(
        self, refusal: Refusal, dialect: Dialect, request_id: str, port: str, operation: str, started: float
    ) -> Answer:
        body = encode_fault(refusal, dialect, request_id)
        seconds = time.perf_counter() - started
        return Answer(body, None, len(body), refusal.code, port, operation, seconds, refusal.retry_after, request_id)
