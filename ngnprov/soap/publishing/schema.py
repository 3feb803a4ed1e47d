# SPDX-License-Identifier: Apache-2.0
"""The types of ports as XML Schema, in both dialects.

RPC/encoded: ``xsd:all`` with every member nillable, as the vendor prints it (customer.md 2), lists as restrictions of
``SOAP-ENC:Array``. Document/literal: sequences of optional members that are absent and never nil (wire.md 8), lists with
members called ``item``. What is ours, the headers ``request`` and ``reply``, is written as in document/literal in both.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from xml.sax.saxutils import quoteattr

from ngnprov.calls.port import Port
from ngnprov.errors import SAY_ADMIN
from ngnprov.soap.namespaces import OWN, SOAP_ENCODING, prefix_of
from ngnprov.soap.publishing.prose import first_paragraph, plain
from ngnprov.soap.reading.envelope import Dialect
from ngnprov.soap.types import (
    TYPES_NAMESPACE,
    RequestOptions,
    RequestReply,
    SoapAuth,
    WireType,
    collect_types,
    is_record,
    item_type,
    members,
    namespace_of,
    type_name,
    xsd_name,
)
from ngnprov.soap.writing.faults import FAULT_ELEMENT, FAULT_MEMBERS, FAULT_TYPE

Types = dict[tuple[str, str], WireType]
"""By namespace and name."""

XSD = "http://www.w3.org/2001/XMLSchema"
OPTIONAL = ' minOccurs="0"'
ALWAYS_IN_FAULTS = ("name", "errorcode", "errorstring")
_DOCUMENTED = {"SoapAuth": f"{SAY_ADMIN.capitalize()}."}
"""By the name of the type (L-D)."""
_OWN_ELEMENTS = {
    "request": "An optional header of every call: to make it once only, to try it first, or only if the record is unchanged.",
    "reply": "A header of the answer to a call that had the header request. No operation binds it: read it from the envelope.",
}


def reference(declared: WireType, around: str = TYPES_NAMESPACE) -> str:
    """The QName by which documents of ours refer to a type from within a type or port of the namespace ``around``."""
    if not is_record(declared) and item_type(declared) is None:
        return f"xsd:{xsd_name(declared)}"
    return f"{prefix_of(namespace_of(declared, around))}:{type_name(declared)}"


def collect(ports: Iterable[Port]) -> Types:
    """Every struct and list type that the operations use, by namespace and name, those that others rest on first."""
    found: Types = {}
    for port in ports:
        found.update(collect_types(_used(port), port.type_namespace))
    return found


def _used(port: Port) -> Iterator[WireType]:
    for operation in port.operations():
        yield from operation.parameters.values()
        if operation.returns is not None:
            yield operation.returns


def other_namespaces(ports: Iterable[Port]) -> list[str]:
    """The namespaces of types that are not NGNPro's."""
    return list(dict.fromkeys(namespace for namespace, _ in collect(ports) if namespace != TYPES_NAMESPACE))


def types_schema(ports: tuple[Port, ...], dialect: Dialect, encoding: str) -> list[str]:
    """Lines of the schema of :data:`TYPES_NAMESPACE`, with the login and the fault, which those of all ports share.

    ``encoding`` is where RPC/encoded finds SOAP's own types.
    """
    encoded = dialect == "encoded"
    known = {**_those_of(collect(ports), TYPES_NAMESPACE), "SoapAuth": SoapAuth}
    lines = [*_opened(TYPES_NAMESPACE, dialect, encoding), *_types(known, TYPES_NAMESPACE, encoded), *_fault(encoded)]
    if not encoded:
        lines += [
            '  <xsd:element name="auth" type="ngnpro:SoapAuth"/>',
            f'  <xsd:element name="{FAULT_ELEMENT}" type="ngnpro:{FAULT_TYPE}"/>',
        ]
    return [*lines, "</xsd:schema>"]


def other_types_schema(ports: tuple[Port, ...], namespace: str, dialect: Dialect, encoding: str) -> list[str]:
    """Lines of the schema of another namespace of types; of a port whose operations have it too, with their elements."""
    known = _those_of(collect(ports), namespace)
    inside = [port for port in ports if port.namespace == namespace and dialect == "literal"]
    used = [declared for port in inside for declared in _used(port)]
    wrappers = [line for port in inside for line in _wrappers(port)]
    return [
        *_opened(namespace, dialect, encoding),
        *_imports([*known.values(), *used], namespace),
        *_types(known, namespace, dialect == "encoded"),
        *wrappers,
        "</xsd:schema>",
    ]


def _those_of(types: Types, namespace: str) -> dict[str, WireType]:
    return {name: declared for (place, name), declared in types.items() if place == namespace}


def _imports(used: Iterable[WireType], namespace: str) -> list[str]:
    """What a schema imports that uses these types."""
    others = dict.fromkeys(place for place, _ in collect_types(used, namespace) if place != namespace)
    return [f'  <xsd:import namespace="{other}"/>' for other in others]


def _opened(namespace: str, dialect: Dialect, encoding: str) -> list[str]:
    if dialect == "literal":
        return [f'<xsd:schema targetNamespace="{namespace}" elementFormDefault="qualified">']
    return [
        f'<xsd:schema targetNamespace="{namespace}" elementFormDefault="unqualified">',
        f'  <xsd:import namespace="{SOAP_ENCODING}" schemaLocation={quoteattr(encoding)}/>',
    ]


