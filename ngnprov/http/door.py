# SPDX-License-Identifier: Apache-2.0
"""HTTP for SOAP: which POST requests are refused unread, and the shape of an answer.

A SOAP request gets 200 or 500, never 4xx: the old client would not see the fault (wire.md T12). Plain HTTP errors are for
requests that are not SOAP. Answers have a Content-Length and are never chunked (T10).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.http import parse_options_header

from ngnprov.soap.serving.dispatcher import Answer, Dispatcher

PIECE = 64 * 1024
CONTENT_TYPE = "text/xml; charset=utf-8"
ACCEPTED = frozenset({"text/xml", "application/xml", "application/soap+xml", "text/plain", ""})
"""application/soap+xml goes through to the fault VersionMismatch; some clients send text/plain or nothing."""


class HttpDoor:
    """Takes POST requests of one server."""

    def __init__(self, dispatcher: Dispatcher, max_request: int) -> None:
        self._dispatcher = dispatcher
        self._max_request = max_request

    def post(self, environ: WSGIEnvironment, path: str, port: str | None, address: str) -> Answer:
        """The answer to a request. Raises BadRequest, RequestEntityTooLarge, UnsupportedMediaType."""
        kind, charset = content_type(environ.get("CONTENT_TYPE", ""))
        if kind not in ACCEPTED:
            raise UnsupportedMediaType("SOAP requests are text/xml")
        if environ.get("HTTP_CONTENT_ENCODING", "identity").strip(" \t").lower() not in ("", "identity"):
            raise UnsupportedMediaType("compressed requests are not accepted")
        body = read_body(environ, self._max_request, "requests")
        key = environ.get("HTTP_IDEMPOTENCY_KEY")
        return self._dispatcher.answer(body, path=path, charset=charset, address=address, port=port, key=key)


def read_body(environ: WSGIEnvironment, most: int, what: str) -> bytes:
    """The body of a request of at most so many bytes. Raises BadRequest, RequestEntityTooLarge."""
    too_long = RequestEntityTooLarge(f"{what} are at most {most} bytes long")
    declared = environ.get("CONTENT_LENGTH") or ""
    stream = environ["wsgi.input"]
    if declared:
        if not declared.isascii() or not declared.isdigit():
            raise BadRequest("Content-Length must be a number")
        length = int(declared)
        if length > most:
            raise too_long
        body: bytes = stream.read(length)
        if len(body) < length:
            raise BadRequest("the body is shorter than its Content-Length")
        return body
    body = stream.read(most + 1) if "HTTP_TRANSFER_ENCODING" in environ else b""
    if len(body) > most:
        raise too_long
    return body


def send(answer: Answer, start_response: StartResponse) -> Iterable[bytes]:
    """Give an answer to the HTTP server."""
    headers = [("Content-Type", CONTENT_TYPE), ("Content-Length", str(answer.length))]
    if answer.retry_after is not None:
        headers.append(("Retry-After", str(answer.retry_after)))  # RFC 9110 10.2.3
    if answer.is_replayed:
        headers.append(("Idempotent-Replayed", "true"))
    start_response("500 Internal Server Error" if answer.code else "200 OK", headers)
    return [answer.body] if answer.file is None else _Pieces(answer.file)


@lru_cache(maxsize=256)
def content_type(header: str) -> tuple[str, str | None]:
    """Media type in lower case, and the charset parameter if any (RFC 9110, 8.3; W-I).

    Some clients put the charset in single quotes, which are part of a token there; they are taken off. An empty one is none.
    """
    kind, parameters = parse_options_header(header)
    charset = parameters.get("charset")
    return kind.lower(), None if charset is None else charset.strip("' \t") or None


class _Pieces:
    """A long answer out of its file."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._file.read(PIECE):
            yield piece

    def close(self) -> None:
        """The HTTP server calls this at the end and when the client goes away."""
        self._file.close()
