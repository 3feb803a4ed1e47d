# SPDX-License-Identifier: Apache-2.0
"""Elements to Python values, by maps compiled once per declared type. One decoder reads both dialects.

Only local names and declared types decide; ``xsi:type``, order, prefixes and unknown members do not (wire.md Q1-Q8). Two types
are heard all the same (``kinds.py``): binary text where text is expected (W-A), and a Map where a structure is (W-B).
A record becomes a dict of snake_case names that holds what was supplied and not null.

Null: ``xsi:nil`` (W-D), an empty element of a type other than string, and in RPC/encoded an empty element without
``xsi:type`` (wire.md Q7). In document/literal an empty string element is the empty string. An empty ``xsd:string`` where
a number or boolean is declared is a form field that was emptied: 0 or false (sip.md 1, rule 4).
"""

from collections.abc import Callable, Container, Iterable
from typing import Any

from spyne import Boolean, Integer
from spyne.model.primitive import Unicode

from ngnprov.calls.operation import Operation
from ngnprov.errors import InvalidType, InvalidValue, MissingInput, Refusal
from ngnprov.soap.characters import printable
from ngnprov.soap.namespaces import NIL, TYPE, qualified
from ngnprov.soap.reading import kinds, maps
from ngnprov.soap.reading.arrays import items
from ngnprov.soap.reading.envelope import Dialect
from ngnprov.soap.reading.kinds import BLANKS, KIND, MAP
from ngnprov.soap.reading.nil import is_nil
from ngnprov.soap.reading.scalars import bounded, converter
from ngnprov.soap.reading.tree import Element, local_name
from ngnprov.soap.types import TYPES_NAMESPACE, WireType, is_record, item_type, members, python_name

Decode = Callable[[Element], Any]


def compile_arguments(
    operation: Operation, namespace: str, dialect: Dialect, only: Container[str] | None = None
) -> Callable[[Element], list[Any]]:
    """The decoder of an operation's element: the arguments in declaration order, absent ones None.

    With ``only`` these parameters are read, and what else there is is not looked at.

    The decoder raises InvalidType, InvalidValue or MissingInput with ``field`` set to the wire path; InvalidValue also for a
    child that is not a parameter, since a call that has misnamed one would do something else than was meant (W-C).
    """
    parameters = {wire: kind for wire, kind in operation.parameters.items() if only is None or wire in only}
    table = _table(parameters, namespace, dialect, operation.replaces)
    names = [(python_name(wire), wire, wire in operation.required) for wire in parameters]
    unknown = _no_parameter if only is None else None

    def decode(element: Element) -> list[Any]:
        values = _read(element, table, unknown)
        arguments = []
        for name, wire, required in names:
            value = values.get(name)
            if value is None and required:
                raise MissingInput(f"{wire} is missing", field=wire)
            arguments.append(value)
        return arguments

    return decode


def compile_type(declared: WireType, dialect: Dialect) -> Decode:
    """The decoder of one type: element -> value, or None for null."""
    item = item_type(declared)
    if item is not None:
        return _list(item, dialect)
    if is_record(declared):
        return _record(declared, dialect)
    return _scalar(declared, dialect)


Table = dict[str, tuple[str, str, Decode, bool]]


def _table(
    fields: dict[str, WireType], namespace: str, dialect: Dialect, replaces: frozenset[str] = frozenset()
) -> Table:
    table: Table = {}
    for wire, declared in fields.items():
        keeps_null = bool(getattr(declared.Attributes, "keeps_null", False))
        decode = compile_type(declared, dialect)
        if wire in replaces:
            decode = _replacing(decode, dict if is_record(declared) else list)
        entry = (python_name(wire), wire, decode, keeps_null)
        for tag in (wire, qualified(namespace, wire), qualified(TYPES_NAMESPACE, wire)):
            table[tag] = entry
    return table


def _replacing(decode: Decode, empty: Callable[[], Any]) -> Decode:
    """Of a set that is replaced, an empty element is the empty set whatever its type (sip.md 5.10); nil is null (W-C)."""

    def decode_set(element: Element) -> Any:
        value = decode(element)
        return empty() if value is None and not is_nil(element) else value

    return decode_set


