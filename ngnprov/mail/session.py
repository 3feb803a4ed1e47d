# SPDX-License-Identifier: Apache-2.0
"""Sessions with an SMTP server that does not keep to the protocol: each of its replies has an end, in time and in length.

smtplib waits ``timeout`` seconds for each piece of a reply and reads lines for as long as the server says that more will come.
A server that drips would hold up all mail for ever, and one that goes on and on would fill the memory.
"""

import io
import smtplib
import socket
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONGEST_REPLY: Final = 65_536
"""Octets of one reply; a line has at most 512 (RFC 5321 4.5.3.1.5), and EHLO is answered by a dozen or two."""


class _Replies(io.RawIOBase):
    """What a server says, until the ``timeout`` of a reply is over or it has become too long. Raises OSError then."""

    def __init__(self, sock: socket.socket, timeout: float) -> None:
        super().__init__()
        self._sock = sock
        self._timeout = timeout
        self.begin()

    def begin(self) -> None:
        """From now on it is the next reply."""
        self._deadline = time.monotonic() + self._timeout
        self._left = LONGEST_REPLY

    def readable(self) -> bool:
        """Yes, and that is all."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """What has come by now, or comes in time."""
        seconds = self._deadline - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("timed out")
        if self._left <= 0:
            raise OSError("its reply has no end")
        self._sock.settimeout(seconds)
        try:
            read = self._sock.recv_into(buffer)
        finally:
            self._sock.settimeout(self._timeout)
        self._left -= read
        return read


class Session(smtplib.SMTP):
    """A session in clear, or with STARTTLS."""

    _replies: _Replies | None = None

    def getreply(self) -> tuple[int, bytes]:
        """The next reply. Raises SMTPServerDisconnected."""
        if self.file is None:  # at the beginning, and after STARTTLS
            assert self.sock is not None
            self._replies = _Replies(self.sock, self.timeout)
            self.file = io.BufferedReader(self._replies)
        elif self._replies is not None:
            self._replies.begin()
        return super().getreply()


class EncryptedSession(Session, smtplib.SMTP_SSL):
    """A session that is encrypted from the beginning."""
