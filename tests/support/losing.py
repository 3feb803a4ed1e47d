# SPDX-License-Identifier: Apache-2.0
"""A way to a server on which answers get lost."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from typing import cast

from tests.support.live import Live


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, live: Live, lose: int) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.live, self.to_lose, self.lost = live, lose, 0


class _Connection(socketserver.StreamRequestHandler):
    """One request and its answer, which is thrown away when it is one to a POST and enough have not been."""

    def handle(self) -> None:
        proxy = cast("_Proxy", self.server)
        head = b""
        length = 0
        while (line := self.rfile.readline()).strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
            is_kept = name.lower() in (b"connection", b"expect")
            head += b"" if is_kept else line
        request = head + b"Connection: close\r\n\r\n" + self.rfile.read(length)
        with contextlib.closing(proxy.live.connect()) as connection:
            connection.sendall(request)
            answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
        if request.startswith(b"POST") and proxy.lost < proxy.to_lose:
            proxy.lost += 1
        else:
            self.wfile.write(answer)


@contextlib.contextmanager
def losing(live: Live, count: int) -> Iterator[str]:
    """The URL of a proxy that loses the first answers to POST requests, all of which the server gives."""
    with _Proxy(live, count) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{proxy.server_address[1]}"
        finally:
            proxy.shutdown()
    assert proxy.lost == count
