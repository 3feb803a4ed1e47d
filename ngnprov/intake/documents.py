# SPDX-License-Identifier: Apache-2.0
"""JSON documents (RFC 8259) as values of wire types, and the other way round: members are called as on the wire.

They are read by the forms and bounds of the wire, and more strictly than it: what has a name that the record does not know is
refused, since whoever has misspelt a member would get something else than was meant.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ngnprov.errors import InvalidType, InvalidValue, Refusal
from ngnprov.intake.values import reader
from ngnprov.soap.characters import printable
from ngnprov.soap.types import WireType, is_record, is_secret, item_type, members, python_name, type_name, xsd_name


def parse(text: str) -> Any:
    """The document that a text is. Raises InvalidValue that names the line."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_members_once)
    except json.JSONDecodeError as error:
        raise InvalidValue(f"the file is not JSON: {error.msg}, in line {error.lineno}") from None
    except ValueError:  # Python reads no whole number of thousands of digits
        raise InvalidValue("the file has a number that is too long") from None
    except RecursionError:
        raise InvalidValue("the file is not JSON that can be read: too many levels") from None


def read(declared: WireType, document: Any, path: str) -> Any:
    """What a document means as a value of a type; ``path`` is how fields are called that are at fault.

    Records become dicts of snake_case names with what was given and not null. Raises InvalidType, InvalidValue.
    """
    try:
        return _read(declared, document)
    except Refusal as refusal:
        refusal.field = f"{path}.{refusal.field}" if refusal.field else path
        raise


def written(declared: WireType, value: Any) -> Any:
    """The document of a value as operations answer it, which can be read again; secrets are left out."""
    if value is None:
        return None
    item = item_type(declared)
    if item is not None:
        return [written(item, each) for each in value]
    if is_record(declared):
        pairs = zip(members(declared).items(), value, strict=True)
        return {name: written(member, each) for (name, member), each in pairs if not is_secret(member)}
    if xsd_name(declared) == "boolean":
        return bool(value)
    return float(value) if isinstance(value, Decimal) else value


def _read(declared: WireType, document: Any) -> Any:
    item = item_type(declared)
    if item is not None:
        if not isinstance(document, list):
            raise InvalidType("must be a list")
        return [read(item, each, str(place)) for place, each in enumerate(document)]
    if is_record(declared):
        if not isinstance(document, dict):
            raise InvalidType("must be a structure")
        return _record(declared, document)
    return reader(declared)(_as_text(declared, document))


def _record(declared: WireType, given: Mapping[str, Any]) -> dict[str, Any]:
    known, values = members(declared), dict[str, Any]()
    for name, each in given.items():
        if name not in known:
            raise InvalidValue(f"is no member of {type_name(declared)}", field=printable(name))
        if each is not None:
            values[python_name(name)] = read(known[name], each, name)
    return values


def _as_text(declared: WireType, document: Any) -> str:
    """A single value as it would stand on the wire: a number may be in quotes, and a text of digits may do without."""
    is_text, is_flag = xsd_name(declared) == "string", xsd_name(declared) == "boolean"
    if isinstance(document, dict | list) or document is None:
        raise InvalidType("must be a single value")
    if isinstance(document, bool):
        if not is_flag:
            raise InvalidType(f"must be {'text' if is_text else 'a number'}, not true or false")
        return "true" if document else "false"
    if isinstance(document, Decimal) and is_text:
        raise InvalidType("must be text")
    return str(document)


def _no_number(text: str) -> Any:
    raise InvalidValue(f"the file is not JSON: {text} is no number")


def _members_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidValue("is given twice", field=printable(twice))
    return found
