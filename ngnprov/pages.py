# SPDX-License-Identifier: Apache-2.0
"""What GET answers: WSDL, reference page, health, metrics."""

from collections.abc import Callable
from urllib.parse import parse_qsl
from wsgiref.types import WSGIEnvironment

from werkzeug import Response

from ngnprov.call import Context
from ngnprov.metrics import Metrics
from ngnprov.origin import Origins, is_within
from ngnprov.plain import page
from ngnprov.port import Port
from ngnprov.readiness import Readiness
from ngnprov.soap import reference, wsdl

_WSDL_TYPE = "text/xml; charset=utf-8"


class Pages:
    """Everything of a server that can be read without a login."""

    def __init__(self, context: Context, metrics: Metrics) -> None:
        self._context = context
        self._metrics = metrics
        self._readiness = Readiness(context.settings.database, context.database, context.keys)
        self._by_name = {port.name: port for port in context.ports}
        self._fixed: dict[str, Callable[[WSGIEnvironment, str], Response | None]] = {
            "/": self._reference,
            "/wsdl": self._all_ports,
            "/ngnpro/wsdl": self._all_ports,
            "/healthz": lambda environ, base: page(b"ok\n"),
            "/readyz": self._ready,
            "/metrics": self._measured,
        }

    def knows(self, path: str) -> bool:
        """Is there something to read at ``path``?"""
        return path in self._fixed

    def get(self, path: str, query: str, origins: Origins, environ: WSGIEnvironment) -> Response | None:
        """The page at ``path``, None when there is none."""
        base = self._context.settings.server.public_url or origins.base_url(environ)
        base = base.rstrip("/")
        if path == "/metrics" and not origins.is_direct(environ):
            return None
        wants_wsdl = any(name.lower() == "wsdl" for name, _ in parse_qsl(query, keep_blank_values=True))
        if wants_wsdl and path in ("/", "/ngnpro", "/ngnpro/"):
            return self._all_ports(environ, base)
        if path in self._fixed:
            return self._fixed[path](environ, base)
        if path.rstrip("/") == "/ngnpro":
            return self._reference(environ, base)
        kind, _, name = path.strip("/").partition("/")
        port = self._by_name.get(name)
        if port is None or kind not in ("ngnpro", "soap"):
            return None
        if not wants_wsdl:
            return self._reference(environ, base)
        return self._one_port(port, "literal" if kind == "soap" else "encoded", base)

    def _reference(self, environ: WSGIEnvironment, base: str) -> Response:
        found = page(reference.render(self._context.ports, base).encode(), "text/html; charset=utf-8")
        found.headers["Content-Security-Policy"] = reference.SECURITY_POLICY
        found.headers["X-Frame-Options"] = "DENY"
        found.headers["Referrer-Policy"] = "no-referrer"
        return found

    def _all_ports(self, environ: WSGIEnvironment, base: str) -> Response:
        return page(wsdl.render(self._context.ports, "encoded", f"{base}/ngnpro/"), _WSDL_TYPE)

    def _one_port(self, port: Port, dialect: wsdl.Dialect, base: str) -> Response:
        path = "soap" if dialect == "literal" else "ngnpro"
        return page(wsdl.render((port,), dialect, f"{base}/{path}/{port.name}/"), _WSDL_TYPE)

    def _ready(self, environ: WSGIEnvironment, base: str) -> Response:
        obstacle = self._readiness.obstacle()
        return page(f"{obstacle}\n".encode(), status=503) if obstacle else page(b"ready\n")

    def _measured(self, environ: WSGIEnvironment, base: str) -> Response | None:
        if not is_within(environ.get("REMOTE_ADDR") or "", self._context.settings.server.metrics_from):
            return None
        return page(self._metrics.render(), "text/plain; version=0.0.4; charset=utf-8")
