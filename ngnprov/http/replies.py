# SPDX-License-Identifier: Apache-2.0
"""HTTP that is not SOAP: pages to read, and requests that are refused before anybody looks for a fault's dialect.

Whoever refuses raises one of werkzeug's ``exceptions``, with a sentence for the client as its description.
"""

from typing import Any, Final
from wsgiref.types import StartResponse

from werkzeug import Response
from werkzeug.exceptions import HTTPException

STRICT_TRANSPORT_SECURITY: Final = ("Strict-Transport-Security", "max-age=31536000")
"""RFC 6797: for a year this host is asked by HTTPS only. Of its subdomains we know nothing."""

TEXT = "text/plain; charset=utf-8"


def page(body: bytes, content_type: str = TEXT, status: int = 200) -> Response:
    """An answer to GET that nobody shall keep or take for something else. It leaves the body out for HEAD."""
    response = Response(body, status, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def refusal(error: HTTPException) -> Response:
    """The error as a line of text, with the headers that belong to it (Allow, Retry-After)."""
    response = page(f"{error.description}\n".encode(), status=error.code or 500)
    response.headers.extend((name, value) for name, value in error.get_headers() if name != "Content-Type")
    return response


def strictly_https(start_response: StartResponse) -> StartResponse:
    """``start_response`` with the header that belongs to every answer over HTTPS, and to none over HTTP (RFC 6797 7.2)."""

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
        return start_response(status, [*headers, STRICT_TRANSPORT_SECURITY], *error)

    return start