def _read(element: Iterable[Element], table: Table, unknown: Callable[[Element], None] | None = None) -> dict[str, Any]:
    """The values of the children that ``table`` knows, by their Python names; the others are shown to ``unknown``."""
    values: dict[str, Any] = {}
    nulls: list[str] = []
    for child in element:
        entry = table.get(child.tag) or table.get(local_name(child.tag))
        if entry is None:
            if unknown is not None:
                unknown(child)
            continue
        name, wire, decode, keeps_null = entry
        try:
            value = decode(child)
        except Refusal as refusal:
            refusal.field = f"{wire}.{refusal.field}" if refusal.field else wire
            raise
        if name in values:
            raise InvalidValue("is given twice", field=wire)
        values[name] = value
        if value is None and not keeps_null:
            nulls.append(name)
    for name in nulls:
        del values[name]
    return values


def _no_parameter(child: Element) -> None:
    raise InvalidValue("is no parameter of this operation", field=printable(local_name(child.tag)))


def _record(declared: WireType, dialect: Dialect) -> Decode:
    table = _table(members(declared), declared.get_namespace(), dialect)

    def decode(element: Element) -> dict[str, Any] | None:
        if element.get(NIL) is not None and is_nil(element):
            return None
        if not len(element):
            if element.text is not None and element.text.strip(BLANKS):
                raise InvalidType("must be a structure, not text")
            # an empty PHP array stands for an empty structure (wire.md 2)
            return {} if dialect == "literal" else None
        if element.get(KIND) == MAP or (element[0].tag not in table and maps.looks_like_map(element)):
            return _read(maps.members(element), table)
        return _read(element, table)

    return decode


def _list(item: WireType, dialect: Dialect) -> Decode:
    decode_item = compile_type(item, dialect)
    empty: Any = {} if is_record(item) else None
    has_key = is_record(item) and "key" in members(item)

    def decode(element: Element) -> list[Any] | None:
        if element.get(NIL) is not None and is_nil(element):
            return None
        if element.get(KIND) == MAP or (len(element) and not has_key and maps.is_pair(element[0])):
            raise InvalidType("must be a list, not a Map")
        if not len(element):
            if element.text is not None and element.text.strip(BLANKS):
                raise InvalidType("must be a list, not text")
            if dialect == "encoded" and not element.attrib:
                return None
        values = []
        for position, child in enumerate(items(element)):
            try:
                value = decode_item(child)
            except Refusal as refusal:
                refusal.field = f"{position}.{refusal.field}" if refusal.field else str(position)
                raise
            value = empty if value is None else value
            if value is not None:
                values.append(value)
        return values

    return decode


def _scalar(declared: WireType, dialect: Dialect) -> Decode:
    if issubclass(declared, Unicode):
        return _text(declared, dialect)
    convert = converter(declared, from_php=True)
    emptied = _emptied(declared)

    def decode(element: Element) -> Any:
        if element.get(NIL) is not None and is_nil(element):
            return None
        if len(element):
            raise InvalidType("must be a single value, not a structure")
        text = element.text
        if text is None:
            return emptied if element.get(TYPE, "").endswith(":string") else None
        text = text.strip(BLANKS)
        return convert(text) if text else None

    return decode


def _emptied(declared: WireType) -> int | bool | None:
    """What an empty text means for a number or boolean; None, for an amount, is not supplied."""
    if issubclass(declared, Boolean):
        return False
    return 0 if issubclass(declared, Integer) and declared.Attributes.ge <= 0 else None


def _text(declared: WireType, dialect: Dialect) -> Decode:
    check: Callable[[Any], Any] = bounded(declared)
    encoded = dialect == "encoded"
    decode_kind = kinds.octets if getattr(declared.Attributes, "takes_octets", False) else kinds.decode

    def decode(element: Element) -> str | bytes | None:
        if element.get(NIL) is not None and is_nil(element):
            return None
        kind = element.get(KIND)
        if len(element) or kind == MAP:
            raise InvalidType("must be text, not a structure")
        text = element.text
        if text is None:
            return None if encoded and element.get(TYPE) is None else ""
        return check(text if kind is None else decode_kind(kind, text))

    return decode
