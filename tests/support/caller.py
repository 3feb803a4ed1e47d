# SPDX-License-Identifier: Apache-2.0
"""Calls operations with plain Python values, written as the two kinds of clients write them.

Encoded requests look as CDRTool's (wire.md 2): None is an untyped empty element, "" a typed one, lists have arrayType and
offset. What comes back is read by local names and by the types that the operation declares.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from ngnprov import ports
from ngnprov.calls.operation import Operation
from ngnprov.calls.port import NGNPRO, Port, find_ports
from ngnprov.calls.refusing import refusals_of
from ngnprov.soap.publishing.catalogue import ASKED, GENERAL
from ngnprov.soap.types import is_record, item_type, members, types_namespace, xsd_name
from tests.support import pear_reader

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
TYPES = NGNPRO
OWN = "urn:ngnprov"
_REPLY = re.compile(rb'<SOAP-ENV:Header><reply xmlns="urn:ngnprov">.*?</reply></SOAP-ENV:Header>', re.DOTALL)
NIL = object()
"""A null that document/literal clients say too: xsi:nil."""


class Fault(Exception):
    """A SOAP fault; ``members`` of its detail by name, but for the id of the request, which is another each time."""

    def __init__(self, faultcode: str, members: Mapping[str, str]) -> None:
        super().__init__(f"{members.get('errorcode')} {members.get('errorstring')}")
        self.faultcode = faultcode
        self.request_id = members["requestId"]
        self.members = {name: text for name, text in members.items() if name != "requestId"}

    @property
    def code(self) -> int:
        """The number."""
        return int(self.members["errorcode"])

    @property
    def field(self) -> str | None:
        """The input at fault."""
        return self.members.get("field")

    @property
    def text(self) -> str:
        """The sentence."""
        return self.members["errorstring"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A request on its way; ``port`` and ``operation`` say what its answer must be."""

    body: bytes
    path: str
    dialect: str
    port: str
    operation: str

    def check(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """Assert that this is an answer to it: as the old client reads it, or of the same name in document/literal."""
        known = declared(self.port, self.operation)
        is_void = None if known is None else known.returns is None
        namespace, _ = namespaces(self.port)
        headers, body = _without_reply(headers, body)
        if self.dialect == "encoded":
            pear_reader.check(status, headers, body, operation=self.operation, namespace=namespace, void=is_void)
            return
        (response,) = _body(etree.fromstring(body))
        if response.tag == f"{{{ENVELOPE}}}Fault":
            assert status == 500, status
        else:
            assert (status, response.tag) == (200, f"{{{namespace}}}{self.operation}Response")
            assert len(response) == (0 if is_void else 1), self.operation


Exchange = Callable[[Sent], bytes]
"""Sends a request; the body of its answer."""


class Caller:
    """One login at one port in one dialect: ``caller.getAccount(id=7)``, ``caller.sip.getAccount(sipId=...)``."""

    def __init__(
        self,
        exchange: Exchange,
        login: Mapping[str, Any] | None,
        dialect: str,
        port: str = "Customer",
        request: Mapping[str, Any] | None = None,
    ) -> None:
        self._exchange = exchange
        self.login = login
        self.dialect = dialect
        self.port = port
        self.request = request
        self.answered = b""
        """The last answer as it came."""

    @property
    def reply(self) -> Any:
        """The header ``reply`` of the last answer by names, lists as lists and all else as text; None without it."""
        found = etree.fromstring(self.answered).find(f"{{{ENVELOPE}}}Header/{{{OWN}}}reply")
        return None if found is None else _plain(found)

    def at(self, port: str) -> "Caller":
        """The same login at a port, ``Sip``."""
        return Caller(self._exchange, self.login, self.dialect, port, self.request)

    def asking(self, **request: Any) -> "Caller":
        """The same login with members of the header ``request``: ``caller.asking(dryRun=True)``."""
        return Caller(self._exchange, self.login, self.dialect, self.port, request)

    def __getattr__(self, name: str) -> Any:
        """An operation of the port, or the same login at the port of this name."""
        if name.startswith("_"):
            raise AttributeError(name)
        for port in _ports_in(tuple(ports.__path__)).values():
            if port.name == name:
                return self.at(port.title.removesuffix("Port"))
        return lambda **arguments: self.call(name, arguments)

    def refused(self, operation: str, **arguments: Any) -> Fault:
        """The fault that the call must give."""
        try:
            answer = self.call(operation, arguments)
        except Fault as fault:
            return fault
        raise AssertionError(f"{operation} was not refused but answered {answer!r}")

    def call(self, operation: str, arguments: Mapping[str, Any], port: str | None = None) -> Any:
        """The result as Python values. Raises :class:`Fault`."""
        port = port or self.port
        body = self.envelope(operation, arguments, port)
        path = "/" if self.dialect == "encoded" else f"/soap/{_folder(port)}/"
        self.answered = answered = self._exchange(Sent(body, path, self.dialect, port, operation))
        known = declared(port, operation)
        try:
            return read_answer(answered, None if known is None else known.returns)
        except Fault as fault:
            if known is not None:
                assert fault.code in codes_of(known), (
                    f"{operation} gives {fault.code} and does not declare it: {fault.text}"
                )
            raise

    def envelope(self, operation: str, arguments: Mapping[str, Any], port: str | None = None) -> bytes:
        """The request."""
        namespace, types = namespaces(port or self.port)
        encoded = self.dialect == "encoded"
        known = None if encoded else declared(port or self.port, operation)
        kinds = {} if known is None else known.parameters
        auth = "" if self.login is None else _encoded("auth", self.login)
        if not encoded and self.login is not None:
            auth = _literal("t:auth", self.login, None, NGNPRO)
        if self.request is not None:
            asked = "".join(f"<o:{name}>{_text(value)}</o:{name}>" for name, value in self.request.items())
            auth += f'<o:request xmlns:o="{OWN}">{asked}</o:request>'
        parts = "".join(
            _encoded(name, value) if encoded else _literal(f"p:{name}", value, kinds.get(name), types)
            for name, value in arguments.items()
        )
        style = ' SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"' if encoded else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\r\n\r\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="{ENVELOPE}"'
            ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
            f' xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:t="{NGNPRO}"{style}>\r\n'
            f"<SOAP-ENV:Header>{auth}</SOAP-ENV:Header>\r\n"
            f'<SOAP-ENV:Body><p:{operation} xmlns:p="{namespace}">{parts}</p:{operation}></SOAP-ENV:Body>\r\n'
            "</SOAP-ENV:Envelope>\r\n"
        ).encode()


