# SPDX-License-Identifier: Apache-2.0
"""What GET answers: WSDL, reference page, health, metrics."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from ngnprov.call import Context
from ngnprov.db.failures import StorageFailure
from ngnprov.db.migrate import check
from ngnprov.errors import SchemaMismatch
from ngnprov.metrics import Metrics
from ngnprov.origin import Environ, Origins, is_within
from ngnprov.port import Port
from ngnprov.soap import reference, wsdl

StartResponse = Callable[..., Any]

_WSDL_TYPE = "text/xml; charset=utf-8"
_PLAIN_TYPE = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer to GET."""

    body: bytes
    content_type: str = _PLAIN_TYPE
    status: str = "200 OK"
    headers: list[tuple[str, str]] = field(default_factory=list)

    def send(self, start_response: StartResponse, with_body: bool) -> list[bytes]:
        """Give it to the HTTP server."""
        start_response(
            self.status,
            [
                ("Content-Type", self.content_type),
                ("Content-Length", str(len(self.body))),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
                *self.headers,
            ],
        )
        return [self.body] if with_body else []


class Pages:
    """Everything of a server that can be read without a login."""

    def __init__(self, context: Context, metrics: Metrics) -> None:
        self._context = context
        self._metrics = metrics
        self._by_name = {port.name: port for port in context.ports}
        self._fixed: dict[str, Callable[[Environ, str], Page | None]] = {
            "/": self._reference,
            "/wsdl": self._all_ports,
            "/ngnpro/wsdl": self._all_ports,
            "/healthz": lambda environ, base: Page(b"ok\n"),
            "/readyz": self._ready,
            "/metrics": self._measured,
        }

    def knows(self, path: str) -> bool:
        """Is there something to read at ``path``?"""
        return path in self._fixed

    def get(self, path: str, query: str, origins: Origins, environ: Environ) -> Page | None:
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

    def _reference(self, environ: Environ, base: str) -> Page:
        return Page(
            reference.render(self._context.ports, base).encode(),
            "text/html; charset=utf-8",
            headers=[
                ("Content-Security-Policy", reference.SECURITY_POLICY),
                ("X-Frame-Options", "DENY"),
                ("Referrer-Policy", "no-referrer"),
            ],
        )

    def _all_ports(self, environ: Environ, base: str) -> Page:
        return Page(wsdl.render(self._context.ports, "encoded", f"{base}/ngnpro/"), _WSDL_TYPE)

    def _one_port(self, port: Port, dialect: wsdl.Dialect, base: str) -> Page:
        path = "soap" if dialect == "literal" else "ngnpro"
        return Page(wsdl.render((port,), dialect, f"{base}/{path}/{port.name}/"), _WSDL_TYPE)

    def _ready(self, environ: Environ, base: str) -> Page:
        try:
            check(self._context.database)
        except SchemaMismatch:
            return Page(b"schema\n", status="503 Service Unavailable")
        except StorageFailure:
            return Page(b"database\n", status="503 Service Unavailable")
        return Page(b"ready\n")

    def _measured(self, environ: Environ, base: str) -> Page | None:
        if not is_within(environ.get("REMOTE_ADDR") or "", self._context.settings.server.metrics_from):
            return None
        return Page(self._metrics.render(), "text/plain; version=0.0.4; charset=utf-8")
