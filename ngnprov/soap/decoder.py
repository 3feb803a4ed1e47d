# SPDX-License-Identifier: Apache-2.0
"""Elements to Python values, by maps compiled once per declared type. One decoder reads both dialects.

Only local names and declared types decide; ``xsi:type``, order, prefixes and unknown members do not (wire.md Q1-Q8).
A record becomes a dict of snake_case names that holds what was supplied and not null.

Null: ``xsi:nil``, an empty element of a type other than string, and in RPC/encoded an empty element without
``xsi:type`` (wire.md Q7). In document/literal an empty string element is the empty string. An empty ``xsd:string`` where
a number or boolean is declared is a form field that was emptied: 0 or false (sip.md 1, rule 4).
"""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from spyne import Boolean, Double, Integer
from spyne.model.primitive import Unicode

from ngnprov.errors import InvalidType, InvalidValue, MissingInput, Refusal
from ngnprov.soap.envelope import Dialect
from ngnprov.soap.operation import Operation
from ngnprov.soap.tree import Element, local_name, qualified
from ngnprov.soap.types import TYPES_NAMESPACE, WireType, is_record, item_type, members, python_name, xsd_name

Decode = Callable[[Element], Any]

_NIL, _TYPE = (qualified("http://www.w3.org/2001/XMLSchema-instance", name) for name in ("nil", "type"))
_INTEGER = re.compile(r"[+-]?[0-9]{1,19}").fullmatch
_DOUBLE = re.compile(r"[+-]?([0-9]{1,40}(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?").fullmatch
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_CENT_OF_CENT = Decimal("0.0001")
_NOISE = Decimal("0.000000001")
MONEY_LIMIT = Decimal(10) ** 10


def compile_arguments(operation: Operation, namespace: str, dialect: Dialect) -> Callable[[Element], list[Any]]:
    """The decoder of an operation's element: the arguments in declaration order, absent ones None.

    The decoder raises InvalidType, InvalidValue or MissingInput with ``field`` set to the wire path.
    """
    table = _table(operation.parameters, namespace, dialect)
    names = [(python_name(wire), wire, wire in operation.required) for wire in operation.parameters]

    def decode(element: Element) -> list[Any]:
        values = _read(element, table)
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


def compile_scalar(declared: WireType) -> Callable[[str], Any]:
    """How a single value is read that stands as text elsewhere, such as a cell of a file: by the forms and bounds of the wire.

    The reader raises InvalidType or InvalidValue. What only PHP writes, ``true`` for a number, it does not know.
    """
    return _bounded(declared) if issubclass(declared, Unicode) else _converter(declared, from_php=False)


Table = dict[str, tuple[str, str, Decode, bool]]


def _table(fields: dict[str, WireType], namespace: str, dialect: Dialect) -> Table:
    table: Table = {}
    for wire, declared in fields.items():
        keeps_null = bool(getattr(declared.Attributes, "keeps_null", False))
        entry = (python_name(wire), wire, compile_type(declared, dialect), keeps_null)
        for tag in (wire, qualified(namespace, wire), qualified(TYPES_NAMESPACE, wire)):
            table[tag] = entry
    return table


def _read(element: Element, table: Table) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for child in element:
        entry = table.get(child.tag) or table.get(local_name(child.tag))
        if entry is None:
            continue
        name, wire, decode, keeps_null = entry
        try:
            value = decode(child)
        except Refusal as refusal:
            refusal.field = f"{wire}.{refusal.field}" if refusal.field else wire
            raise
        if value is not None or keeps_null:
            if name in values:
                raise InvalidValue("is given twice", field=wire)
            values[name] = value
    return values


def _is_null(element: Element) -> bool:
    return element.get(_NIL) in ("true", "1")


def _record(declared: WireType, dialect: Dialect) -> Decode:
    table = _table(members(declared), TYPES_NAMESPACE, dialect)

    def decode(element: Element) -> dict[str, Any] | None:
        if not len(element):
            if element.text is not None and not element.text.isspace():
                raise InvalidType("must be a structure, not text")
            # an empty PHP array stands for an empty structure (clients.md 2)
            return {} if dialect == "literal" and not _is_null(element) else None
        return _read(element, table)

    return decode


