# SPDX-License-Identifier: Apache-2.0
"""What the client makes of an answer: HTTP, then XML events to nodes, then nodes to PHP values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from .php import PhpArray, PhpFatal, PhpObject, scalar


@dataclass(frozen=True)
class PearError:
    """An error of the client's own making (wire.md 6.5). ``layer`` is HTTP or Parser."""

    layer: str
    text: str


@dataclass(frozen=True)
class PearFault:
    """A SOAP fault: what ``$error->getFault()`` holds. Parts that were not sent are empty strings."""

    faultcode: Any
    faultstring: Any
    detail: Any = ""
    faultactor: Any = ""

    @property
    def exception(self) -> PhpObject:
        """``detail->exception``; without one an empty object, because PHP only warns (F6)."""
        found = self.detail.get("exception") if isinstance(self.detail, PhpObject) else None
        return found if isinstance(found, PhpObject) else PhpObject()

    @property
    def errorcode(self) -> Any:
        """``detail->exception->errorcode``, None when there is none."""
        return self.exception.get("errorcode")

    @property
    def errorstring(self) -> Any:
        """``detail->exception->errorstring``, None when there is none."""
        return self.exception.get("errorstring")


CHARSETS = ("ISO-8859-1", "US-ASCII", "UTF-8")
_CONTENT_TYPE = re.compile(r"(.*?);\s?charset=(.*)", re.IGNORECASE)
_MEMORY = 900  # levels; far above what any answer nests
DECLARED_ENCODING = re.compile(rb"""<\?xml[^>]+encoding\s*?=\s*?(?:'([^']*)'|"([^"]*)")[^>]*?\?>""")


def decode(status: int, headers: Mapping[str, str], body: bytes, http_version: str = "HTTP/1.0") -> Any:
    """What the client returns for this answer over plain http.

    ``http_version`` is that of the answer's status line: the client reads until the connection closes, so an
    answer that keeps it open ends as a time-out (T10). Raises :class:`PhpFatal`.
    """
    fields = {name.lower(): value for name, value in headers.items()}
    keeps = "close" if http_version == "HTTP/1.0" else "keep-alive"
    if fields.get("connection", keeps).lower() != "close":
        return PearError("HTTP", "Timed out read")
    if 400 <= status < 500:
        return PearError("HTTP", f"HTTP Response {status}")
    media, charset = _media_type(fields.get("content-type", ""))
    if media != "text/xml":
        return PearError("HTTP", body.decode("utf-8", "replace"))
    if "chunked" in fields.get("transfer-encoding", "").lower():
        return PearError("Parser", "XML error on line 1: the size of a chunk is no XML")
    return _parse(body, charset)


def _media_type(content_type: str) -> tuple[str, str]:
    """The type that is compared with text/xml, and the charset of strings in PHP (T11)."""
    charset = "UTF-8"
    found = _CONTENT_TYPE.match(content_type)
    if found:
        content_type, given = found.groups()
        given = given.replace('"', "").upper()
        charset = given if given in CHARSETS else charset
    return content_type or "text/xml", charset


def _parse(body: bytes, charset: str) -> Any:
    declared = DECLARED_ENCODING.search(body)
    if declared:
        charset = (declared[1] or declared[2]).decode("latin-1").upper()
        if charset not in CHARSETS:
            raise PhpFatal(f"xml_parser_create(): unsupported encoding {charset}")
    reader = _Reader(charset)
    try:
        if body:
            reader.expat.Parse(body, True)
    except expat.ExpatError as error:
        return PearError("Parser", f"XML error on line {error.lineno}: {expat.ErrorString(error.code)}")
    if not reader.roots:
        return PearError("Parser", "Cannot build response")
    result = _result(_value(reader.roots[0]))
    if reader.headers:
        _value(reader.headers[0])  # decoded and thrown away (R11), but it can kill the page as well
    return result


def _result(value: Any) -> Any:
    """The root's value as the caller gets it: a fault, the only child, or all (wire.md 4, steps 3 to 5)."""
    if isinstance(value, PhpObject):
        if "faultcode" in value:
            parts = ("faultcode", "faultstring", "detail", "faultactor")
            return PearFault(**{part: value.get(part, "") for part in parts})
        return next(iter(value.values())) if len(value) == 1 else PhpArray(value)
    return value[0] if isinstance(value, list) and len(value) == 1 else value


@dataclass(eq=False, slots=True)
class _Node:
    name: str
    parent: "_Node | None"
    depth: int
    type: str = ""
    array_type: str = ""
    id: str = ""
    text: str = ""
    children: "list[_Node]" = field(default_factory=list)
    target: "_Node | None" = None  # what an href points at


