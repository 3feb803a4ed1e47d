# SPDX-License-Identifier: Apache-2.0
"""The doors of ports that are no SOAP: which request goes to which port, and the answer as HTTP."""

from wsgiref.types import WSGIEnvironment

from werkzeug import Response
from werkzeug.exceptions import MethodNotAllowed

from ngnprov.auth.logins import Logins
from ngnprov.calls.plain import PlainRequest
from ngnprov.calls.runner import Runner
from ngnprov.http.origin import Origin, is_private, is_within
from ngnprov.http.replies import page


class PlainDoors:
    """Takes requests for what ports have declared."""

    def __init__(self, runner: Runner, logins: Logins) -> None:
        self._runner = runner
        self._logins = logins
        self._trusted = runner.context.settings.server.trusted_proxies
        self._doors = {path: door for port in runner.context.ports for door in port.doors for path in door.paths}

    def answer(self, path: str, environ: WSGIEnvironment, origin: Origin) -> Response | None:
        """The answer of the port that has a door at ``path``, None when there is none. Raises MethodNotAllowed."""
        door = self._doors.get(path.rstrip("/"))
        if door is None:
            return None
        if environ["REQUEST_METHOD"] != "GET":  # HEAD would change something and say nothing of it
            raise MethodNotAllowed(["GET"], "only GET is answered here")
        request = PlainRequest(
            query=environ.get("QUERY_STRING", ""),
            authorization=environ.get("HTTP_AUTHORIZATION", ""),
            address=origin.address,
            is_private=is_private(environ, origin),
            is_of_proxy=is_within(origin.address, self._trusted),
        )
        found = door.answer(self._runner, self._logins, request)
        response = page(found.text.encode(), status=found.status)
        response.headers.extend(found.headers)
        return response
