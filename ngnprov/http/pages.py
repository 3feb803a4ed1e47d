# SPDX-License-Identifier: Apache-2.0
"""What GET answers: WSDL, the reference, health, metrics.

=======================================  ==========================================================================
/ /ngnpro/ /soap/ /reference/            the first page of the reference
/reference/<port>/ and the port's own    a port
/reference/<port>/<operation>/           an operation with requests and answers
/reference/search.js                     what makes the search box work
...?wsdl ...?singleWsdl                  the WSDL of an address to which requests are sent, in any letter case
/wsdl /ngnpro/wsdl /soap/wsdl            the same of all ports
/soap-encoding.xsd, also below /ngnpro/  what RPC/encoded documents use of the schema of SOAP encoding
/healthz /readyz /metrics                for those who watch the server
=======================================  ==========================================================================
"""

from collections.abc import Callable
from urllib.parse import parse_qsl
from wsgiref.types import WSGIEnvironment

from werkzeug import Response

from ngnprov.calls.context import Context
from ngnprov.calls.port import Port
from ngnprov.db.failures import StorageFailure
from ngnprov.db.ledgers import outbox
from ngnprov.db.ledgers.outbox import Numbers
from ngnprov.http.metrics import Metrics
from ngnprov.http.origin import is_direct, is_within
from ngnprov.http.readiness import Readiness
from ngnprov.http.replies import page
from ngnprov.soap.publishing import reference, wsdl
from ngnprov.soap.publishing.encoding import ENCODING_DOCUMENT, ENCODING_FILE

Make = Callable[[str], Response]
"""The server's base URL -> the page."""

_XML = "text/xml; charset=utf-8"
_WSDL_WORDS = frozenset({"wsdl", "singlewsdl"})
"""What is asked for after the ``?``. .NET asks for the second, the WSDL without ``wsdl:import``; ours never has any."""


class Pages:
    """Everything of a server that can be read without a login."""

    def __init__(self, context: Context, metrics: Metrics) -> None:
        self._ports = context.served
        self._public_url = context.settings.server.public_url
        self._metrics_from = context.settings.server.metrics_from
        self._metrics = metrics
        self._readiness = Readiness(context.settings.database, context.database, context.keys)
        self._by_name = {port.name: port for port in context.ports}
        self._fixed: dict[str, Make] = {
            "/wsdl": lambda base: self._wsdl(None, "encoded", base),
            "/ngnpro/wsdl": lambda base: self._wsdl(None, "encoded", base),
            "/soap/wsdl": lambda base: self._wsdl(None, "literal", base),
            f"/{ENCODING_FILE}": lambda base: page(ENCODING_DOCUMENT, _XML),
            f"/ngnpro/{ENCODING_FILE}": lambda base: page(ENCODING_DOCUMENT, _XML),
            "/reference/search.js": lambda base: page(reference.SCRIPT, "text/javascript; charset=utf-8"),
            "/healthz": lambda base: page(b"ok\n"),
            "/readyz": lambda base: self._ready(),
            "/metrics": lambda base: page(
                self._metrics.render(self._outbox()), "text/plain; version=0.0.4; charset=utf-8"
            ),
        }

    def knows(self, path: str) -> bool:
        """Is there something to read at ``path``?"""
        return self._find(path, "") is not None

    def get(self, path: str, environ: WSGIEnvironment, base: str) -> Response | None:
        """The page at ``path`` of a server that was reached at ``base``, None when there is none."""
        if path == "/metrics" and not self._may_measure(environ):
            return None
        make = self._find(path, environ.get("QUERY_STRING", ""))
        return None if make is None else make((self._public_url or base).rstrip("/"))

    def _find(self, path: str, query: str) -> Make | None:
        if path in self._fixed:
            return self._fixed[path]
        kind, name, operation, beyond = (*path.strip("/").split("/", 3), "", "", "")[:4]
        port = self._by_name.get(name)
        if kind not in ("", "ngnpro", "soap", "reference") or beyond or (name and port is None):
            return None
        root = "../" * (path.count("/") - 1) or "./"
        if operation:
            if kind != "reference" or port is None or not reference.has_operation(port, operation):
                return None
            return lambda base: _html(reference.operation_page(self._ports, port, operation, base, root))
        if kind != "reference" and _asks_for_wsdl(query):
            return lambda base: self._wsdl(port, "literal" if kind == "soap" else "encoded", base)
        if port is None:
            return lambda base: _html(reference.index(self._ports, base, root))
        return lambda base: _html(reference.port_page(self._ports, port, base, root))

    def _wsdl(self, port: Port | None, dialect: wsdl.Dialect, base: str) -> Response:
        """The WSDL of a port, or of all."""
        address = f"{base}/{'soap' if dialect == 'literal' else 'ngnpro'}/{f'{port.name}/' if port else ''}"
        ports = (port,) if port else self._ports
        return page(wsdl.render(ports, dialect, address, f"{base}/ngnpro/{ENCODING_FILE}"), _XML)

    def _ready(self) -> Response:
        obstacle = self._readiness.obstacle()
        return page(f"{obstacle}\n".encode(), status=503) if obstacle else page(b"ready\n")

    def _outbox(self) -> Numbers | None:
        """What is in the outbox, None when the database does not say."""
        try:
            with self._readiness.database.reading() as unit:
                return outbox.count(unit)
        except StorageFailure:
            return None

    def _may_measure(self, environ: WSGIEnvironment) -> bool:
        return is_direct(environ) and is_within(environ.get("REMOTE_ADDR") or "", self._metrics_from)


def _asks_for_wsdl(query: str) -> bool:
    return any(name.lower() in _WSDL_WORDS for name, _ in parse_qsl(query, keep_blank_values=True))


def _html(text: str) -> Response:
    found = page(text.encode(), "text/html; charset=utf-8")
    found.headers["Content-Security-Policy"] = reference.SECURITY_POLICY
    found.headers["X-Frame-Options"] = "DENY"
    found.headers["Referrer-Policy"] = "no-referrer"
    return found
