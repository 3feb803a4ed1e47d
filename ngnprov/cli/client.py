# SPDX-License-Identifier: Apache-2.0
"""A small client over the wire, for people at a shell: names and texts in, plain Python values out.

It reads the document/literal WSDL of one port and calls with zeep, so that it sees the server as any other
client does. Arguments are ``path=value`` with dotted wire names and list positions:
``account.properties.0.name=x``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
import zeep
import zeep.exceptions
from lxml import etree
from zeep import xsd

from ngnprov.soap.characters import are_legal

_zeep: Any = zeep  # its annotations are incomplete

TYPES_NAMESPACE = "urn:AGProjects:NGNPro"
OWN_NAMESPACE = "urn:ngnprov"
TIMEOUT_SECONDS = 60

_MAY_BE_EMPTY = (xsd.String, xsd.Base64Binary)
"""The types to which nothing is a value."""


class CallFailed(Exception):
    """The call could not be made or its answer not be read; the text is one sentence."""


class CallRefused(Exception):
    """The server answered with a fault. ``name`` and ``code`` as on the wire, ``field`` may be empty; ``reply`` is the header
    of that name, which faults of dry runs have."""

    def __init__(self, name: str, code: str, text: str, field: str, reply: dict[str, Any] | None) -> None:
        super().__init__(f"{name} ({code}): {text}" + (f" [{field}]" if field not in text else ""))
        self.name = name
        self.code = code
        self.text = text
        self.field = field
        self.reply = reply


@dataclass(frozen=True)
class Login:
    """What goes into the ``auth`` header (wire.md 3)."""

    username: str
    password: str
    admin: bool
    impersonate: int | None = None


@dataclass(frozen=True)
class Answer:
    """What a call is answered, and the header ``reply``; None where there is none.

    Both are made of dicts, lists, str, int, float and bool. Members that the server left out are not in the dicts.
    """

    result: Any
    reply: dict[str, Any] | None


class _Reply(zeep.Plugin):
    """Keeps the header ``reply`` of the last answer. The WSDL declares it and binds it to no operation."""

    element: Any = None

    def ingress(self, envelope: Any, http_headers: Any, operation: Any) -> tuple[Any, Any]:
        """Every answer comes by, faults too."""
        self.element = envelope.find(f"{{*}}Header/{{{OWN_NAMESPACE}}}reply")
        return envelope, http_headers


class PortClient:
    """One port of the server at ``url``. Raises :class:`CallFailed` when it is not there."""

    def __init__(self, url: str, port: str) -> None:
        if re.fullmatch(r"[a-z][a-z0-9]*", port) is None:
            raise CallFailed(f"{port!r} is not the name of a port; customer is one")
        if not url.startswith(("http://", "https://")):
            raise CallFailed(f"the URL must begin with http:// or https://, and {url!r} does not")
        self._port = port
        self._url = f"{url.rstrip('/')}/soap/{port}/"
        self._reply = _Reply()
        transport = _zeep.Transport(timeout=TIMEOUT_SECONDS, operation_timeout=TIMEOUT_SECONDS)
        try:
            self._client = _zeep.Client(
                f"{self._url}?wsdl",
                transport=transport,
                settings=_zeep.Settings(xml_huge_tree=True),
                plugins=[self._reply],
            )
        except requests.HTTPError as error:
            status = error.response.status_code if error.response is not None else "nothing"
            reason = f"has no port {port}" if status == 404 else f"answers HTTP {status} for the WSDL of {port}"
            raise CallFailed(f"{url} {reason}") from error
        except (requests.RequestException, zeep.exceptions.Error, OSError) as error:
            raise CallFailed(f"cannot read {self._url}?wsdl: {_reason(error)}") from error
        # The WSDL may name a public address; the caller has named another one.
        binding = next(iter(self._client.wsdl.bindings))
        self._service = self._client.create_service(binding, self._url)

    @property
    def has_login_header(self) -> bool:
        """Does a header say who calls? For some ports parameters do."""
        return any(element.name == "auth" for element in self._client.wsdl.types.elements)

    def operations(self) -> list[str]:
        """The names of all operations."""
        return sorted(name for name, _ in self._service)

    def call(
        self, operation: str, arguments: Iterable[str], login: Login, asked: Mapping[str, Any] | None = None
    ) -> Answer:
        """Call ``operation`` with ``path=value`` texts; ``asked`` are the members of the header ``request``, None for none.

        Where no header says who calls, the parameter ``password`` is that of the login unless it is given.

        Raises :class:`CallFailed`, :class:`CallRefused`.
        """
        if operation not in self.operations():
            known = ", ".join(self.operations())
            raise CallFailed(f"port {self._port} has no operation {operation}; it has {known}")
        declared = self._service._binding.get(operation)
        given = parse_arguments(arguments)
        if not self.has_login_header:
            given.setdefault("password", login.password)
        values = _record(given, declared.input.body.type, operation, "")
        for name, text in {"name": login.username, "password": login.password, **(asked or {})}.items():
            _require_xml(name, text)
        try:
            headers = [self._header(login)] if self.has_login_header else []
            headers += [] if asked is None else [self._own("request")(**asked)]
            result = self._service[operation](**values, _soapheaders=headers)
        except zeep.exceptions.Fault as fault:
            raise _refusal(fault, self._replied()) from fault
        except zeep.exceptions.ValidationError as error:
            raise CallFailed(f"{operation} cannot be called like this: {error}") from error
        except (requests.RequestException, zeep.exceptions.Error, etree.LxmlError) as error:
            raise CallFailed(f"{self._url} gave no readable answer: {_reason(error)}") from error
        parts = declared.output.body.type.elements
        return Answer(plain(result, parts[0][1]) if parts else None, self._replied())

    def _own(self, name: str) -> Any:
        """An element of our own. Raises :class:`CallFailed` with a server that does not know it."""
        try:
            return self._client.get_element(f"{{{OWN_NAMESPACE}}}{name}")
        except LookupError as error:
            raise CallFailed(f"{self._url} knows no header {name}") from error

    def _replied(self) -> dict[str, Any] | None:
        if self._reply.element is None:
            return None
        reply: dict[str, Any] = _read(self._reply.element, self._own("reply"))
        return reply

    def _header(self, login: Login) -> Any:
        auth = self._client.get_element(f"{{{TYPES_NAMESPACE}}}auth")
        values = {"username": login.username, "password": login.password, "admin": login.admin}
        if login.impersonate is not None:
            values["impersonate"] = login.impersonate
        return auth(**values)


def parse_arguments(arguments: Iterable[str]) -> dict[str, Any]:
    """``["a.b=1", "a.c.0=x"]`` as ``{"a": {"b": "1", "c": {"0": "x"}}}``. Raises :class:`CallFailed`."""
    tree: dict[str, Any] = {}
    for argument in arguments:
        path, separator, value = argument.partition("=")
        names = path.split(".")
        if not separator or not all(names):
            raise CallFailed(f"an argument is name=value or name.member=value, and {argument!r} is not")
        node = tree
        for name in names[:-1]:
            node = node.setdefault(name, {})
            if not isinstance(node, dict):
                raise CallFailed(f"{path}: {name} was given a value before")
        if names[-1] in node:
            raise CallFailed(f"{path} is given twice")
        node[names[-1]] = value
    return tree


def _shape(given: Any, element: Any, path: str) -> Any:
    """What zeep expects for ``element``: records as dicts, lists as ``{"item": [...]}``, the rest as text."""
    item = _item(element.type)
    if item is not None:
        return {"item": [_shape(each, item, f"{path}.{position}") for position, each in _positions(given, path)]}
    if isinstance(element.type, xsd.ComplexType):
        return _record(given, element.type, path, f"{path}.")
    if not isinstance(given, str):
        raise CallFailed(f"{path} is a single value: write {path}=value")
    if isinstance(element.type, xsd.Boolean) and given not in ("true", "false", "1", "0"):
        raise CallFailed(f"{path} must be true or false")
    _require_xml(path, given)
    if given == "" and not isinstance(element.type, _MAY_BE_EMPTY):
        # zeep would send an element without content, which servers read as a null: the member would be as good as absent
        raise CallFailed(f"{path} must not be empty: give a value, or leave it out")
    return given


def _require_xml(name: str, value: Any) -> None:
    """Raises :class:`CallFailed` for what XML cannot carry, and does not repeat it: it may be a password."""
    if isinstance(value, str) and not are_legal(value):
        raise CallFailed(f"{name} has characters that XML cannot carry, or that are not UTF-8")


def _record(given: Any, kind: Any, path: str, prefix: str) -> dict[str, Any]:
    members = dict(kind.elements)
    known = ", ".join(members) or "none"
    if not isinstance(given, Mapping):
        raise CallFailed(f"{path} is a record: write {path}.MEMBER=value with one of {known}")
    for name in given:
        if name not in members:
            raise CallFailed(f"{path} has no {name}; it has {known}")
    return {name: _shape(value, members[name], f"{prefix}{name}") for name, value in given.items()}


def _positions(given: Any, path: str) -> list[tuple[int, Any]]:
    if given == "":
        return []
    if not isinstance(given, Mapping) or sorted(given) != sorted(str(place) for place in range(len(given))):
        raise CallFailed(f"{path} is a list: write {path}.0, {path}.1 and so on, or {path}= for an empty one")
    return [(place, given[str(place)]) for place in range(len(given))]


def _item(kind: Any) -> Any:
    """The element of a list's members, None when the type is not a list."""
    elements = kind.elements if isinstance(kind, xsd.ComplexType) else []
    return elements[0][1] if len(elements) == 1 and elements[0][1].accepts_multiple else None


