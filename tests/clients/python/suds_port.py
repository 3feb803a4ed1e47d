# SPDX-License-Identifier: Apache-2.0
"""What the programs of suds share: ``PROGRAM URL LOGIN PASSWORD TAG DIALECT``, a port, and how suds shows what it read."""

import sys
from collections.abc import Callable
from typing import Any

from suds import WebFault
from suds.client import Client

url, login, password, tag, dialect = sys.argv[1:]


NGNPRO = "urn:AGProjects:NGNPro"


class Port:
    """A port, at first as administrator where it has the header of a login; ``call`` has the operations."""

    def __init__(self, name: str, types: str = NGNPRO) -> None:
        self._types = types
        path = {"encoded": "ngnpro", "literal": "soap"}[dialect]
        self._client = Client(f"{url}/{path}/{name}/?wsdl", cache=None)
        self.call = self._client.service
        if types == NGNPRO:
            self.identify(login, password, True)

    def once(self, id: str) -> None:
        """Makes the following call once only, however often it is sent; "" ends that."""
        headers = {"auth": self._client.options.soapheaders["auth"]}
        if id:
            headers["request"] = self.make("{urn:ngnprov}RequestOptions", id=id)
        self._client.set_options(soapheaders=headers)

    def identify(self, username: str, secret: str, admin: bool) -> None:
        """Puts the login into the header of all following calls."""
        auth = self.make("SoapAuth", username=username, password=secret, admin=admin)
        self._client.set_options(soapheaders={"auth": auth})

    def make(self, name: str, /, **members: Any) -> Any:
        """A record of the published type with only these members set."""
        record = self._client.factory.create(name if "}" in name else f"{{{self._types}}}{name}")
        for member in list(record.__keylist__):
            delattr(record, member)
        for member, value in members.items():
            setattr(record, member, value)
        return record

    def listed(self, name: str, *members: Any) -> Any:
        """A list of the published type."""
        return self.make(name, item=list(members))


def items(array: Any) -> list[Any]:
    """suds gives a list where the answer is encoded; where it is literal, a record with ``item`` or ""."""
    if isinstance(array, list):
        return array
    return list(array.item) if array else []


def text(value: Any) -> str:
    """suds reads an empty text as None; its text is a subclass of str."""
    return str(value or "")


def code(operation: Callable[..., Any], *parameters: Any) -> int | None:
    """The number of a refusal."""
    try:
        operation(*parameters)
    except WebFault as fault:
        return int(fault.fault.detail.exception.errorcode)
    return None
