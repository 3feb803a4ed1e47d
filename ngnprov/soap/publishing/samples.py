# SPDX-License-Identifier: Apache-2.0
"""Sample requests and answers of an operation, from its declaration: for the reference page, and true to the wire.

Requests are written here, answers by the real encoder.
"""

from decimal import Decimal
from typing import Any

from lxml import etree
from spyne import Boolean, Double, Integer

from ngnprov.calls.operation import Operation
from ngnprov.calls.port import Port
from ngnprov.errors import Refusal
from ngnprov.soap.namespaces import prefix_of
from ngnprov.soap.publishing.schema import reference
from ngnprov.soap.reading.envelope import Dialect
from ngnprov.soap.types import TYPES_NAMESPACE, SoapAuth, WireType, is_record, item_type, members, types_namespace
from ngnprov.soap.writing.encoder import ENVELOPE_CLOSE, ENVELOPE_OPEN, compile_answer, escape, types_declared
from ngnprov.soap.writing.faults import encode_fault

LOGIN: dict[str, Any] = {"username": "admin", "password": "your password", "admin": True, "impersonate": 0}
_TEXTS = {
    "username": "alice",
    "password": "secret",
    "permission": "admin",
    "name": "sip_credit",
    "category": "credit",
    "value": "10",
    "attribute": "changeDate",
    "direction": "DESC",
    "email": "alice@example.com",
    "changeDate": "2026-01-31 12:00:00",
    "timezone": "Europe/Amsterdam",
    "country": "NL",
    "domain": "example.com",
    "group": "free-pstn",
    "firstName": "Alice",
    "lastName": "Liddell",
    "ip": "192.0.2.1",
}
_NUMBERS = {"start": 0, "count": 20, "total": 1, "impersonate": 0}
SAMPLE_REQUEST_ID = "4f1c02a9e7000017"
SHOWN = 8
"""Scalar members of a struct in a request; the rest is left out, as it may be."""


def request(port: Port, operation: Operation, dialect: Dialect) -> str:
    """A request that the server accepts, indented."""
    parts = "".join(
        _element(
            name if dialect == "encoded" else f"p:{name}",
            kind,
            (dialect, port.type_namespace),
            _sample(name, kind, brief=True),
        )
        for name, kind in operation.parameters.items()
    )
    auth = _element("auth" if dialect == "encoded" else "ngnpro:auth", SoapAuth, (dialect, TYPES_NAMESPACE), LOGIN)
    head, _, _ = ENVELOPE_OPEN[dialect].rpartition("<SOAP-ENV:Body>")
    body = f'<p:{operation.name} xmlns:p="{port.namespace}"{types_declared(port)}>{parts}</p:{operation.name}>'
    header = f"<SOAP-ENV:Header>{auth}</SOAP-ENV:Header>" if port.has_login_header else ""
    return _pretty(f"{head}{header}<SOAP-ENV:Body>{body}{ENVELOPE_CLOSE}".encode())


def answer(port: Port, operation: Operation, dialect: Dialect) -> str:
    """What the server answers, indented."""
    result = None if operation.returns is None else _row("account", operation.returns)
    return _pretty(b"".join(compile_answer(operation, port, dialect)(result)))


def fault(refusal: Refusal, dialect: Dialect) -> str:
    """What the server answers when it refuses, indented."""
    return _pretty(encode_fault(refusal, dialect, SAMPLE_REQUEST_ID))


def _pretty(document: bytes) -> str:
    root = etree.fromstring(document)
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return text


def _sample(name: str, declared: WireType, *, brief: bool) -> Any:
    """A value as the decoder gives it, but with wire names."""
    item = item_type(declared)
    if item is not None:
        return [_sample("item", item, brief=brief)]
    if not is_record(declared):
        return _scalar(name, declared)
    shown: dict[str, Any] = {}
    scalars = 0
    for wire, kind in members(declared).items():
        is_scalar = item_type(kind) is None and not is_record(kind)
        scalars += is_scalar
        if not (brief and is_scalar and scalars > SHOWN):
            shown[wire] = _sample(wire, kind, brief=brief)
    return shown


def _row(name: str, declared: WireType) -> Any:
    """A value as services give it to the encoder: structs are tuples."""
    item = item_type(declared)
    if item is not None:
        return [_row("item", item)]
    if is_record(declared):
        return tuple(_row(wire, kind) for wire, kind in members(declared).items())
    return _scalar(name, declared)


def _scalar(name: str, declared: WireType) -> Any:
    if issubclass(declared, Boolean):
        return True
    if issubclass(declared, Double):
        return Decimal("12.5")
    if issubclass(declared, Integer):
        return _NUMBERS.get(name, 7)
    return getattr(declared.Attributes, "example", "") or _TEXTS.get(name, "")


def _element(tag: str, declared: WireType, spoken: tuple[Dialect, str], value: Any) -> str:
    """The element of a value as it is ``spoken``: in a dialect, within types of a namespace."""
    item, (dialect, around) = item_type(declared), spoken
    types = types_namespace(declared, around)
    spoken = dialect, types
    prefix = "" if dialect == "encoded" else f"{prefix_of(types)}:"
    mark = f' xsi:type="{reference(declared, around)}"' if dialect == "encoded" else ""
    if item is not None:
        inner = "".join(_element(f"{prefix}item", item, spoken, each) for each in value)
        if dialect == "encoded":
            mark = f' xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="{reference(item, types)}[{len(value)}]"'
    elif is_record(declared):
        kinds = members(declared)
        inner = "".join(_element(f"{prefix}{wire}", kinds[wire], spoken, each) for wire, each in value.items())
    else:
        inner = escape(str(value).lower() if isinstance(value, bool) else str(value))
    return f"<{tag}{mark}>{inner}</{tag}>"
