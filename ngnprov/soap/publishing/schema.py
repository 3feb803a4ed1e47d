# SPDX-License-Identifier: Apache-2.0
"""The types of ports as XML Schema, in both dialects.

RPC/encoded: ``xsd:all`` with every member nillable, as the vendor prints it (customer.md 2), lists as restrictions of
``SOAP-ENC:Array``. Document/literal: sequences of optional members that are absent and never nil (wire.md 8), lists with
members called ``item``. What is ours, the headers ``request`` and ``reply``, is written as in document/literal in both.
"""

from collections.abc import Container, Iterable, Mapping
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
    is_record,
    item_type,
    members,
    type_name,
    types_namespace,
    xsd_name,
)
from ngnprov.soap.used_types import collect, other_namespaces, own_types
from ngnprov.soap.writing.faults import FAULT_ELEMENT, FAULT_MEMBERS, FAULT_TYPE

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
    """The QName by which documents of ours refer to a type (:func:`~ngnprov.soap.types.types_namespace`)."""
    if not is_record(declared) and item_type(declared) is None:
        return f"xsd:{xsd_name(declared)}"
    return f"{prefix_of(types_namespace(declared, around))}:{type_name(declared)}"


def types_schema(ports: tuple[Port, ...], dialect: Dialect, encoding: str) -> list[str]:
    """Lines of the schema of :data:`TYPES_NAMESPACE`, with the login header and the fault, whatever types a port has.

    ``encoding`` is where RPC/encoded finds SOAP's own types.
    """
    encoded, has_header = dialect == "encoded", any(port.has_login_header for port in ports)
    known = {**collect(ports).get(TYPES_NAMESPACE, {}), **({"SoapAuth": SoapAuth} if has_header else {})}
    lines = [*_opened(TYPES_NAMESPACE, dialect, encoding), *_types(known, TYPES_NAMESPACE, encoded), *_fault(encoded)]
    if not encoded:
        lines += ['  <xsd:element name="auth" type="ngnpro:SoapAuth"/>'] if has_header else []
        lines.append(f'  <xsd:element name="{FAULT_ELEMENT}" type="ngnpro:{FAULT_TYPE}"/>')
    return [*lines, "</xsd:schema>"]


def other_types_schema(ports: tuple[Port, ...], namespace: str, dialect: Dialect, encoding: str) -> list[str]:
    """Lines of the schema of another namespace of types."""
    types = _types(collect(ports)[namespace], namespace, dialect == "encoded")
    lines = [*_opened(namespace, dialect, encoding), *_imported(ports, namespace), *types]
    if dialect == "literal":
        for port in ports:
            if port.namespace == namespace:
                lines += _wrappers(port)
    return [*lines, "</xsd:schema>"]


def _imported(ports: Iterable[Port], namespace: str) -> list[str]:
    """To what a schema may refer in other namespaces."""
    others = dict.fromkeys((TYPES_NAMESPACE, *other_namespaces(ports)))
    return [f'  <xsd:import namespace="{other}"/>' for other in others if other != namespace]


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
    for name, declared in own_types().items():
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
    """Lines of the schema with a port's request and response elements (document/literal wrapped).

    None for a port that has types in the namespace of its operations: its elements stand in the schema of these.
    """
    if port.namespace in collect((port,)):
        return []
    lines = [f'<xsd:schema targetNamespace="{port.namespace}" elementFormDefault="qualified">']
    return [*lines, *_imported((port,), port.namespace), *_wrappers(port), "</xsd:schema>"]


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
