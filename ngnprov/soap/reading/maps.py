# SPDX-License-Identifier: Apache-2.0
"""Maps of Apache SOAP as structs (W-B).

A Map has items of a key and a value. PHP's ext-soap writes arrays with names so when it has no WSDL; in document/literal and
in headers it leaves out the type, and the shape alone tells.
"""

from collections.abc import Iterator

from ngnprov.errors import InvalidType, InvalidValue
from ngnprov.soap.reading.kinds import BASE64, BLANKS, HEX, KIND, decode
from ngnprov.soap.reading.tree import Element, local_name, renamed


def looks_like_map(element: Element) -> bool:
    """Has it children, all of them called ``item`` and made of a key and a value?"""
    return len(element) > 0 and all(is_pair(child) for child in element)


def is_pair(item: Element) -> bool:
    """Is it an item of a Map by its shape?"""
    return (
        len(item) == 2
        and local_name(item.tag) == "item"
        and {local_name(item[0].tag), local_name(item[1].tag)} == {"key", "value"}
    )


def members(mapping: Element) -> Iterator[Element]:
    """The values, each as an element that is called by its key. Raises InvalidType or InvalidValue."""
    for number, item in enumerate(mapping):
        keys, values = ([part for part in item if local_name(part.tag) == name] for name in ("key", "value"))
        if len(keys) != 1 or len(values) != 1:
            raise InvalidValue("must be one key and one value", field=str(number))
        (key,), (value,) = keys, values
        yield renamed(value, _name(key, number))


def _name(key: Element, number: int) -> str:
    if len(key):
        raise InvalidType("must be text, not a structure", field=f"{number}.key")
    text = key.text or ""
    kind = key.get(KIND)
    if kind in (BASE64, HEX):
        try:
            text = decode(kind, text)
        except InvalidValue as refusal:
            refusal.field = f"{number}.key"
            raise
    return text.strip(BLANKS).replace("}", "?")  # it would read as a namespace
