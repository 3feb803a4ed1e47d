# SPDX-License-Identifier: Apache-2.0
"""What the programs of zeep share: ``PROGRAM URL LOGIN PASSWORD TAG``, a port, and how zeep shows what it read."""

import sys
from collections.abc import Callable
from typing import Any

import zeep
from zeep.exceptions import Fault
from zeep.helpers import serialize_object

url, login, password, tag = sys.argv[1:]
TYPES = "urn:AGProjects:NGNPro"


class Port:
    """A port, at first as administrator; ``call`` has the operations, ``element`` finds what its WSDL declares."""

    def __init__(self, name: str) -> None:
        self.client = zeep.Client(f"{url}/soap/{name}/?wsdl")
        self.call = self.client.service
        self.element = self.client.get_element
        self.identify(login, password, True)

    def identify(self, username: str, secret: str, admin: bool) -> None:
        """Puts the login into the header of all following calls."""
        auth = self.element(f"{{{TYPES}}}auth")(username=username, password=secret, admin=admin)
        self.client.set_default_soapheaders([auth])


def items(array: Any) -> list[Any]:
    """The members of a list inside a record: None when it is empty, else an object with ``item``."""
    return [] if array is None else list(array.item)


def plain(record: Any) -> dict[str, Any]:
    """A record as a dict."""
    return dict(serialize_object(record, dict))


def code(operation: Callable[..., Any], *parameters: Any) -> int | None:
    """The number of a refusal."""
    try:
        operation(*parameters)
    except Fault as fault:
        return int(fault.detail.findtext(".//{*}errorcode"))
    return None
