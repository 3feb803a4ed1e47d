# SPDX-License-Identifier: Apache-2.0
"""A server as a user starts it: ``ngnprov init`` and ``ngnprov serve`` in processes of their own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.caller import Caller, Sent
from tests.support.world import switched_on

PASSWORD = "correct horse battery staple"
NGNPROV = [sys.executable, "-m", "ngnprov"]


def environ() -> dict[str, str]:
    """The environment without settings of ours, but that every port answers, and changes are not counted."""
    others = {"NGNPROV_REQUESTS_WRITES_PER_SECOND": "0"}
    others |= {name: value for name, value in os.environ.items() if not name.startswith("NGNPROV_")}
    return others | {f"NGNPROV_{port.upper()}_ENABLED": "true" for port in switched_on()}


class Live:
    """A running server; a context manager. ``options`` go to ``ngnprov serve``."""

    admin = "admin"
    password = PASSWORD

    def __init__(self, place: Path, *options: str, database: str | None = None) -> None:
        self.place = place
        self._options = options
        url = database or f"sqlite:///{place}/ngnprov.db"
        self._common = ["--database", url, "--key-file", f"{place}/ngnprov.key"]
        self.url = ""
        self.process: subprocess.Popen[str] | None = None

    def init(self) -> None:
        """Create database, key and administrator."""
        subprocess.run(
            [*NGNPROV, "init", *self._common, "--admin", self.admin, "--password-stdin"],
            input=self.password + "\n",
            text=True,
            check=True,
            capture_output=True,
            env=environ(),
            cwd=self.place,
        )

    def start(self, bind: str = "127.0.0.1:0") -> None:
        """Start the server and wait until it answers."""
        with (self.place / "stderr").open("a") as stderr:
            self.process = subprocess.Popen(
                [*NGNPROV, "serve", *self._common, "--bind", bind, *self._options],
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                env=environ(),
                cwd=self.place,
                start_new_session=True,
            )
        assert self.process.stdout is not None
        banner = self.process.stdout.readline()
        assert "serves " in banner, banner + (self.place / "stderr").read_text()[-2000:]
        self.url = banner.split("serves ")[1].strip().rstrip("/")
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 20
        while True:
            try:
                connection = http.client.HTTPConnection(*self.address, timeout=2)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def call(self, dialect: str = "encoded", **login: Any) -> Caller:
        """Somebody who calls over a socket: RPC/encoded as the old client does, document/literal over HTTP/1.1."""
        header = {"username": self.admin, "password": self.password, "admin": True, **login}
        return Caller(self._exchange, header, dialect)

    def _exchange(self, sent: Sent) -> bytes:
        status, headers, body = self.post_1_0(sent.body) if sent.dialect == "encoded" else self._post_1_1(sent)
        sent.check(status, headers, body)
        return body

    def post_1_0(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of what the server sends until it closes the connection (wire.md T1, T5, T10)."""
        head = (
            "POST / HTTP/1.0\r\nUser-Agent: PEAR-SOAP 0.11.0-beta\r\nHost: 127.0.0.1\r\n"
            f"Content-Type: text/xml; charset=UTF-8\r\nContent-Length: {len(body)}\r\n"
            'SOAPAction: ""\r\nConnection: close\r\n\r\n'
        )
        with socket.create_connection(self.address, timeout=30) as connection:
            connection.sendall(head.encode() + body)
            answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
        told, _, content = answer.partition(b"\r\n\r\n")
        status, *fields = told.decode("latin-1").split("\r\n")
        return (
            int(status.split()[1]),
            {name.lower(): value for name, value in (field.split(": ", 1) for field in fields)},
            content,
        )

    def _post_1_1(self, sent: Sent) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(*self.address, timeout=30)
        connection.request("POST", sent.path, sent.body, {"Content-Type": "text/xml; charset=utf-8"})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, dict(answer.headers), content

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        host, _, port = self.url.partition("//")[2].partition(":")
        return host, int(port)

    def connect(self) -> socket.socket:
        """A connection to it."""
        return socket.create_connection(self.address, timeout=30)

    @property
    def log(self) -> str:
        """What the server wrote to its standard error."""
        return (self.place / "stderr").read_text()

    def stop(self) -> int:
        """End it as an operator does (SIGTERM); the exit code."""
        assert self.process is not None
        self.process.terminate()
        code = self.process.wait(timeout=40)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    def kill(self) -> None:
        """kill -9 of supervisor and workers."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def __enter__(self) -> Self:
        self.init()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
