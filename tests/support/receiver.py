# SPDX-License-Identifier: Apache-2.0
"""A real HTTP server that keeps what it is sent, and answers as it is told."""

import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Reply = tuple[int, Mapping[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Received:
    """A request; ``headers`` by their names in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Receiver:
    """A server on a port of this machine; a context manager.

    ``answer`` says what is answered to each request; it may wait. ``certificate`` is the paths of a chain and its key.
    """

    def __init__(
        self, answer: Callable[[Received], Reply | int] = lambda _: 204, certificate: tuple[str, str] | None = None
    ) -> None:
        self.received: list[Received] = []
        self.answer = answer
        self._came = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "http" if certificate is None else "https"
        self._thread = threading.Thread(target=self._server.serve_forever, args=[0.01], daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Where it is, without a path."""
        return f"{self._scheme}://127.0.0.1:{self.port}"

    def wait_for(self, count: int, seconds: float = 60) -> list[Received]:
        """The first so many requests; fails when they do not come."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.received) >= count, seconds), f"only {len(self.received)} came"
            return self.received[:count]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                received = Received(self.command, self.path, headers, body)
                with receiver._came:
                    receiver.received.append(received)
                    receiver._came.notify_all()
                reply = receiver.answer(received)
                status, more, content = (reply, {}, b"") if isinstance(reply, int) else reply
                self.send_response(status)
                for name, value in {"Content-Length": str(len(content)), **more}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_PUT = do_PATCH = do_DELETE = do_POST

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler
