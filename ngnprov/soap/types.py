# SPDX-License-Identifier: Apache-2.0
"""The vocabulary in which ports declare their wire types: thin names over Spyne's models.

A port writes its records as Spyne classes, in the vendor's field order::

    class CustomerProperty(Record):
        name = Text(64)
        value = Text(4096)
        customer = reseller = Id()

Members that follow each other, are of one type and belong together stand in one line, in the same order. Facets (lengths,
ranges) are the validation: the compiled decoder (``decoder.py``) enforces them and names the field. Wire names are
camelCase, Python names snake_case, mapped by :func:`python_name`.
"""

import re
import sys
from types import new_class
from typing import Any

from spyne import Array, Boolean, ComplexModel, Double, Integer, Integer32, Unicode
from spyne.model.complex import ComplexModelBase

from ngnprov.calls.port import NGNPRO
from ngnprov.calls.request import LONGEST_ID, LONGEST_NAME
from ngnprov.soap.namespaces import OWN

TYPES_NAMESPACE = NGNPRO
MAX_ID = 2**31 - 1

# Optional members are absent, never nil, in document/literal: nillable members become JAXBElement<T> in Java and
# a sent nil would have to mean something (wire.md 8).
_OPTIONAL = {"min_occurs": 0, "nillable": False}

WireType = type[Any]


class Record(ComplexModel):
    """A struct of the wire. Subclasses list their members in the order of the published type.

    Those of a port whose types are not NGNPro's say so by their ``__namespace__`` (``Port.type_namespace``); they may have
    members of NGNPro's types, which stay in its namespace.
    """

    __namespace__ = TYPES_NAMESPACE


def Text(
    longest: int, *, secret: bool = False, pattern: str | None = None, keeps_null: bool = False, example: str = ""
) -> WireType:
    """xsd:string of at most ``longest`` characters. ``secret`` values never reach logs, journal or pages.

    With ``keeps_null`` a null that was sent is decoded as None, where otherwise null equals absent. ``example`` stands in the
    samples of the reference page, where the name alone does not tell what a text looks like.
    """
    facets = {"pattern": pattern, "secret": secret, "keeps_null": keeps_null, "example": example}
    return Unicode(max_len=longest, **facets, **_OPTIONAL)


def Json(example: str) -> WireType:
    """xsd:string with a JSON document (RFC 8259), such as ``example``."""
    return Text(16 << 20, example=example)


def TextOrOctets(longest: int, *, example: str = "") -> WireType:
    """xsd:string, a str inside; bytes when what is sent says that it is base64 or hexadecimal, such as a recording (W-A).

    ``longest`` is in characters, or in octets; ``example`` as for :func:`Text`.
    """
    return Unicode(max_len=longest, takes_octets=True, example=example, **_OPTIONAL)


def Id() -> WireType:
    """xsd:integer: the number of an object, 0 to 2^31-1. 0 means none (wire.md L2, customer.md I2)."""
    return Integer(ge=0, le=MAX_ID, **_OPTIONAL)


def Position() -> WireType:
    """xsd:integer: a number that the database counts up with whatever happens, 0 to 2^63-1."""
    return Integer(ge=0, le=2**63 - 1, **_OPTIONAL)


def Int(lowest: int = -(2**31), highest: int = 2**31 - 1) -> WireType:
    """xsd:int within a range."""
    return Integer32(ge=lowest, le=highest, **_OPTIONAL)


def Flag() -> WireType:
    """xsd:boolean."""
    return Boolean(**_OPTIONAL)


def Money() -> WireType:
    """xsd:double on the wire, :class:`~decimal.Decimal` with four decimals inside, below 10^10 in size."""
    return Double(money=True, **_OPTIONAL)


def Number() -> WireType:
    """xsd:double, finite; a float inside."""
    return Double(**_OPTIONAL)


def ListOf(item: WireType) -> WireType:
    """A list; members are called ``item`` in both dialects, the type is named ``<Item>Array``."""
    array: WireType = Array(item, **_OPTIONAL)
    return array


def Part(record: type[Record]) -> WireType:
    """An optional struct member."""
    part: WireType = record.customize(**_OPTIONAL)
    return part


def item_type(declared: WireType) -> WireType | None:
    """The type of a list's items, or None when ``declared`` is not a list."""
    if issubclass(declared, Array):
        (item,) = declared._type_info.values()
        found: WireType = item
        return found
    return None


def is_record(declared: WireType) -> bool:
    """Is it a struct (and no list)?"""
    return issubclass(declared, ComplexModelBase) and not issubclass(declared, Array)


def members(record: WireType) -> dict[str, WireType]:
    """Wire name -> declared type, in wire order."""
    return dict(record.get_flat_type_info(record))


def type_name(declared: WireType) -> str:
    """The published name of a struct or list type, e.g. ``CustomerAccount``, ``CustomerPropertyArray``."""
    item = item_type(declared)
    if item is not None:
        named: str = type_name(item) if is_record(item) else {"string": "String", "int": "Int"}[xsd_name(item)]
        return f"{named}Array"
    name: str = (declared.__orig__ or declared).get_type_name()
    return name


def types_namespace(declared: WireType, around: str) -> str:
    """The namespace of a struct or list type: that of its record. A list of scalars is of what is ``around`` it: the record
    that has it, or a port.
    """
    item = item_type(declared)
    record = declared if item is None else item
    namespace: str = record.get_namespace() if is_record(record) else around
    return namespace


def xsd_name(declared: WireType) -> str:
    """The built-in XML Schema type of a scalar: ``string``, ``integer``, ``int``, ``double``, ``boolean``."""
    for base, name in ((Boolean, "boolean"), (Integer32, "int"), (Integer, "integer"), (Double, "double")):
        if issubclass(declared, base):
            return name
    return "string"


class SoapAuth(Record):
    """The login header ``auth`` of every call (wire.md 3); an administrator must send ``admin`` true."""

    username = Text(255)
    password = Text(1024, secret=True)
    admin = Flag()
    impersonate = Id()


class RequestOptions(Record):
    """The header ``request``: what a call asks for itself (docs/contract/request.md)."""

    __namespace__ = OWN

    id = Text(LONGEST_ID)
    dryRun = Flag()
    ifVersion = Int(1)
    onBehalfOf = Text(LONGEST_NAME)


class MemberChange(Record):
    """A member of a record as it was and as it would be; absent where there is none. What is no text is JSON."""

    __namespace__ = OWN

    name = Text(255)
    before = after = Text(65535)


class RecordChange(Record):
    """A record that a call would make, change or remove, by the name that the journal has for it."""

    __namespace__ = OWN

    subject = Text(1024)
    members = ListOf(MemberChange)


class Consumption(Record):
    """How many more of a credit a holder would use; negative when some would be given back."""

    __namespace__ = OWN

    kind = Text(64)
    holder = Id()
    count = Int()


class LimitMet(Record):
    """A limit that a call would meet: what is used before, and how many more it wants. No ``limit`` is unlimited."""

    __namespace__ = OWN

    kind = Text(64)
    holder = Id()
    limit = used = Int(0)
    wanted = Int()
    exceeded = Flag()


class RequestPreview(Record):
    """What a dry run has found out."""

    __namespace__ = OWN

    changes = ListOf(RecordChange)
    consumes = ListOf(Consumption)
    limits = ListOf(LimitMet)


class RequestReply(Record):
    """The header ``reply`` of the answer to a call that had the header ``request``."""

    __namespace__ = OWN

    version = Int(1)
    transaction = Text(64)
    replayed = Flag()
    preview = Part(RequestPreview)


class OrderBy(Record):
    """The order of a list (wire.md L10): ``direction`` DESC is descending, and everything else ascending.

    An ``attribute`` by which the list has no order, and none, give the order of its own.
    """

    attribute = Text(64)
    direction = Text(16)


class Range(Record):
    """The slice of a list, ``start`` from zero (wire.md L9)."""

    start = count = Int(0)


class ListQuery(Record):
    """What a list is asked for; each is made by :func:`query_of`."""


class ListPage(Record):
    """What a list answers; each is made by :func:`page_of`."""


def query_of(name: str, what: str, filter: type[Record]) -> type[ListQuery]:
    """The record ``name`` of the module that calls: by it a list of ``what`` is asked for (wire.md L1)."""
    asked = {"filter": Part(filter), "orderBy": Part(OrderBy), "range": Part(Range)}
    documentation = f"Filter, order and slice of a list of {what}; all may be absent."
    return _made(ListQuery, name, documentation, asked, filter.get_namespace())


def page_of(name: str, what: str, **items: type[Record]) -> type[ListPage]:
    """The record ``name`` of the module that calls: it answers ``what``, in a member called like the keyword (wire.md L8)."""
    ((member, item),) = items.items()
    answered = {member: ListOf(item), "total": Int(0)}
    return _made(ListPage, name, f"A slice of {what}, and how many match in all.", answered, item.get_namespace())


def _made(kind: WireType, name: str, documentation: str, declared: dict[str, WireType], namespace: str) -> WireType:
    """A record as if it were declared in the module that called whoever calls this."""
    module = sys._getframe(2).f_globals["__name__"]
    body = {"__module__": module, "__namespace__": namespace, "__doc__": documentation, **declared}
    return new_class(name, (kind,), exec_body=lambda members: members.update(body))


_CAMEL = re.compile(r"(?<=[a-z0-9])([A-Z])")


def python_name(wire: str) -> str:
    """``firstName`` -> ``first_name``, ``vatNumber`` -> ``vat_number``, ``FUNC`` -> ``func``."""
    return _CAMEL.sub(lambda found: "_" + found.group(1), wire).lower()


def is_secret(declared: WireType) -> bool:
    """Was the member declared secret?"""
    return bool(getattr(declared.Attributes, "secret", False))
