# SPDX-License-Identifier: Apache-2.0
"""Rows to bytes, by source code generated once per declared type and dialect. No element tree is built.

A record is encoded from a tuple in wire order; a list member from a sequence of such tuples, or from a ``Stream``.

RPC/encoded (wire.md 4.2): every leaf typed, nothing nil (None becomes ``""``, ``0`` or ``false``), lists as
``SOAP-ENC:Array`` with ``arrayType`` and never ``offset``. Document/literal: members qualified in the namespace of the type
that has them, None left out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from ngnprov.calls.operation import Operation
from ngnprov.calls.port import Port
from ngnprov.errors import InternalFailure
from ngnprov.soap.characters import legal
from ngnprov.soap.namespaces import SOAP_ENCODING, SOAP_ENVELOPE, prefix_of
from ngnprov.soap.reading.envelope import Dialect
from ngnprov.soap.types import (
    TYPES_NAMESPACE,
    WireType,
    is_record,
    item_type,
    members,
    type_name,
    types_namespace,
    xsd_name,
)
from ngnprov.soap.used_types import other_namespaces

XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
ENVELOPE_OPEN = {
    "encoded": (
        f'{XML_DECLARATION}<SOAP-ENV:Envelope xmlns:SOAP-ENV="{SOAP_ENVELOPE}"'
        ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xmlns:SOAP-ENC="{SOAP_ENCODING}" xmlns:ngnpro="{TYPES_NAMESPACE}"'
        f' SOAP-ENV:encodingStyle="{SOAP_ENCODING}"><SOAP-ENV:Body>'
    ),
    "literal": (
        f'{XML_DECLARATION}<SOAP-ENV:Envelope xmlns:SOAP-ENV="{SOAP_ENVELOPE}" xmlns:ngnpro="{TYPES_NAMESPACE}">'
        "<SOAP-ENV:Body>"
    ),
}
ENVELOPE_CLOSE = "</SOAP-ENV:Body></SOAP-ENV:Envelope>"

Row = tuple[Any, ...]
Encode = Callable[[Any], str]


class Stream(Protocol):
    """A list that is too long for memory: ``count`` rows in all, in batches."""

    count: int
    batches: Iterable[Sequence[Row]]


def escape(text: str) -> str:
    """Text content; a carriage return survives only as a character reference (XML 1.0 section 2.11)."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "\r" in text:
        text = text.replace("\r", "&#13;")
    return text


@lru_cache(maxsize=4096)
def money(value: Decimal) -> str:
    """Plain digits without exponent or needless zeros; ``0`` and not ``-0``."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _qualified(declared: WireType) -> str:
    """The QName of a record or scalar."""
    if is_record(declared):
        return f"{prefix_of(declared.get_namespace())}:{type_name(declared)}"
    return f"xsd:{xsd_name(declared)}"


def types_declared(port: Port) -> str:
    """The attributes that declare the prefixes of a port's types, where the envelope does not."""
    return "".join(f' xmlns:{prefix_of(other)}="{other}"' for other in other_namespaces((port,)))


def compile_answer(operation: Operation, port: Port, dialect: Dialect) -> Callable[[Any], Iterator[bytes]]:
    """The encoder of the whole answer of an operation of ``port``: result value -> chunks of bytes."""
    head = f'{ENVELOPE_OPEN[dialect]}<p:{operation.name}Response xmlns:p="{port.namespace}"{types_declared(port)}'
    tail = f"</p:{operation.name}Response>{ENVELOPE_CLOSE}"
    if operation.returns is None:
        empty = f"{head}/>{ENVELOPE_CLOSE}".encode()
        return lambda _: iter((empty,))
    part = operation.answers if dialect == "encoded" else f"p:{operation.answers}"
    compiler = Compiler(dialect)
    streaming = _compile_stream(part, operation.returns, compiler)
    encode = compiler.element(part, operation.returns, port.type_namespace)

    def answer(result: Any) -> Iterator[bytes]:
        if streaming is not None and hasattr(result[0], "batches"):
            yield f"{head}>".encode()
            yield from streaming(result)
            yield tail.encode()
        else:
            yield legal(f"{head}>{encode(result)}{tail}")

    return answer


def _compile_stream(part: str, declared: WireType, compiler: "Compiler") -> Callable[[Row], Iterator[bytes]] | None:
    """Encoder of a record whose first member is a list of records and may be a :class:`Stream`."""
    if not is_record(declared):
        return None
    (name, first), *others = members(declared).items()
    item = item_type(first)
    if item is None or not is_record(item):
        return None
    types = declared.get_namespace()
    encode_item = compiler.element(compiler.tag("item", item.get_namespace()), item, types)
    encode_others = [compiler.element(compiler.tag(wire, types), member, types) for wire, member in others]
    listed, mark = compiler.tag(name, types), compiler.list_mark(item)

    def encode(result: Row) -> Iterator[bytes]:
        stream: Stream = result[0]
        yield f"<{part}{compiler.mark(declared)}><{listed}{mark % stream.count if mark else ''}>".encode()
        sent = 0
        for batch in stream.batches:
            sent += len(batch)
            yield legal("".join(map(encode_item, batch)))
        if sent != stream.count:
            raise InternalFailure("a list changed its length while it was answered")
        rest = "".join(encode(value) for encode, value in zip(encode_others, result[1:], strict=True))
        yield legal(f"</{listed}>{rest}</{part}>")

    return encode


