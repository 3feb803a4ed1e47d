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
from ngnprov.soap.namespaces import OWN, SOAP_ENCODING
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
    xsd_name,
)
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


def reference(declared: WireType) -> str:
    """The QName by which documents of ours refer to a type."""
    item = item_type(declared)
    if not is_record(declared) and item is None:
        return f"xsd:{xsd_name(declared)}"
    is_own = (declared if item is None else item).get_namespace() == OWN
    return f"{'ngnprov' if is_own else 'ngnpro'}:{type_name(declared)}"


def collect(ports: Iterable[Port]) -> dict[str, WireType]:
    """Every struct and list type that the operations use, by name, those that others rest on first."""
    operations = [operation for port in ports for operation in port.operations()]
    return collect_types(
        declared
        for operation in operations
        for declared in (*operation.parameters.values(), *([operation.returns] if operation.returns else []))
    )


def collect_types(used: Iterable[WireType]) -> dict[str, WireType]:
    """The struct and list types among those that are ``used``, and all that they rest on, first."""
    found: dict[str, WireType] = {}

    def visit(declared: WireType) -> None:
        item = item_type(declared)
        parts = [item] if item is not None else members(declared).values() if is_record(declared) else None
        if parts is None or type_name(declared) in found:
            return
        for part in parts:
            visit(part)
        found[type_name(declared)] = declared

    for declared in used:
        visit(declared)
    return found


def types_schema(ports: tuple[Port, ...], dialect: Dialect, encoding: str) -> list[str]:
    """Lines of the schema of :data:`TYPES_NAMESPACE`; ``encoding`` is where RPC/encoded finds SOAP's own types."""
    encoded = dialect == "encoded"
    form = "unqualified" if encoded else "qualified"
    lines = [f'<xsd:schema targetNamespace="{TYPES_NAMESPACE}" elementFormDefault="{form}">']
    if encoded:
        lines.append(f'  <xsd:import namespace="{SOAP_ENCODING}" schemaLocation={quoteattr(encoding)}/>')
    for name, declared in {**collect(ports), "SoapAuth": SoapAuth}.items():
        item = item_type(declared)
        if item is None:
            lines += _struct(name, members(declared), encoded, _DOCUMENTED.get(name, ""))
        elif encoded:
            lines += _encoded_list(name, item)
        else:
            lines += _literal_list(name, item)
    lines += _fault(encoded)
    if not encoded:
        lines += [
            '  <xsd:element name="auth" type="ngnpro:SoapAuth"/>',
            f'  <xsd:element name="{FAULT_ELEMENT}" type="ngnpro:{FAULT_TYPE}"/>',
        ]
    lines.append("</xsd:schema>")
    return lines


def own_schema() -> list[str]:
    """Lines of the schema of the headers ``request`` and ``reply``.

    No operation binds ``reply``: zeep would then answer an object with ``header`` and ``body`` where scripts expect the result
    (findings/zeep-output-header.sh).
    """
    lines = [f'<xsd:schema targetNamespace="{OWN}" elementFormDefault="qualified">']
    for name, declared in collect_types((RequestOptions, RequestReply)).items():
        item = item_type(declared)
        if item is None:
            lines += _struct(name, members(declared), False, _documentation(declared))
        else:
            lines += _literal_list(name, item)
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
    """Lines of the schema with a port's request and response elements (document/literal wrapped)."""
    lines = [f'<xsd:schema targetNamespace="{port.namespace}" elementFormDefault="qualified">']
    lines.append(f'  <xsd:import namespace="{TYPES_NAMESPACE}"/>')
    for operation in port.operations():
        lines += _wrapper(operation.name, operation.parameters, operation.required)
        result = {} if operation.returns is None else {operation.answers: operation.returns}
        lines += _wrapper(f"{operation.name}Response", result, result)
    lines.append("</xsd:schema>")
    return lines


def _wrapper(name: str, parts: Mapping[str, WireType], required: Container[str]) -> list[str]:
    inner = [
        f'        <xsd:element name="{part}" type="{reference(declared)}"{"" if part in required else OPTIONAL}/>'
        for part, declared in parts.items()
    ]
    return [
        f'  <xsd:element name="{name}">',
        "    <xsd:complexType>",
        *(["      <xsd:sequence>", *inner, "      </xsd:sequence>"] if inner else ["      <xsd:sequence/>"]),
        "    </xsd:complexType>",
        "  </xsd:element>",
    ]


def _struct(name: str, fields: dict[str, WireType], encoded: bool, documentation: str) -> list[str]:
    group, facet = ("all", ' nillable="true"') if encoded else ("sequence", OPTIONAL)
    said = f"    {_annotation(documentation)}"
    return [
        f'  <xsd:complexType name="{name}">',
        *([said] if documentation else []),
        f"    <xsd:{group}>",
        *(f'      <xsd:element name="{wire}" type="{reference(kind)}"{facet}/>' for wire, kind in fields.items()),
        f"    </xsd:{group}>",
        "  </xsd:complexType>",
    ]


def _encoded_list(name: str, item: WireType) -> list[str]:
    return [
        f'  <xsd:complexType name="{name}">',
        "    <xsd:complexContent>",
        '      <xsd:restriction base="SOAP-ENC:Array">',
        f'        <xsd:attribute ref="SOAP-ENC:arrayType" wsdl:arrayType="{reference(item)}[]"/>',
        "      </xsd:restriction>",
        "    </xsd:complexContent>",
        "  </xsd:complexType>",
    ]


def _literal_list(name: str, item: WireType) -> list[str]:
    return [
        f'  <xsd:complexType name="{name}">',
        "    <xsd:sequence>",
        f'      <xsd:element name="item" type="{reference(item)}"{OPTIONAL} maxOccurs="unbounded"/>',
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
