# SPDX-License-Identifier: Apache-2.0
"""Namespaces that requests use, and the names in them to which more than one module listens."""

SOAP_ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12_ENVELOPE = "http://www.w3.org/2003/05/soap-envelope"
SOAP_ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
OWN = "urn:ngnprov"
"""Of what is ours and not NGNPro's: the headers ``request`` and ``reply``."""
APACHE_SOAP = "http://xml.apache.org/xml-soap"
"""Of the type Map, in which PHP's ext-soap and Apache SOAP write what has names and no declared type."""

_SCHEMAS = tuple(f"http://www.w3.org/{year}/XMLSchema" for year in ("2001", "2000/10", "1999"))
SCHEMAS = frozenset(_SCHEMAS)
"""XML Schema and its two drafts, which old toolkits still write."""


def prefix_of(namespace: str) -> str:
    """The prefix of a namespace of types in documents of ours: the last part of its name, ``ngnpro``."""
    return namespace.rpartition(":")[2].lower()


def qualified(namespace: str, name: str) -> str:
    """The tag of an element, or the key of an attribute, that has a namespace; of another it is the name alone."""
    return f"{namespace}}}{name}"


TYPE, NIL = (qualified(f"{_SCHEMAS[0]}-instance", name) for name in ("type", "nil"))
TYPES = tuple(qualified(f"{schema}-instance", "type") for schema in _SCHEMAS)
"""``xsi:type`` in each of :data:`SCHEMAS`."""

ENCODING_STYLE = qualified(SOAP_ENVELOPE, "encodingStyle")
ARRAY_TYPE, OFFSET, POSITION = (qualified(SOAP_ENCODING, name) for name in ("arrayType", "offset", "position"))
