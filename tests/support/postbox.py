# SPDX-License-Identifier: Apache-2.0
"""An SMTP server that keeps what it is given, or refuses as a test wants it to."""

import asyncio
import contextlib
import email
import email.policy
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PATIENCE = 100.0
"""Seconds that a test waits for a mail: what it proves must not depend on the speed of the machine."""

TAKEN = "250 OK"


@dataclass(frozen=True)
class Received:
    """A mail that was taken: who sent it to whom, its octets, and what these mean."""

    sender: str
    recipients: list[str]
    octets: bytes
    helo: str

    @property
    def message(self) -> EmailMessage:
        """As a mail reader sees it."""
        read = email.message_from_bytes(self.octets, policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        return read

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])


class Postbox:
    """A real server on ``port`` of 127.0.0.1, which a test may change while it runs.

    With a TLS ``context`` it offers STARTTLS, or is encrypted from the beginning if it ``wraps``. ``on_recipient`` and ``on_letter`` are asked for the answers to RCPT and DATA; what is answered with 250 is ``received``.
    ``login`` is the one that is right.
    """

    def __init__(self, *, context: ssl.SSLContext | None = None, wraps: bool = False, login: str = "") -> None:
        self.received: list[Received] = []
        self.login = login
        self.on_recipient: Callable[[str], str] = lambda address: TAKEN
        self.on_letter: Callable[[Received], str] = lambda letter: TAKEN
        self._came = threading.Condition()
        options: dict[str, Any] = {"ssl_context": context} if wraps else {"tls_context": context}
        if login:
            options |= {"authenticator": self._authenticate, "auth_require_tls": context is not None and not wraps}
        self._controller = _Controller(
            self, hostname="127.0.0.1", port=0, ready_timeout=PATIENCE, server_hostname="postbox", **options
        )

    @property
    def port(self) -> int:
        return self._controller.port

    def wait(self, count: int) -> list[Received]:
        """The first ``count`` mails, when they have come."""
        with self._came:
            came = self._came.wait_for(lambda: len(self.received) >= count, PATIENCE)
        assert came, [each.subject for each in self.received]
        return self.received[:count]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_recipient(address) if session.authenticated or not self.login else "530 log in first"
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        letter = Received(envelope.mail_from or "", list(envelope.rcpt_tos), envelope.content, session.host_name or "")
        answer = await asyncio.to_thread(self.on_letter, letter)  # others are served meanwhile
        if answer == TAKEN:
            with self._came:
                self.received.append(letter)
                self._came.notify_all()
        return answer

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        said = f"{data.login.decode()}:{data.password.decode()}"
        return AuthResult(success=said == self.login, handled=False)

    def __enter__(self) -> "Postbox":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


class _Controller(Controller):
    """One on any free port: the controller of aiosmtpd connects to port 0 where it was asked for that."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = cast("asyncio.Server", self.server).sockets[0].getsockname()[1]
        super()._trigger_server()


@contextlib.contextmanager
def nobody() -> Iterator[int]:
    """A port of 127.0.0.1 at which nobody answers, and nobody will."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and not listening: who connects is refused
        yield taken.getsockname()[1]


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
