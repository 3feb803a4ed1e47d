# SPDX-License-Identifier: Apache-2.0
"""Opens a SOAP 1.1 envelope: one parse, then who calls, which operation, in which dialect.

Reads what a dozen real clients send (wire.md 2): a header named ``auth`` or ``SoapAuth`` in any namespace or none,
prefixes of any name, hrefs to siblings of the operation.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from ngnprov.errors import InvalidValue
from ngnprov.soap.characters import printable
from ngnprov.soap.namespaces import ENCODING_STYLE, OWN, SOAP12_ENVELOPE, SOAP_ENCODING, SOAP_ENVELOPE, qualified
from ngnprov.soap.reading.gate import inspect
from ngnprov.soap.reading.kinds import BLANKS
from ngnprov.soap.reading.references import References
from ngnprov.soap.reading.tree import Element, local_name, namespace_of, read
from ngnprov.soap.types import TYPES_NAMESPACE

__all__ = ["Dialect", "Element", "Envelope", "NotUnderstood", "VersionMismatch", "dialect_of", "open_envelope"]

Dialect = Literal["encoded", "literal"]
DIALECTS: tuple[Dialect, ...] = ("encoded", "literal")

_ENVELOPE, _HEADER, _BODY = (qualified(SOAP_ENVELOPE, name) for name in ("Envelope", "Header", "Body"))
_MUST_UNDERSTAND = qualified(SOAP_ENVELOPE, "mustUnderstand")
_ACTOR = qualified(SOAP_ENVELOPE, "actor")
_OURS = frozenset({None, "", "http://schemas.xmlsoap.org/soap/actor/next"})
"""Actors whom a header addresses when it is for this server (SOAP 1.1 section 4.2.2)."""
_ROOT = qualified(SOAP_ENCODING, "root")
_USER = "username"
_AUTH_NAMES = frozenset({"auth", "SoapAuth"})
_REQUESTS = frozenset({qualified(OWN, "request"), qualified(OWN, "RequestOptions"), "request"})
"""What the header is called: in RPC/encoded by its type (.NET), or without its namespace (suds, zeep)."""
_PORTS = (f"{TYPES_NAMESPACE}:", f"{OWN}:")
"""What the namespaces of the ports begin with."""


class VersionMismatch(InvalidValue):
    """The envelope is not SOAP 1.1; faultcode VersionMismatch."""


class NotUnderstood(InvalidValue):
    """A header that must be understood is not known; faultcode MustUnderstand."""


@dataclass(slots=True)
class Envelope:
    """One request. ``element`` is the operation's element with references resolved, ``auth`` the login header, ``request`` the
    header of what the call asks for itself."""

    dialect: Dialect
    namespace: str
    operation: str
    element: Element
    auth: Element | None
    request: Element | None = None


def open_envelope(data: bytes, path: str = "/", charset: str | None = None) -> Envelope:
    """Open the body of one HTTP request.

    ``path`` decides the dialect only when nothing in the request does (an operation without parameters).
    Raises :class:`~ngnprov.errors.InvalidValue`, :class:`VersionMismatch` or :class:`NotUnderstood`.
    """
    body = inspect(data, charset)
    root = read(body)
    headers, entries, style = _split(root)
    references = References(root, len(body)) if b"href" in body else None
    auth, request = _read_headers(headers, references)
    element = _only_operation(entries, references.named if references else frozenset())
    if references:
        references.resolve(element)
    dialect = _dialect(style, element, path)
    return Envelope(dialect, namespace_of(element.tag), local_name(element.tag), element, auth, request)


def dialect_of(path: str) -> Dialect:
    """The dialect to answer in when the request does not tell."""
    return "literal" if path.startswith("/soap/") else "encoded"


def _split(root: Element) -> tuple[list[Element], list[Element], str]:
    """Header entries, Body entries, and the encodingStyle in which the Body is said to be."""
    if root.tag != _ENVELOPE:
        if local_name(root.tag) == "Envelope" and namespace_of(root.tag):
            version = "SOAP 1.2" if namespace_of(root.tag) == SOAP12_ENVELOPE else "another version"
            raise VersionMismatch(f"the envelope is {version}; this server speaks SOAP 1.1")
        raise InvalidValue("the request is not a SOAP envelope")
    header: Element | None = None
    body: Element | None = None
    for child in root:
        if child.tag == _BODY:
            if body is not None:
                raise InvalidValue("the envelope has two Body elements")
            body = child
        elif child.tag == _HEADER:
            if header is not None or body is not None:
                raise InvalidValue("the envelope must have one Header, before the Body")
            header = child
        elif body is None or not namespace_of(child.tag):
            raise InvalidValue("the envelope has a child that is neither Header nor Body")
    if body is None:
        raise InvalidValue("the envelope has no Body")
    style = body.get(ENCODING_STYLE, root.get(ENCODING_STYLE, ""))
    return list(header) if header is not None else [], list(body), style


def _read_headers(headers: list[Element], references: References | None) -> tuple[Element | None, Element | None]:
    """The login header and the header ``request``, their references resolved; others may be ignored unless they are for this
    server and must be understood.

    The login is read whomever its ``actor`` names: older CDRTool writes ``0`` there (wire.md H2).
    """
    auth: Element | None = None
    request: Element | None = None
    seen: dict[Element, bool] = {}
    for entry in headers:
        if local_name(entry.tag) in _AUTH_NAMES and _is_login(entry, references, seen):
            if auth is not None:
                raise InvalidValue("the envelope has two auth headers")
            auth = entry
        elif entry.tag in _REQUESTS and entry.get(_ACTOR) in _OURS:
            if request is not None:
                raise InvalidValue("the envelope has two request headers")
            request = entry
        elif entry.get(_MUST_UNDERSTAND) in ("1", "true") and entry.get(_ACTOR) in _OURS:
            raise NotUnderstood(
                "a header that must be understood is not known to this server", field=printable(local_name(entry.tag))
            )
    if references is not None:
        for read in (auth, request):
            if read is not None:
                references.resolve(read)
    return auth, request


def _is_login(auth: Element, references: References | None, seen: dict[Element, bool]) -> bool:
    """Is it ours? In a foreign namespace it is somebody else's when it names no user (W-J).

    ``seen`` holds what is known of the elements that were looked at: thousands of headers may refer to one that is long.
    """
    namespace = namespace_of(auth.tag)
    if not namespace or namespace == TYPES_NAMESPACE or namespace.startswith(_PORTS):
        return True
    end = auth if references is None else references.find(auth)
    if end is None:
        return False
    if end not in seen:
        seen[end] = _names_user(end)
    return seen[end]


def _names_user(element: Element) -> bool:
    """Has it a user name, as a member or in a Map (W-B)?"""
    return any(local_name(part.tag) == _USER for part in element) or any(
        local_name(part.tag) == "key" and (part.text or "").strip(BLANKS) == _USER for item in element for part in item
    )


def _only_operation(entries: list[Element], named: AbstractSet[str]) -> Element:
    """The one Body entry that is not a serialised object of another (SOAP 1.1 section 5.6, ``root``).

    Such objects are ``named`` by references and never in the namespace of the operation; whatever else stands in the Body
    was meant to be carried out, and would not be.
    """
    if not entries:
        raise InvalidValue("the Body is empty")
    operation = next((entry for entry in entries if entry.get(_ROOT) != "0"), entries[0])
    namespace = namespace_of(operation.tag)
    for entry in entries:
        if entry is not operation and (entry.get("id") not in named or namespace_of(entry.tag) == namespace):
            raise InvalidValue("the Body has two operations")
    return operation


def _dialect(style: str, element: Element, path: str) -> Dialect:
    if element.get(ENCODING_STYLE, style).strip(BLANKS):  # an empty one claims no encoding (SOAP 1.1, 4.1.1; W-G)
        return "encoded"
    if len(element):
        return "literal" if namespace_of(element[0].tag) else "encoded"
    return dialect_of(path)