def _encoded(tag: str, value: Any) -> str:
    if value is None or value is NIL:
        return f"<{tag}/>"
    if isinstance(value, Mapping):
        return f"<{tag}>{''.join(_encoded(name, each) for name, each in value.items())}</{tag}>"
    if isinstance(value, list):
        if not value:
            return f'<{tag} xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="xsd:anyType[0]"/>'
        items = "".join(_encoded("item", each) for each in value)
        kind = "xsd:string" if isinstance(value[0], str) else "Struct"
        mark = f'xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="{kind}[{len(value)}]" SOAP-ENC:offset="[0]"'
        return f"<{tag} {mark}>{items}</{tag}>"
    kind = {bool: "boolean", int: "int", float: "float"}.get(type(value), "string")
    return f'<{tag} xsi:type="xsd:{kind}">{_text(value)}</{tag}>'


def _literal(tag: str, value: Any, kind: Any, around: str) -> str:
    """An element of a declared ``kind``, None for what is declared nowhere; its parts are of the namespace of that."""
    if value is None:
        return ""
    if value is NIL:
        return f'<{tag} xsi:nil="true"/>'
    if not isinstance(value, Mapping | list):
        return f"<{tag}>{_text(value)}</{tag}>"
    types = around if kind is None else types_namespace(kind, around)
    prefix, known = ("t", "") if types == NGNPRO else ("own", f' xmlns:own="{types}"')
    if isinstance(value, Mapping):
        kinds = members(kind) if kind is not None and is_record(kind) else {}
        inner = [_literal(f"{prefix}:{name}", each, kinds.get(name), types) for name, each in value.items()]
    else:
        item = None if kind is None else item_type(kind)
        inner = [_literal(f"{prefix}:item", each, item, types) for each in value]
    return f"<{tag}{known}>{''.join(inner)}</{tag}>"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return escape(str(value)).replace("\r", "&#13;")


_CONVERT: Mapping[str, Callable[[str], Any]] = {
    "integer": int,
    "int": int,
    "double": float,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "string": str,
}


def _folder(port: str) -> str:
    """The part of a port in addresses; an unknown one has what most have."""
    known = port_of(port)
    return port.lower() if known is None else known.name


def port_of(name: str) -> Port | None:
    """The port ``Sip``, None when there is none of this name."""
    return _ports_in(tuple(ports.__path__)).get(f"{name}Port")


@cache
def _ports_in(places: tuple[str, ...]) -> Mapping[str, Port]:
    """The ports by title."""
    return {port.title: port for port in find_ports()}


def namespaces(port: str) -> tuple[str, str]:
    """The namespace of a port's operations and that of its types; of a port that is not there as NGNPro would call it."""
    found = port_of(port)
    return (f"{TYPES}:{port}", TYPES) if found is None else (found.namespace, found.type_namespace)


def declared(port: str, operation: str) -> Operation | None:
    """The declaration of an operation, None when there is no such operation or port."""
    found = port_of(port)
    return next((known for known in found.operations() if known.name == operation), None) if found else None


def codes_of(operation: Operation) -> frozenset[int]:
    """The fault codes that its callers are told of: by the operation's declaration, and as faults that any call can meet."""
    return frozenset(refusal.code for refusal in (*GENERAL, *ASKED, *refusals_of(operation)))


def read_answer(data: bytes, kind: Any) -> Any:
    """The one part of an answer, of the type ``kind``; None for an empty answer. Raises :class:`Fault`."""
    (response,) = _body(etree.fromstring(data))
    if response.tag == f"{{{ENVELOPE}}}Fault":
        (exception,) = response.iterfind("detail/*")
        members = {_local(member): member.text or "" for member in exception}
        raise Fault(response.findtext("faultcode", ""), members)
    if not len(response):
        return None
    (part,) = response
    return _read(part, kind)


def _read(element: Any, kind: Any) -> Any:
    item = item_type(kind)
    if item is not None:
        return [_read(child, item) for child in element]
    if is_record(kind):
        kinds = members(kind)
        return {_local(child): _read(child, kinds[_local(child)]) for child in element}
    return _CONVERT[xsd_name(kind)](element.text or "")


def _without_reply(headers: Mapping[str, str], body: bytes) -> tuple[Mapping[str, str], bytes]:
    """The answer that a client gets who has not asked for the header ``reply``."""
    plain = _REPLY.sub(b"", body)
    if plain == body:
        return headers, body
    return {**headers, "Content-Length": str(len(plain))}, plain


def _body(envelope: Any) -> Any:
    return envelope.find(f"{{{ENVELOPE}}}Body")


def _plain(element: Any) -> Any:
    if not len(element):
        return [] if _local(element) in ("changes", "consumes", "limits", "members") else element.text or ""
    if _local(element[0]) == "item":
        return [_plain(item) for item in element]
    return {_local(child): _plain(child) for child in element}


def _local(element: Any) -> str:
    return etree.QName(element).localname