def _list(item: WireType, dialect: Dialect) -> Decode:
    decode_item = compile_type(item, dialect)
    empty: Any = {} if is_record(item) else None

    def decode(element: Element) -> list[Any] | None:
        if not len(element):
            if element.text is not None and not element.text.isspace():
                raise InvalidType("must be a list, not text")
            if _is_null(element) or (dialect == "encoded" and not element.attrib):
                return None
            return []
        values = []
        for position, child in enumerate(element):
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
    convert = _converter(declared, from_php=True)
    emptied = _emptied(declared)

    def decode(element: Element) -> Any:
        if len(element):
            raise InvalidType("must be a single value, not a structure")
        text = element.text
        if text is None:
            return emptied if element.get(_TYPE, "").endswith(":string") and not _is_null(element) else None
        text = text.strip()
        return convert(text) if text else None

    return decode


def _emptied(declared: WireType) -> int | bool | None:
    """What an empty text means for a number or boolean; None, for an amount, is not supplied."""
    if issubclass(declared, Boolean):
        return False
    return 0 if issubclass(declared, Integer) and declared.Attributes.ge <= 0 else None


def _text(declared: WireType, dialect: Dialect) -> Decode:
    bounded = _bounded(declared)
    encoded = dialect == "encoded"

    def decode(element: Element) -> str | None:
        if len(element):
            raise InvalidType("must be text, not a structure")
        text = element.text
        if text is None:
            if (encoded and element.get(_TYPE) is None) or _is_null(element):
                return None
            return ""
        return bounded(text)

    return decode


def _bounded(declared: WireType) -> Callable[[str], str]:
    longest = int(declared.Attributes.max_len)
    pattern = declared.Attributes.pattern
    matches = re.compile(pattern).fullmatch if pattern else None

    def bounded(text: str) -> str:
        if len(text) > longest:
            raise InvalidValue(f"must be at most {longest} characters long")
        if matches is not None and text and not matches(text):
            raise InvalidValue("has characters or a form that are not allowed")
        return text

    return bounded


def _converter(declared: WireType, *, from_php: bool) -> Callable[[str], Any]:
    if issubclass(declared, Boolean):
        return _boolean
    if issubclass(declared, Double):
        return _money if getattr(declared.Attributes, "money", False) else _number
    if issubclass(declared, Integer):
        takes_booleans = from_php and xsd_name(declared) == "int"
        return _integer(int(declared.Attributes.ge), int(declared.Attributes.le), takes_booleans)
    raise TypeError(f"no decoder for {declared!r}")


def _boolean(text: str) -> bool:
    value = _BOOLEANS.get(text.lower())
    if value is None:
        raise InvalidType("must be true or false")
    return value


def _integer(lowest: int, highest: int, takes_booleans: bool) -> Callable[[str], int]:
    def convert(text: str) -> int:
        if not _INTEGER(text):
            if takes_booleans and text.lower() in ("true", "false"):  # PHP sends them (sip.md 1, rule 4)
                return int(text.lower() == "true")
            raise InvalidType("must be a whole number")
        value = int(text)
        if not lowest <= value <= highest:
            raise InvalidValue(f"must be a whole number from {lowest} to {highest}")
        return value

    return convert


def _decimal(text: str) -> Decimal:
    if not _DOUBLE(text):
        if text.lstrip("+-").upper() in ("NAN", "INF", "INFINITY"):
            raise InvalidValue("must be a finite number")
        raise InvalidType("must be a number")
    return Decimal(text)


def _money(text: str) -> Decimal:
    value = _decimal(text)
    if abs(value) >= MONEY_LIMIT:
        raise InvalidValue("must be an amount below 10000000000")
    rounded = value.quantize(_CENT_OF_CENT, ROUND_HALF_EVEN)
    # a double such as 0.30000000000000004 is 0.3 to every client; 0.12345 is not 0.1234
    if abs(value - rounded) > _NOISE:
        raise InvalidValue("must be an amount with at most four decimals")
    return rounded


def _number(text: str) -> float:
    value = float(_decimal(text))
    if value in (float("inf"), float("-inf")):
        raise InvalidValue("must be a finite number")
    return value
