# SPDX-License-Identifier: Apache-2.0
"""Runs the application: a supervisor, worker processes, limits, drain.

The HTTP server is granian with its WSGI interface. What it leaves open is closed here: slow and
large bodies and overload (:mod:`~ngnprov.serve.backpressure`), peers that fall silent
(:mod:`~ngnprov.serve.silence`), and every reason not to start, found before the first worker exists
(:mod:`~ngnprov.serve.start`).
"""

import ctypes
import functools
import gc
import logging
import multiprocessing.util
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings
from granian.server import Server
from granian.server.common import AbstractServer

from ngnprov import __version__
from ngnprov.db.permits import Permits
from ngnprov.serve import logs, numbers
from ngnprov.serve.backpressure import THREADS, Backpressure
from ngnprov.serve.silence import watch_connections
from ngnprov.serve.start import StartRefused, prepare, try_certificate
from ngnprov.settings import ServerSettings, Settings

__all__ = ["StartRefused", "application", "serve"]

log = logging.getLogger("ngnprov.serve")

CONNECTIONS = 2048
"""Connections of one worker; more wait in the backlog."""

OTHER_HANDLES = THREADS + 256
"""Files of a worker that are no connections: a large body for each thread, databases, libraries."""

HEADER_SECONDS = 15
"""Time to send the headers, and how long an idle connection is kept."""

METRICS_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""Where the workers keep their numbers, so that any of them can tell the sum (ngnprov.http.metrics)."""

TLS_MINIMUM = SSLProtocols.tls12

DRAIN_SECONDS = 30
"""How long requests may still take after SIGTERM."""


def serve(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT, then finish what was begun; the exit code.

    Raises :class:`StartRefused` with one sentence when it cannot start.
    """
    with numbers.folder() as place:
        os.environ[METRICS_VARIABLE] = str(place)  # before prometheus_client is imported: it looks once
        try:
            return _serve(prepare(settings))
        finally:
            del os.environ[METRICS_VARIABLE]


def _serve(settings: Settings) -> int:
    host, port = settings.server.address
    server = Server(
        "ngnprov.serve:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.server.workers,
        blocking_threads=THREADS,
        backpressure=_connections(),
        websockets=False,
        # SOAP clients speak HTTP/1; HTTP/2 would multiply the requests one connection may hold open.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        log_dictconfig=logs.configuration(settings.log.format),
        ssl_cert=settings.server.tls_cert,
        ssl_key=settings.server.tls_key,
        ssl_protocol_min=TLS_MINIMUM,
        respawn_failed_workers=True,
        workers_kill_timeout=DRAIN_SECONDS,
    )
    server.on_startup(functools.partial(_renew_on_hangup, server, settings.server))
    scheme = "https" if settings.server.is_tls else "http"
    print(f"ngnprov {__version__} serves {scheme}://{settings.server.bind}/", flush=True)
    try:
        server.serve(target_loader=functools.partial(application, settings), wrap_loader=False)
    except SystemExit:
        # At a terminal ^C reaches workers that are only starting, too; granian then takes their exit for a failure.
        return 0 if server.interrupt_signal else 1
    return 0


def _connections() -> int:
    """How many connections a worker takes: as many as it may have handles for, beside those of threads and databases."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OTHER_HANDLES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))  # the workers inherit it
    return CONNECTIONS if soft == resource.RLIM_INFINITY else max(THREADS, min(CONNECTIONS, soft - OTHER_HANDLES))


def _renew_on_hangup(server: AbstractServer[Any], settings: ServerSettings) -> None:
    """Have SIGHUP start new workers with the certificate that is there now, unless it cannot be used.

    granian follows symbolic links once, at the start, and what renews certificates moves such links.
    """

    def renew(*_: object) -> None:
        try:
            try_certificate(settings)
        except StartRefused as refused:
            log.error("SIGHUP: nothing changes: %s", refused)
            return
        server.build_ssl_context(settings.tls_cert, settings.tls_key, None, TLS_MINIMUM, None, [], False)
        server.signal_handler_reload()  # type: ignore[no-untyped-call]

    signal.signal(signal.SIGHUP, renew)


def application(settings: Settings) -> Backpressure:
    """The WSGI callable of one worker process; called once in each."""
    from ngnprov.app import make_app
    from ngnprov.serve.jobs import make_jobs
    from ngnprov.serve.steward import Steward

    _end_with_parent()
    _leave_control_c_to_parent()
    permits = Permits(settings.server.threads)
    app = make_app(settings, permits)
    steward = Steward(app.runner.context.database, make_jobs(app.runner, app.metrics))
    multiprocessing.util.Finalize(None, app.close, exitpriority=0)
    multiprocessing.util.Finalize(None, steward.stop, exitpriority=1)  # before the database is closed
    _when_told_to_end(steward.end)
    steward.start()
    watch_connections(settings.server.address[1])
    gc.collect()
    gc.freeze()  # the collector would walk what lives for ever, 12 ms at a time
    return Backpressure(
        app,
        permits=permits,
        max_request=settings.server.max_request,
        proxies=settings.server.trusted_proxies,
        crowded=app.crowded,
    )


def _when_told_to_end(act: Callable[[], None]) -> None:
    """Have SIGTERM noticed while the requests that it finds are finished: granian's handler tells nobody else.

    The interpreter writes the number of each signal into a pipe (signal.set_wakeup_fd).
    """
    read, write = os.pipe()
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)

    def watch() -> None:
        while signal.SIGTERM not in os.read(read, 64):
            pass
        act()

    threading.Thread(target=watch, name="signals", daemon=True).start()


def _end_with_parent() -> None:
    """Have the kernel end this worker when its supervisor is killed; it would keep the port for ever."""
    if sys.platform == "linux":
        parent_death_signal = 1  # PR_SET_PDEATHSIG, prctl(2)
        ctypes.CDLL(None).prctl(parent_death_signal, signal.SIGTERM)


def _leave_control_c_to_parent() -> None:
    """Hold back the SIGINT that a terminal sends to all: with the supervisor's SIGTERM close behind, granian waits for ever.

    A process group of its own would keep it away, too, but then ^Z would stop the supervisor alone.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
