# SPDX-License-Identifier: Apache-2.0
"""The values whose ``xsi:type`` is heard: binary text (W-A) and Maps of Apache SOAP (W-B).

``xsi:type`` is otherwise no guide (wire.md Q5). It holds a prefix, and the tree does not keep what prefixes stand for; so
it is resolved while the tree is built, in those few requests in which such a type can stand, and what it says is left at
the element as the attribute :data:`KIND`. An item may be named by its type (SOAP 1.1, 5.4.2). Items of an array that do not
say theirs have that of its ``arrayType``, which is left at the array as :data:`ITEMS`.
"""

import base64
import binascii
from xml.etree.ElementTree import TreeBuilder

from ngnprov.errors import InvalidValue
from ngnprov.soap.characters import are_legal
from ngnprov.soap.namespaces import APACHE_SOAP, ARRAY_TYPE, SCHEMAS, SOAP_ENCODING, TYPES, qualified

KIND, ITEMS = " kind", " items"
"""No request can write them: the name of an attribute has no blank."""

BASE64, HEX, MAP = "base64", "hex", "map"

BLANKS = " \t\r\n"
"""White space as XML has it (XML 1.0, 2.3)."""

_BINARY = {"base64Binary": BASE64, "base64": BASE64, "hexBinary": HEX}
_KINDS = {
    **{(namespace, name): kind for namespace in (*SCHEMAS, SOAP_ENCODING) for name, kind in _BINARY.items()},
    (APACHE_SOAP, "Map"): MAP,
}
_NAMES = frozenset(name for _, name in _KINDS)
_TAGS = {qualified(namespace, name): kind for (namespace, name), kind in _KINDS.items() if namespace == SOAP_ENCODING}
_MAPS = APACHE_SOAP.encode()
_UNBLANK = str.maketrans("", "", BLANKS)


def may_speak(body: bytes) -> bool:
    """Can a type that is heard stand in this request? A character reference, ``&#``, may hide its name."""
    if b"base64" in body or b"hexBinary" in body or _MAPS in body:
        return True
    return b"&" in body and b"&#" in body  # to look for one octet is the quickest, and mostly enough


class KindsBuilder:
    """A TreeBuilder that marks elements with their kind. Expat's handlers are its methods, that for data is the builder's."""

    def __init__(self, builder: TreeBuilder) -> None:
        self._build, self.end = builder.start, builder.end
        self._scope: dict[str | None, list[str]] = {}

    def declare(self, prefix: str | None, namespace: str | None) -> None:
        """A namespace comes into scope."""
        self._scope.setdefault(prefix, []).append(namespace or "")

    def forget(self, prefix: str | None) -> None:
        """The namespace that came last for this prefix goes out of scope."""
        self._scope[prefix].pop()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        kind: str | None
        for name in TYPES:
            if name in attributes:
                kind = self._kind(attributes[name])
                break
        else:
            kind = _TAGS.get(tag)
        if kind is not None:
            attributes[KIND] = kind
        array = attributes.get(ARRAY_TYPE)
        if array is not None and (kind := self._kind(array.partition("[")[0])) is not None:
            attributes[ITEMS] = kind
        self._build(tag, attributes)

    def _kind(self, said: str) -> str | None:
        prefix, _, name = said.strip(BLANKS).rpartition(":")
        if name not in _NAMES:
            return None
        found = self._scope.get(prefix or None)
        return _KINDS.get((found[-1], name)) if found else None


def octets(kind: str, text: str) -> bytes:
    """What is written as base64, with white space anywhere, or as hexadecimal digits. Raises InvalidValue."""
    try:
        if kind == BASE64:
            return base64.b64decode(text.translate(_UNBLANK), validate=True)
        return binascii.unhexlify(text.strip(BLANKS))
    except ValueError:
        raise InvalidValue("is not base64" if kind == BASE64 else "is not hexadecimal") from None


def decode(kind: str, text: str) -> str:
    """The text whose UTF-8 is written as base64, with white space anywhere, or as hexadecimal digits.

    Raises InvalidValue for what is not written so, is not UTF-8, or is a text that XML cannot carry.
    """
    try:
        decoded = octets(kind, text).decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidValue("must be UTF-8 in its base64 or hexadecimal form") from None
    if not are_legal(decoded):
        raise InvalidValue("has characters that XML cannot carry")
    return decoded
