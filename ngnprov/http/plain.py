# SPDX-License-Identifier: Apache-2.0
"""The doors of ports that are no SOAP: which request goes to which port, and the answer as HTTP."""

from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import BadRequest, MethodNotAllowed, UnsupportedMediaType

from ngnprov.auth.logins import Logins
from ngnprov.calls.plain import FORM, LONGEST_FORM, Answering, PlainAnswer, PlainDoor, PlainRequest
from ngnprov.calls.runner import Runner
from ngnprov.http.door import content_type, read_body
from ngnprov.http.origin import Origin, is_private, is_within

_Opened = tuple[PlainDoor, Answering]


_ALWAYS: Final = (("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"))
"""As with every page (replies.py): nobody shall keep it or take it for something else."""


class PlainDoors:
    """Takes requests for what ports have declared."""

    def __init__(self, runner: Runner, logins: Logins) -> None:
        self._trusted = runner.context.settings.server.trusted_proxies
        self._exact: dict[str, _Opened] = {}
        self._below: list[tuple[str, _Opened]] = []
        self._all = [(door, door.make(runner, logins)) for port in runner.context.ports for door in port.doors]
        for opened in self._all:
            for path in opened[0].paths:
                if path.endswith("/"):
                    self._below.append((path, opened))
                else:
                    self._exact[path] = opened

    def answer(self, path: str, environ: WSGIEnvironment, origin: Origin) -> PlainAnswer | None:
        """The answer of the port that has a door at ``path``, None when there is none.

        Raises MethodNotAllowed, and for a form that is none BadRequest, RequestEntityTooLarge, UnsupportedMediaType.
        """
        found, rest = self._find(path)
        if found is None:
            return None
        door, answering = found
        methods = ["GET", *(["HEAD"] if door.heads else []), *(["POST"] if door.forms else [])]
        if environ["REQUEST_METHOD"] not in methods:  # HEAD may change something and say nothing of it
            raise MethodNotAllowed(methods, f"only {' and '.join(methods)} are answered here")
        return answering.answer(
            PlainRequest(
                path=rest,
                query=environ.get("QUERY_STRING", ""),
                header=lambda name: environ.get(f"HTTP_{name.upper().replace('-', '_')}", ""),
                address=origin.address,
                is_private=is_private(environ, origin),
                is_of_proxy=is_within(origin.address, self._trusted),
                is_by_proxy=is_within(environ.get("REMOTE_ADDR") or "", self._trusted),
                form=_form(environ) if environ["REQUEST_METHOD"] == "POST" else None,
            )
        )

    def settle(self) -> None:
        """Wait until the database has what becomes of the requests so far."""
        for _, answering in self._all:
            answering.settle()

    def _find(self, path: str) -> tuple[_Opened | None, str]:
        """The door at a path, and what stands behind that of the door."""
        for above, opened in self._below:
            if path.startswith(above):
                return opened, path[len(above) :]
        return self._exact.get(path.rstrip("/")), ""


def send(answer: PlainAnswer, method: str, start_response: StartResponse) -> Iterable[bytes]:
    """Give an answer to the HTTP server; HEAD gets no body, and 304 none either, nor what describes one (RFC 9110 15.4.5)."""
    headers = [*_ALWAYS, *answer.headers]
    if answer.status != HTTPStatus.NOT_MODIFIED:
        headers += (("Content-Type", answer.type), ("Content-Length", str(len(answer.body))))
    start_response(_line(answer.status), headers)
    return [] if method == "HEAD" or answer.status == HTTPStatus.NOT_MODIFIED else [answer.body]


def _form(environ: WSGIEnvironment) -> dict[str, str]:
    kind, _ = content_type(environ.get("CONTENT_TYPE", ""))
    if kind != FORM:
        raise UnsupportedMediaType(f"forms are {FORM}")
    try:
        text = read_body(environ, LONGEST_FORM, "forms").decode()
        return dict(
            parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), errors="strict", max_num_fields=20)
        )
    except ValueError:
        raise BadRequest("the form cannot be read") from None


@lru_cache(maxsize=32)
def _line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"