class _Pieces:
    """Source of a row's members: neighbouring texts as one format string."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._open: list[str] = []

    def text(self, formatted: str) -> None:
        """Add what stands in a format string as it is."""
        self._open.append(formatted)

    def expression(self, source: str) -> None:
        """Add an expression."""
        self._close()
        self._parts.append(source)

    def parts(self) -> list[str]:
        """The expressions, in order."""
        self._close()
        return self._parts

    def _close(self) -> None:
        if self._open:
            self._parts.append(f'f"""{"".join(self._open)}"""')
            self._open = []


class Compiler:
    """Generates the encoders of one dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self.encoded = dialect == "encoded"

    def tag(self, wire: str, types: str) -> str:
        """The name of the element of a member, of a type in the namespace ``types``."""
        return wire if self.encoded else f"{prefix_of(types)}:{wire}"

    def mark(self, declared: WireType) -> str:
        """The xsi:type attribute of a record or scalar, with its leading blank."""
        if not self.encoded:
            return ""
        return f' xsi:type="{_qualified(declared)}"'

    def list_mark(self, item: WireType) -> str:
        """The attributes of a list, with ``%d`` for its length; empty in document/literal."""
        if not self.encoded:
            return ""
        return f' xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="{_qualified(item)}[%d]"'

    def element(self, tag: str, declared: WireType, around: str) -> Encode:
        """Function from a value to the whole element; ``around`` is the namespace of what it stands in."""
        scope: dict[str, Any] = {"escape": escape, "money": money}
        source = f"def encode(v):\n return {self._expression(tag, declared, 'v', scope, around)}\n"
        exec(compile(source, f"<encoder of {tag}>", "exec"), scope)  # noqa: S102  generated from declared types only
        made: Encode = scope["encode"]
        return made

    def _expression(self, tag: str, declared: WireType, value: str, scope: dict[str, Any], around: str) -> str:
        """A Python expression that gives the element of the value that the expression ``value`` gives."""
        item = item_type(declared)
        if item is not None:
            types = types_namespace(declared, around)
            return self._list_expression(tag, self.tag("item", types), item, value, scope)
        if is_record(declared):
            name = f"record_{len(scope)}"
            scope[name] = self._record(declared)
            filled = f"f'<{tag}{self.mark(declared)}>{{{name}({value})}}</{tag}>'"
            return filled if self.encoded else f"('' if {value} is None else {filled})"
        return self._scalar_expression(tag, declared, value)

    def _record(self, declared: WireType) -> Encode:
        """Function from a row to the elements of its members, without the record's own element.

        Most rows have neither nulls nor characters to escape among their texts. One look at all texts together tells, and
        such a row is one format string; the others go member by member.
        """
        wires, types = members(declared), declared.get_namespace()
        names = [f"v{position}" for position in range(len(wires))]
        scope: dict[str, Any] = {"escape": escape, "money": money}
        careful, quick = [], _Pieces()
        texts = []
        for name, (wire, member) in zip(names, wires.items(), strict=True):
            tag = self.tag(wire, types)
            careful.append(self._expression(tag, member, name, scope, types))
            if item_type(member) is None and not is_record(member) and xsd_name(member) == "string":
                texts.append(name)
                quick.text(f"<{tag}{self.mark(member)}>{{{name}}}</{tag}>")
            else:
                quick.expression(careful[-1])
        unpacked = ", ".join(names)
        lines = [f" {unpacked}, = row"]
        if texts:
            lines += [
                " try:",
                f"  texts = ''.join(({', '.join(texts)},))",
                "  plain = not ('&' in texts or '<' in texts or '>' in texts or '\\r' in texts)",
                " except TypeError:",
                "  plain = False",
                " if plain:",
                f"  return ''.join(({', '.join(quick.parts())},))",
            ]
        lines.append(f" return ''.join(({', '.join(careful)},))")
        source = "def encode(row):\n" + "\n".join(lines) + "\n"
        exec(compile(source, f"<encoder of {type_name(declared)}>", "exec"), scope)  # noqa: S102
        made: Encode = scope["encode"]
        return made

    def _list_expression(self, tag: str, item_tag: str, item: WireType, value: str, scope: dict[str, Any]) -> str:
        """Records are joined by what stands between two, at no call for each; the whole is copied once."""
        name, between = f"item_{len(scope)}", f"between_{len(scope)}"
        if is_record(item):
            scope[name] = self._record(item)
            begin, end = f"<{item_tag}{self.mark(item)}>", f"</{item_tag}>"
        else:
            scope[name] = self.element(item_tag, item, "")
            begin = end = ""
        scope[between] = end + begin  # by a name: Python 3.11 has no nested quotes in f-strings
        mark = self.list_mark(item).replace("%d", f"{{len({value})}}")
        filled = f"f'<{tag}{mark}>{begin}{{{between}.join(map({name}, {value}))}}{end}</{tag}>'"
        if begin:
            filled = f"({filled} if {value} else f'<{tag}{mark}></{tag}>')"
        return filled if self.encoded else f"('' if {value} is None else {filled})"

    def _scalar_expression(self, tag: str, declared: WireType, value: str) -> str:
        kind = xsd_name(declared)
        if kind == "string":
            text, null = f"{{escape({value}) if {value} else ''}}", ""
        elif kind == "boolean":
            text, null = f"{{'true' if {value} else 'false'}}", ""
        elif getattr(declared.Attributes, "money", False):
            text, null = f"{{money({value})}}", "0"
        else:
            text, null = f"{{{value}}}", "0"
        filled = f'f"""<{tag}{self.mark(declared)}>{text}</{tag}>"""'
        if not self.encoded:
            return f"('' if {value} is None else {filled})"
        if null:
            return f"({filled} if {value} is not None else '<{tag}{self.mark(declared)}>{null}</{tag}>')"
        return filled