def _types(known: Mapping[str, WireType], namespace: str, encoded: bool) -> list[str]:
    lines: list[str] = []
    for name, declared in known.items():
        item = item_type(declared)
        if item is None:
            lines += _struct(name, members(declared), namespace, encoded, _DOCUMENTED.get(name, ""))
        else:
            lines += (_encoded_list if encoded else _literal_list)(name, item, namespace)
    return lines


def own_schema() -> list[str]:
    """Lines of the schema of the headers ``request`` and ``reply``.

    No operation binds ``reply``: zeep would then answer an object with ``header`` and ``body`` where scripts expect the result
    (findings/zeep-output-header.sh).
    """
    lines = [f'<xsd:schema targetNamespace="{OWN}" elementFormDefault="qualified">']
    for (_, name), declared in collect_types((RequestOptions, RequestReply)).items():
        item = item_type(declared)
        if item is None:
            lines += _struct(name, members(declared), OWN, False, _documentation(declared))
        else:
            lines += _literal_list(name, item, OWN)
    for name, declared in (("request", RequestOptions), ("reply", RequestReply)):
        lines += [
            f'  <xsd:element name="{name}" type="{reference(declared)}">',
            f"    {_annotation(_OWN_ELEMENTS[name])}",
            "  </xsd:element>",
        ]
    return [*lines, "</xsd:schema>"]


def _documentation(declared: WireType) -> str:
    return plain(first_paragraph((declared.__orig__ or declared).__doc__))


def _annotation(documentation: str) -> str:
    return f"<xsd:annotation><xsd:documentation>{documentation}</xsd:documentation></xsd:annotation>"


def wrappers_schema(port: Port) -> list[str]:
    """Lines of the schema with a port's request and response elements (document/literal wrapped); none where its types are."""
    if port.namespace in other_namespaces((port,)):
        return []
    opened = f'<xsd:schema targetNamespace="{port.namespace}" elementFormDefault="qualified">'
    places = dict.fromkeys((port.type_namespace, *(place for place, _ in collect((port,)))))
    imports = [f'  <xsd:import namespace="{place}"/>' for place in places]
    return [opened, *imports, *_wrappers(port), "</xsd:schema>"]


def _wrappers(port: Port) -> list[str]:
    lines: list[str] = []
    for operation in port.operations():
        lines += _wrapper(operation.name, operation.parameters, operation.required, port.type_namespace)
        result = {} if operation.returns is None else {operation.answers: operation.returns}
        lines += _wrapper(f"{operation.name}Response", result, result, port.type_namespace)
    return lines


def _wrapper(name: str, parts: Mapping[str, WireType], required: Container[str], types: str) -> list[str]:
    inner = [
        f'        <xsd:element name="{part}" type="{reference(declared, types)}"{"" if part in required else OPTIONAL}/>'
        for part, declared in parts.items()
    ]
    return [
        f'  <xsd:element name="{name}">',
        "    <xsd:complexType>",
        *(["      <xsd:sequence>", *inner, "      </xsd:sequence>"] if inner else ["      <xsd:sequence/>"]),
        "    </xsd:complexType>",
        "  </xsd:element>",
    ]


def _struct(name: str, fields: dict[str, WireType], types: str, encoded: bool, documentation: str) -> list[str]:
    group, facet = ("all", ' nillable="true"') if encoded else ("sequence", OPTIONAL)
    said = f"    {_annotation(documentation)}"
    return [
        f'  <xsd:complexType name="{name}">',
        *([said] if documentation else []),
        f"    <xsd:{group}>",
        *(
            f'      <xsd:element name="{wire}" type="{reference(kind, types)}"{facet}/>'
            for wire, kind in fields.items()
        ),
        f"    </xsd:{group}>",
        "  </xsd:complexType>",
    ]


def _encoded_list(name: str, item: WireType, types: str) -> list[str]:
    return [
        f'  <xsd:complexType name="{name}">',
        "    <xsd:complexContent>",
        '      <xsd:restriction base="SOAP-ENC:Array">',
        f'        <xsd:attribute ref="SOAP-ENC:arrayType" wsdl:arrayType="{reference(item, types)}[]"/>',
        "      </xsd:restriction>",
        "    </xsd:complexContent>",
        "  </xsd:complexType>",
    ]


def _literal_list(name: str, item: WireType, types: str) -> list[str]:
    return [
        f'  <xsd:complexType name="{name}">',
        "    <xsd:sequence>",
        f'      <xsd:element name="item" type="{reference(item, types)}"{OPTIONAL} maxOccurs="unbounded"/>',
        "    </xsd:sequence>",
        "  </xsd:complexType>",
    ]


def _fault(encoded: bool) -> list[str]:
    group = "all" if encoded else "sequence"
    lines = [f'  <xsd:complexType name="{FAULT_TYPE}">', f"    <xsd:{group}>"]
    for name, kind in FAULT_MEMBERS.items():
        facet = "" if name in ALWAYS_IN_FAULTS else OPTIONAL
        lines.append(f'      <xsd:element name="{name}" type="xsd:{kind}"{facet}/>')
    return [*lines, f"    </xsd:{group}>", "  </xsd:complexType>"]
