# SPDX-License-Identifier: Apache-2.0
"""The WSDL of ports, one document for each dialect, made from the declarations (wire.md 8).

Both dialects have a document of all ports and one for each port: with several ports in a document PHP's ext-soap reaches only
the first of two operations of one name.
"""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import quoteattr

from ngnprov.calls.operation import Operation
from ngnprov.calls.port import Port, find_ports
from ngnprov.soap.namespaces import OWN, SOAP_ENCODING, prefix_of
from ngnprov.soap.publishing.encoding import ENCODING_DOCUMENT, ENCODING_FILE
from ngnprov.soap.publishing.schema import (
    XSD,
    other_types_schema,
    own_schema,
    reference,
    types_schema,
    wrappers_schema,
)
from ngnprov.soap.reading.envelope import Dialect
from ngnprov.soap.types import TYPES_NAMESPACE
from ngnprov.soap.used_types import other_namespaces
from ngnprov.soap.writing.faults import FAULT_ELEMENT, FAULT_TYPE

__all__ = ["Dialect", "render", "write_all"]

SERVICE = "NGNPro"
PUBLISHED_BASE = "http://127.0.0.1:9200"
"""The address in the files of ``wsdl/``; a server names its own."""


def write_all(directory: Path) -> list[Path]:
    """Write every document into ``directory``; the files."""
    ports, base = find_ports(), PUBLISHED_BASE
    documents = {
        ENCODING_FILE: ENCODING_DOCUMENT,
        "ngnpro.encoded.wsdl": render(ports, "encoded", f"{base}/ngnpro/"),
        "ngnpro.literal.wsdl": render(ports, "literal", f"{base}/soap/"),
    }
    for port in ports:
        documents[f"{port.name}.encoded.wsdl"] = render((port,), "encoded", f"{base}/ngnpro/{port.name}/")
        documents[f"{port.name}.literal.wsdl"] = render((port,), "literal", f"{base}/soap/{port.name}/")
    for name, document in documents.items():
        (directory / name).write_bytes(document)
    return [directory / name for name in documents]


def render(ports: tuple[Port, ...], dialect: Dialect, address: str, encoding: str = ENCODING_FILE) -> bytes:
    """The document for ``ports`` at the endpoint ``address``.

    ``encoding`` is the URL of :data:`~ngnprov.soap.publishing.encoding.ENCODING_DOCUMENT`, by default a file beside this one;
    only RPC/encoded names it.
    """
    single = len(ports) == 1
    namespace = ports[0].namespace if single else TYPES_NAMESPACE
    writer = _Writer(dialect, single)
    others = other_namespaces(ports)
    named = {prefix_of(other): other for other in others}
    if not single and dialect == "literal":
        named |= {port.name: port.namespace for port in ports}
    prefixes = [f'    xmlns:{prefix}="{name}"' for prefix, name in named.items()]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<wsdl:definitions name="{SERVICE}" targetNamespace="{namespace}"',
        f'    xmlns:tns="{namespace}"',
        f'    xmlns:ngnpro="{TYPES_NAMESPACE}"',
        f'    xmlns:ngnprov="{OWN}"',
        *prefixes,
        '    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"',
        '    xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"',
        *([f'    xmlns:SOAP-ENC="{SOAP_ENCODING}"'] if dialect == "encoded" else []),
        f'    xmlns:xsd="{XSD}">',
        "  <wsdl:types>",
        *_indented(types_schema(ports, dialect, encoding), 4),
        *_indented(own_schema(), 4),
    ]
    for other in others:
        lines += _indented(other_types_schema(ports, other, dialect, encoding), 4)
    if dialect == "literal":
        for port in ports:
            lines += _indented(wrappers_schema(port), 4)
    lines += ["  </wsdl:types>", *writer.common_messages(ports)]
    for port in ports:
        for operation in port.operations():
            lines += writer.messages(port, operation)
    for port in ports:
        lines += writer.port_type(port)
    for port in ports:
        lines += writer.binding(port)
    lines.append(f'  <wsdl:service name="{SERVICE}">')
    for port in ports:
        lines += [
            f'    <wsdl:port name="{port.title}" binding="tns:{port.title}Binding">',
            f"      <soap:address location={quoteattr(address)}/>",
            "    </wsdl:port>",
        ]
    lines += ["  </wsdl:service>", "</wsdl:definitions>", ""]
    return "\n".join(lines).encode()


def _indented(lines: list[str], blanks: int) -> list[str]:
    return [" " * blanks + line for line in lines]