def _local(name: str) -> str:
    """The local part of a name or QName, without the ``[n]`` of an arrayType."""
    if name.count(":") == 1:
        name = name.partition(":")[2]
    return name.partition("[")[0] or name


class _Reader:
    """The events of one answer: makes nodes, finds the roots, settles the types."""

    def __init__(self, charset: str) -> None:
        self.roots: list[_Node] = []
        self.headers: list[_Node] = []
        self._charset = charset
        self._node: _Node | None = None
        self._root: _Node | None = None
        self._status = ""
        self._body_depth = 0
        self._by_id: dict[str, _Node] = {}
        self._waiting: dict[str, list[_Node]] = {}
        self.expat = expat.ParserCreate()
        self.expat.ordered_attributes = True
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._text

    def _start(self, tag: str, found: list[str]) -> None:
        attributes = list(zip(found[::2], found[1::2], strict=True))
        parent = self._node
        node = self._node = _Node(_local(tag), parent, parent.depth + 1 if parent else 1)
        if parent:
            parent.children.append(node)
        self._place(node, attributes)
        for key, value in attributes:  # in their order: the last type wins (R3)
            if key.partition(":")[0] != "xmlns":
                self._attribute(node, _local(key), value)

    def _place(self, node: _Node, attributes: list[tuple[str, str]]) -> None:
        """Envelope, Header, Body or root? The names count wherever they occur, in any letter case (R8)."""
        lower = node.name.lower()
        if lower == "envelope":
            self._status = "envelope"
        elif lower == "header":
            self._status, self._root, node.type = "header", node, "Struct"
            self.headers.append(node)
        elif lower == "body":
            self._status, self._body_depth = "body", node.depth
        elif (
            self._status == "body"
            and node.depth == self._body_depth + 1
            and not any(":root" in key.lower() and value in ("", "0") for key, value in attributes)
        ):
            self._status, self._root, node.type = "method", node, "Struct"
            self.roots.append(node)

    def _attribute(self, node: _Node, name: str, value: str) -> None:
        if name == "type":
            node.type = _local(value)
        elif name == "arrayType":
            node.type, node.array_type = "Array", _local(value)
            if "," in value:
                raise NotImplementedError("arrays of several dimensions")
        elif name == "offset":
            raise PhpFatal("call to undefined function split()")
        elif name == "id":
            node.id = value
            self._by_id[value] = node
        elif name == "href" and value.startswith("#"):
            node.target = self._by_id.get(value[1:])
            if node.target is None:
                self._waiting.setdefault(value[1:], []).append(node)

    def _end(self, tag: str) -> None:
        node = self._node
        assert node is not None
        if node.type == "":
            inherited = node.parent.array_type if node.parent and node.parent.type == "Array" else ""
            node.type = "Struct" if node.children else inherited or "string"
        if node is self._root:
            self._status = "body"
        elif node.name in ("Body", "Header"):
            self._status = "envelope"
        for waiting in self._waiting.get(node.id, ()) if node.id else ():
            waiting.target = node
        self._node = node.parent

    def _text(self, data: str) -> None:
        if self._node:
            self._node.text += data.encode(self._charset, "replace").decode(self._charset)


def _source(node: _Node) -> _Node:
    """The element that holds the content: where hrefs lead to."""
    seen: set[int] = set()
    while node.target is not None:
        if id(node) in seen:
            raise PhpFatal("a reference points at itself")
        seen.add(id(node))
        node = node.target
    return node


def _value(node: _Node, depth: int = 0, forced: str = "") -> Any:
    """The PHP value of an element (wire.md 4.1). ``forced`` is the type that the enclosing array imposes."""
    if depth > _MEMORY:
        raise PhpFatal("allowed memory size exhausted: a reference points at its parent")
    node = _source(node)
    kind = forced or node.type
    if not node.children and node.type != "Array":
        return scalar(kind, node.text)
    if kind == "Array":
        return [_value(child, depth + 1, node.array_type) for child in node.children]
    return _object(node.children, depth)


def _object(children: list[_Node], depth: int) -> PhpObject:
    """Members by name. A repeated name makes no list: beside nothing else it is fatal, else values nest."""
    made = PhpObject()
    for child in children:
        value = _value(child, depth + 1)
        if child.name not in made:
            made[child.name] = value
        elif _source(child).type == "Array":
            before = made[child.name]
            if isinstance(before, list):
                before.append(value)
            else:
                made[child.name] = value if isinstance(before, PhpObject) else [before, value]
        elif len(made) == 1:
            raise PhpFatal("method_exists(): argument #1 must be of type object|string, array given")
        else:
            made[child.name] = [made[child.name], value]
    return made