def plain(value: Any, element: Any) -> Any:
    """A value of zeep as plain Python. zeep reads an empty list as None; here it is ``[]``."""
    item = _item(element.type)
    if item is not None:
        members = [] if value is None else value if isinstance(value, list) else value["item"]
        return [plain(member, item) for member in members or []]
    if isinstance(element.type, xsd.ComplexType) and value is not None:
        found = {name: plain(value[name], member) for name, member in element.type.elements}
        return {name: member for name, member in found.items() if member is not None}
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


def _read(node: Any, element: Any) -> Any:
    """What stands in the answer, where an empty text is not an absent one, as it is to zeep."""
    item = _item(element.type)
    if item is not None:
        return [_read(child, item) for child in node]
    if isinstance(element.type, xsd.ComplexType):
        members = dict(element.type.elements)
        named = ((etree.QName(child).localname, child) for child in node)
        return {name: _read(child, members[name]) for name, child in named if name in members}
    text = node.text or ""
    return text if isinstance(element.type, xsd.String) else element.type.pythonvalue(text)


def _refusal(fault: Any, reply: dict[str, Any] | None) -> CallRefused:
    details: dict[str, str] = {}
    if fault.detail is not None:
        for node in fault.detail.iter():
            details.setdefault(etree.QName(node).localname, (node.text or "").strip())
    return CallRefused(
        details.get("name") or str(fault.message),
        details.get("errorcode") or str(fault.code),
        details.get("errorstring") or str(fault.message),
        details.get("field", ""),
        reply,
    )


def _reason(error: Exception) -> str:
    """The innermost cause of a network error; requests wraps it several times."""
    cause: BaseException = error
    while isinstance(inner := cause.__cause__ or cause.__context__, Exception):
        cause = inner
    text = " ".join(str(cause).split()) or type(cause).__name__
    return re.sub(r"^\[\w+ -?\d+\] ", "", text)
