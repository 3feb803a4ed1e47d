# SPDX-License-Identifier: Apache-2.0
"""Composition root: settings -> one WSGI callable. The only file that knows everybody.

==========================  =====================================================================
POST / /ngnpro/             any port, either dialect
POST /ngnpro/<port>/        one port, either dialect
POST /soap/                 any port, either dialect; literal when the request does not tell
POST /soap/<port>/          one port, likewise
GET /soap/?wsdl /soap/wsdl  document/literal wrapped, all ports
GET /soap/<port>/?wsdl      document/literal wrapped, one port
GET /wsdl /ngnpro/wsdl      RPC/encoded, all ports
GET /ngnpro/<port>/?wsdl    RPC/encoded, one port
GET / /reference/...        the reference (pages.py)
GET /healthz /readyz        liveness; readiness
GET /metrics                Prometheus
GET elsewhere               doors of ports that are no SOAP (Port.doors)
==========================  =====================================================================
"""

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, NotFound

from ngnprov.auth.logins import Logins
from ngnprov.auth.sessions import SessionLogins
from ngnprov.auth.users import UserLogins
from ngnprov.calls.budget import Budget
from ngnprov.calls.context import Context
from ngnprov.calls.port import find_directory, find_people, find_ports
from ngnprov.calls.runner import Runner
from ngnprov.db.engine import open_database
from ngnprov.db.permits import Permits
from ngnprov.http.authority import require_host
from ngnprov.http.door import HttpDoor, send
from ngnprov.http.metrics import DIRECTORY_VARIABLE, Metrics
from ngnprov.http.origin import Origin, Origins
from ngnprov.http.pages import Pages
from ngnprov.http.plain import PlainDoors
from ngnprov.http.plain import send as send_plain
from ngnprov.http.replies import refusal, strictly_https
from ngnprov.sealing.keys import load_key_file
from ngnprov.settings import Settings
from ngnprov.soap.serving.dispatcher import Answer, Dispatcher

log = logging.getLogger("ngnprov.app")
calls = logging.getLogger("ngnprov.calls")


def make_app(settings: Settings, permits: Permits | None = None) -> "App":
    """The application; its calls give back one of ``permits`` while they wait for their turn to write.

    Raises OSError (key file), StorageFailure (database URL) or SettingsError (what a port attaches).
    """
    ports = find_ports()
    keys = load_key_file(settings.keys.file)
    database = open_database(settings, serving=True, permits=permits)
    metrics = Metrics()
    context = Context(settings, database, keys, ports, metrics.count)
    logins = Logins(database, keys, settings, find_directory(ports))
    directory, people = find_directory(ports), find_people(ports)
    users = UserLogins(logins, directory, people) if people else None
    logins.users, logins.sessions = users, SessionLogins(logins, directory, users, settings.login)
    return App(Runner(context, logins.denials, _budget(settings)), logins, metrics)


def _budget(settings: Settings) -> Budget:
    """Where a server has several workers, they share the folder of their numbers, and the budget in it."""
    place = os.environ.get(DIRECTORY_VARIABLE)
    requests = settings.requests
    return Budget(requests.writes_per_second, requests.writes_at_once, Path(place) / "budget" if place else None)


class App:
    """A WSGI callable that lets no exception out."""

    def __init__(self, runner: Runner, logins: Logins, metrics: Metrics) -> None:
        context = runner.context
        context.attached  # noqa: B018  now, and not in the first call that asks
        server = context.settings.server
        self.runner = runner
        self._logins = logins
        self.metrics = metrics
        self._logs_calls = context.settings.log.calls
        self._door = HttpDoor(Dispatcher(runner, logins), server.max_request)
        self._origins = Origins(server.trusted_proxies)
        self._pages = Pages(context, self.metrics)
        self._plain = PlainDoors(runner, logins)
        self._targets: dict[str, str | None] = {"/": None, "/ngnpro/": None, "/soap/": None}
        for port in context.ports:
            self._targets[f"/ngnpro/{port.name}/"] = port.name
            self._targets[f"/soap/{port.name}/"] = port.name

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        try:
            origin = self._origins.of(environ)
            if origin.scheme == "https":
                start_response = strictly_https(start_response)
            require_host(environ)
            return self._respond(environ, start_response, origin)
        except HTTPException as error:
            return refusal(error)(environ, start_response)
        except Exception:
            log.exception("a request failed outside SOAP")
            return refusal(InternalServerError("internal error"))(environ, start_response)

    @property
    def crowded(self) -> tuple[str, ...]:
        """Below which paths thousands may ask at once (``PlainDoor.crowds``)."""
        ports = self.runner.context.ports
        return tuple(path for port in ports for door in port.doors if door.crowds for path in door.paths)

    def settle(self) -> None:
        """Wait until the database has what becomes of the calls so far."""
        self._logins.settle()
        self._plain.settle()

    def close(self) -> None:
        """Close the database."""
        self.settle()
        self.runner.context.database.close()

    def _respond(self, environ: WSGIEnvironment, start_response: StartResponse, origin: Origin) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO") or "/"
        method: str = environ["REQUEST_METHOD"]
        target = path if path.endswith("/") else path + "/"
        if method == "POST" and target in self._targets:
            answer = self._door.post(environ, target, self._targets[target], origin.address)
            self.metrics.observe(answer)
            if self._logs_calls:
                _log_call(answer)
            return send(answer, start_response)
        plain = self._plain.answer(path, environ, origin)
        if plain is not None:
            return send_plain(plain, method, start_response)
        if method in ("GET", "HEAD"):
            page = self._pages.get(path, environ, origin.base_url)
            if page is not None:
                return page(environ, start_response)
        if target in self._targets:
            raise MethodNotAllowed(["GET", "HEAD", "POST"], "POST a SOAP request, or GET ?wsdl")
        if method not in ("GET", "HEAD") and self._pages.knows(path):
            raise MethodNotAllowed(["GET", "HEAD"], "this can only be read")
        raise NotFound("there is nothing here; GET / lists what is")


def _log_call(answer: Answer) -> None:
    """One line for a call, of declarations and numbers alone: nothing that was sent, and no login."""
    calls.info(
        "call",
        extra={
            "port": answer.port,
            "operation": answer.operation,
            "code": answer.code,
            "ms": round(answer.seconds * 1000, 3),
            "request_id": answer.request_id,
        },
    )
