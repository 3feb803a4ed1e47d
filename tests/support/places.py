# SPDX-License-Identifier: Apache-2.0
"""Every place in the parameters of every operation where a value can stand, and how a value is read there.

An amendment to the contract holds wherever its kind of value can stand, so its tests walk over what the ports declare:
members of structures at any depth, items of lists, filters, parameters themselves, and the login header.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ngnprov.calls.operation import Operation
from ngnprov.calls.port import Port, find_ports
from ngnprov.errors import Refusal
from ngnprov.soap.namespaces import SOAP_ENCODING
from ngnprov.soap.reading.decoder import compile_arguments
from ngnprov.soap.reading.envelope import DIALECTS, Dialect, open_envelope
from ngnprov.soap.serving.request_handler import read_header
from ngnprov.soap.types import SoapAuth, WireType, is_record, item_type, members, python_name, xsd_name
from tests.support.caller import ENVELOPE, TYPES

LOGIN = "auth"
OPEN = (
    f'<e:Envelope xmlns:e="{ENVELOPE}" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="{TYPES}"'
    f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:SOAP-ENC="{SOAP_ENCODING}"'
    ' xmlns:m="http://xml.apache.org/xml-soap"'
)
Write = Callable[[str], str]
"""The element of a value, given its tag."""


@dataclass(frozen=True, eq=False)
class Place:
    """Where a value of the type ``declared`` stands: wire names from the parameter inwards, ``item`` in a list."""

    port: Port
    operation: Operation
    path: tuple[str, ...]
    declared: WireType
    decoders: Mapping[Dialect, Callable[[Any], list[Any]]]

    def __str__(self) -> str:
        return f"{self.port.name}.{self.operation.name} {self.field}"

    @property
    def field(self) -> str:
        """As a fault names it."""
        first, *parts = self.path
        return ".".join([first, *("0" if name == "item" else name for name in parts)])

    @property
    def is_in_header(self) -> bool:
        """Is it a member of the login?"""
        return self.path[0] == LOGIN

    @property
    def item(self) -> WireType:
        """The type of its items, of a list."""
        found = item_type(self.declared)
        assert found is not None, f"{self} is no list"
        return found

    def request(self, dialect: Dialect, write: Write, after: str = "") -> bytes:
        """The request with this one value. ``after`` are further entries of the Body."""
        inner = write(self._tag(dialect, len(self.path) - 1))
        for level in reversed(range(len(self.path) - 1)):
            tag = self._tag(dialect, level)
            inner = f"<{tag}>{inner}</{tag}>"
        header, content = (inner, "") if self.is_in_header else ("", inner)
        return envelope(dialect, self.port.namespace, self.operation.name, content, after, header)

    def _tag(self, dialect: Dialect, level: int) -> str:
        if dialect == "encoded":
            return self.path[level]
        return f"{'t' if level or self.is_in_header else 'p'}:{self.path[level]}"

    def read(self, dialect: Dialect, write: Write, after: str = "") -> Any:
        """The value that the port gets, or the code and the field of the refusal."""
        opened = open_envelope(self.request(dialect, write, after))
        try:
            if self.is_in_header:
                return getattr(read_header(opened.auth, dialect), python_name(self.path[1]))
            arguments = self.decoders[dialect](opened.element)
        except Refusal as refusal:
            return refusal.code, refusal.field
        value: Any = arguments[list(self.operation.parameters).index(self.path[0])]
        for name in self.path[1:]:
            if not value:
                return None
            value = value[0] if name == "item" else value.get(python_name(name))
        return value


def envelope(
    dialect: Dialect, namespace: str, operation: str, content: str, after: str = "", header: str = ""
) -> bytes:
    """A request for an operation with this content."""
    style = f' e:encodingStyle="{SOAP_ENCODING}"' if dialect == "encoded" else ""
    body = f"<p:{operation} xmlns:p='{namespace}'>{content}</p:{operation}>{after}"
    return f"{OPEN}{style}><e:Header>{header}</e:Header><e:Body>{body}</e:Body></e:Envelope>".encode()


def _walk(place: Place) -> Iterator[Place]:
    yield place
    item = item_type(place.declared)
    if item is not None:
        yield from _walk(dataclasses.replace(place, path=(*place.path, "item"), declared=item))
    elif is_record(place.declared):
        for name, kind in members(place.declared).items():
            yield from _walk(dataclasses.replace(place, path=(*place.path, name), declared=kind))


def _all() -> Iterator[Place]:
    for port in find_ports():
        for operation in port.operations():
            loose = dataclasses.replace(operation, required=frozenset())  # a request here has one value
            decoders = {dialect: compile_arguments(loose, port.namespace, dialect) for dialect in DIALECTS}
            for name, declared in operation.parameters.items():
                yield from _walk(Place(port, operation, (name,), declared, decoders))
    (port, *_) = find_ports()
    for name, declared in members(SoapAuth).items():
        yield Place(port, port.operations()[0], (LOGIN, name), declared, {})


PLACES: Sequence[Place] = tuple(_all())
LISTS = tuple(place for place in PLACES if item_type(place.declared) is not None)
RECORDS = tuple(place for place in PLACES if is_record(place.declared))
SCALARS = tuple(
    place
    for place in PLACES
    if place not in LISTS and place not in RECORDS and not getattr(place.declared.Attributes, "pattern", None)
    if not getattr(place.declared.Attributes, "takes_octets", False)
)
"""Numbers, and texts that are free: a text of a pattern refuses what others take, and a recording is none."""
TEXTS = tuple(place for place in SCALARS if xsd_name(place.declared) == "string")
ROOMY = tuple(place for place in TEXTS if place.declared.Attributes.max_len >= 16)
"""Texts in which the code of another has room, too."""
SPOKEN = [(dialect, by_reference) for dialect in DIALECTS for by_reference in (False, True)]
"""Each dialect, with the value in its place and behind an href."""


def referred(write: Write) -> tuple[Write, str]:
    """The same value by reference: what stands in its place, and the entry of the Body to which it refers."""
    return (lambda tag: f'<{tag} href="#v"/>'), write("v").replace("<v", '<v id="v"', 1)


def read(place: Place, dialect: Dialect, by_reference: bool, write: Write) -> Any:
    """As :meth:`Place.read`."""
    return place.read(dialect, *referred(write)) if by_reference else place.read(dialect, write)
