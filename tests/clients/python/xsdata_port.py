# SPDX-License-Identifier: Apache-2.0
"""What the programs of xsdata share: ``PROGRAM URL LOGIN PASSWORD TAG``, a port, and its records as plain values.

``xsdata generate`` has made a module ``PORT_port`` of the WSDL of each port, which is on the path.
"""

import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

from xsdata.formats.dataclass.client import Client, Config
from xsdata.formats.dataclass.transports import DefaultTransport

url, login, password, tag = sys.argv[1:]


class Refused(Exception):
    """The Fault of an answer, typed with its detail. xsdata does not raise it: it is a part of every answer."""

    def __init__(self, fault: Any) -> None:
        super().__init__(fault.faultstring)
        self.fault = fault


class Port:
    """A port, at first as administrator where it has the header of a login; ``types`` are the generated classes."""

    def __init__(self, name: str) -> None:
        self.types = import_module(f"{name}_port")
        self._name = name
        self._transport = DefaultTransport(timeout=60)  # by default it waits 2 s
        self._login: dict[str, Any] = {}
        if hasattr(self.types, "Auth"):
            self.identify(login, password, True)

    def identify(self, username: str, secret: str, admin: bool) -> None:
        """The login of all following calls."""
        self._login = {"auth": self.types.Auth(username=username, password=secret, admin=admin)}

    def call(self, operation: str, /, once: str = "", **parameters: Any) -> Any:
        """The one part of an answer, or None where it has none. ``operation`` and parameters are in snake case.

        ``once`` is the id of a call that is made once only. It goes as HTTP header: xsdata refuses an answer that has a header.
        """
        name = "".join(map(str.capitalize, operation.split("_")))
        service = getattr(self.types, f"{self._name.capitalize()}Port{name}")
        config = Config.from_service(service, location=f"{url}/soap/{self._name}/")
        client = Client(config, self._transport)
        body = service.input.Body(**{operation: getattr(self.types, name)(**parameters)})
        header = service.input.Header(**self._login, request=None)
        key = {"Idempotency-Key": once} if once else {}
        answer = client.send(service.input(header=header, body=body), headers=key).body
        if answer.fault:
            raise Refused(answer.fault)
        response = getattr(answer, f"{operation}_response")
        parts = [getattr(response, part.name) for part in fields(response)]
        return parts[0] if parts else None


def plain(value: Any) -> Any:
    """Records as dicts with the names of the WSDL (the classes have them in snake case), lists as lists."""
    if type(value).__name__.endswith("Array"):
        return [plain(each) for each in value.item]
    if not is_dataclass(value):
        return value
    return {each.metadata.get("name", each.name): plain(getattr(value, each.name)) for each in fields(value)}


def code(operation: Callable[[], Any]) -> int | None:
    """The number of a refusal."""
    try:
        operation()
    except Refused as refused:
        return refused.fault.detail.exception.errorcode
    return None
