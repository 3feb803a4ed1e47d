# SPDX-License-Identifier: Apache-2.0
"""Closes connections whose peer has fallen silent or sends a byte now and then.

granian limits the time for headers but not for bodies, TLS handshakes or answers that nobody takes: a peer
that lost its power would hold a thread until the process ends. The kernel knows for each connection when data
last came and went (TCP_INFO of Linux); two rules on these ages need no help from the HTTP server:

- silent: nothing in either direction for :data:`SILENT_SECONDS`;
- dripping: nothing was sent for :data:`DRIP_SECONDS`, and yet data keeps coming. Headers and idle time end
  after 15 seconds, so this is a body that takes minutes. An operation that takes long is safe from this rule:
  its request has all come, and it has SILENT_SECONDS to answer.
"""

import os
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from typing import Final

SILENT_SECONDS: Final = 900.0
DRIP_SECONDS: Final = 120.0
DRIP_RECENT_SECONDS: Final = 60.0

_INTERNET: Final = (socket.AF_INET, socket.AF_INET6)
_ESTABLISHED: Final = 1
_CLOSE_WAIT: Final = 8
_LAST_SENT, _LAST_RECEIVED = 44, 52  # offsets in struct tcp_info (linux/tcp.h), milliseconds


def watch_connections(
    port: int,
    *,
    every: float = 5.0,
    silent: float = SILENT_SECONDS,
    drip: float = DRIP_SECONDS,
    recent: float = DRIP_RECENT_SECONDS,
) -> threading.Event:
    """Watch this process's connections on local ``port`` from a thread, until the event is set. Times in
    seconds."""
    stop = threading.Event()
    if sys.platform == "linux":

        def run() -> None:
            while not stop.wait(every):
                close_silent(port, silent, drip, recent)

        threading.Thread(target=run, name="silence", daemon=True).start()
    return stop


def close_silent(port: int, silent: float, drip: float, recent: float) -> int:
    """Close what the rules condemn; the number of connections."""
    closed = 0
    for connection in _connections(port):
        info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 104)
        (sent,) = struct.unpack_from("I", info, _LAST_SENT)
        (received,) = struct.unpack_from("I", info, _LAST_RECEIVED)
        is_silent = min(sent, received) > silent * 1000
        is_dripping = sent > drip * 1000 and received < recent * 1000
        if info[0] in (_ESTABLISHED, _CLOSE_WAIT) and (is_silent or is_dripping):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the peer was quicker
            closed += 1
    return closed


def _connections(port: int) -> Iterator[socket.socket]:
    """Duplicates of the TCP sockets on ``port``: a descriptor may be closed and reused at any moment."""
    for name in os.listdir("/proc/self/fd"):
        try:
            if not os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                continue
            duplicate = socket.socket(fileno=os.dup(int(name)))
        except OSError:
            continue  # closed meanwhile
        with duplicate:
            is_tcp = duplicate.type == socket.SOCK_STREAM and duplicate.family in _INTERNET
            if is_tcp and duplicate.getsockname()[1] == port:
                yield duplicate