class _Writer:
    """The parts of a document that differ between the dialects."""

    def __init__(self, dialect: Dialect, single: bool) -> None:
        self._encoded = dialect == "encoded"
        self._single = single

    def common_messages(self, ports: Iterable[Port]) -> list[str]:
        """The headers, each in a message of its own so that toolkits can do without it, and the fault."""
        auth = [
            '  <wsdl:message name="auth">',
            f'    <wsdl:part name="auth" {self._header_part()}/>',
            "  </wsdl:message>",
        ]
        return [
            *(auth if any(port.has_login_header for port in ports) else []),
            '  <wsdl:message name="request">',
            f'    <wsdl:part name="request" {self._request_part()}/>',
            "  </wsdl:message>",
            f'  <wsdl:message name="{FAULT_TYPE}">',
            f'    <wsdl:part name="{FAULT_ELEMENT}" {self._fault_part()}/>',
            "  </wsdl:message>",
        ]

    def _header_part(self) -> str:
        return 'type="ngnpro:SoapAuth"' if self._encoded else 'element="ngnpro:auth"'

    def _request_part(self) -> str:
        return 'type="ngnprov:RequestOptions"' if self._encoded else 'element="ngnprov:request"'

    def _fault_part(self) -> str:
        return f'type="ngnpro:{FAULT_TYPE}"' if self._encoded else f'element="ngnpro:{FAULT_ELEMENT}"'

    def messages(self, port: Port, operation: Operation) -> list[str]:
        """Request and response."""
        result = {} if operation.returns is None else {operation.answers: operation.returns}
        lines = []
        for name, parts in ((operation.name, operation.parameters), (f"{operation.name}Response", result)):
            if self._encoded:
                kinds = {part: reference(kind, port.type_namespace) for part, kind in parts.items()}
                inner = [f'    <wsdl:part name="{part}" type="{kind}"/>' for part, kind in kinds.items()]
            else:
                prefix = "tns" if self._single else port.name
                inner = [f'    <wsdl:part name="parameters" element="{prefix}:{name}"/>']
            message = self._message(port, name)
            if inner:
                lines += [f'  <wsdl:message name="{message}">', *inner, "  </wsdl:message>"]
            else:
                lines.append(f'  <wsdl:message name="{message}"/>')
        return lines

    def _message(self, port: Port, name: str) -> str:
        """A name of its own for each port: two ports have operations of one name."""
        return name if self._single else f"{port.title}_{name}"

    def port_type(self, port: Port) -> list[str]:
        """The operations of a port."""
        lines = [f'  <wsdl:portType name="{port.title}">']
        for operation in port.operations():
            lines += [
                f'    <wsdl:operation name="{operation.name}">',
                f"      <wsdl:documentation>{_text(operation.summary)}</wsdl:documentation>",
                f'      <wsdl:input message="tns:{self._message(port, operation.name)}"/>',
                f'      <wsdl:output message="tns:{self._message(port, operation.name + "Response")}"/>',
                f'      <wsdl:fault name="{FAULT_TYPE}" message="tns:{FAULT_TYPE}"/>',
                "    </wsdl:operation>",
            ]
        return [*lines, "  </wsdl:portType>"]

    def binding(self, port: Port) -> list[str]:
        """How the operations travel."""
        style = "rpc" if self._encoded else "document"
        lines = [
            f'  <wsdl:binding name="{port.title}Binding" type="tns:{port.title}">',
            f'    <soap:binding style="{style}" transport="http://schemas.xmlsoap.org/soap/http"/>',
        ]
        use = f'use="encoded" encodingStyle="{SOAP_ENCODING}"' if self._encoded else 'use="literal"'
        body = f'{use} namespace="{port.namespace}"' if self._encoded else use
        header, own = (
            f'{use} namespace="{namespace}"' if self._encoded else use for namespace in (TYPES_NAMESPACE, OWN)
        )
        for operation in port.operations():
            lines += [
                f'    <wsdl:operation name="{operation.name}">',
                '      <soap:operation soapAction=""/>',
                "      <wsdl:input>",
                *([f'        <soap:header message="tns:auth" part="auth" {header}/>'] if port.has_login_header else []),
                f'        <soap:header message="tns:request" part="request" {own}/>',
                f"        <soap:body {body}/>",
                "      </wsdl:input>",
                "      <wsdl:output>",
                f"        <soap:body {body}/>",
                "      </wsdl:output>",
                f'      <wsdl:fault name="{FAULT_TYPE}">',
                f'        <soap:fault name="{FAULT_TYPE}" {header}/>',
                "      </wsdl:fault>",
                "    </wsdl:operation>",
            ]
        return [*lines, "  </wsdl:binding>"]


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
