# SPDX-License-Identifier: Apache-2.0
"""HTTP that is no SOAP: pages to read, and requests that are refused before anybody looks for a fault's dialect.

Whoever refuses raises one of werkzeug's ``exceptions``, with a sentence for the client as its description.
"""

from werkzeug import Response
from werkzeug.exceptions import HTTPException

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
