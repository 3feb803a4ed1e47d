# SPDX-License-Identifier: Apache-2.0
"""A port may have types of another namespace than NGNPro's: in its documents, its answers and its sample requests."""

from dataclasses import replace
from pathlib import Path

import pytest
import zeep
from lxml import etree

from ngnprov.calls.port import NGNPRO, Port, find_ports
from ngnprov.soap.publishing import samples, wsdl
from ngnprov.soap.reading.envelope import DIALECTS, Dialect
from ngnprov.soap.types import is_record, item_type, members
from tests.support.elements import the

OTHER = "urn:example:Other"
XS = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
CUSTOMER, SIP = (port for port in find_ports() if port.name in ("customer", "sip"))
ELSEWHERE = replace(SIP, type_namespace=OTHER)
"""SipPort, were its types not NGNPro's."""


@pytest.mark.parametrize("ports", [(ELSEWHERE,), (CUSTOMER, ELSEWHERE)], ids=["alone", "with another"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_types_stand_in_a_schema_of_their_own(dialect: Dialect, ports: tuple[Port, ...]) -> None:
    root = etree.fromstring(wsdl.render(ports, dialect, "http://localhost/"))
    (schema,) = root.iterfind(f"{WSDL}types/{XS}schema[@targetNamespace='{OTHER}']")
    assert the(schema, f"{XS}complexType[@name='SipAccount']") is not None
    (ngnpro,) = root.iterfind(f"{WSDL}types/{XS}schema[@targetNamespace='{NGNPRO}']")
    assert ngnpro.find(f"{XS}complexType[@name='SipAccount']") is None
    assert the(ngnpro, f"{XS}complexType[@name='NGNException']") is not None


def test_the_types_of_two_namespaces_do_not_mix_in_one_document(tmp_path: Path) -> None:
    """Both ports have an addAccount and lists of texts of their own."""
    path = tmp_path / "both.wsdl"
    path.write_bytes(wsdl.render((CUSTOMER, ELSEWHERE), "literal", "http://localhost/"))
    client = zeep.Client(str(path))
    for port, namespace, record in (("CustomerPort", NGNPRO, "CustomerAccount"), ("SipPort", OTHER, "SipAccount")):
        kind = client.bind("NGNPro", port)._binding.get("addAccount").input.body.type
        ((_, parameter),) = kind.elements
        assert parameter.type.qname == etree.QName(namespace, record)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_requests_and_answers_name_the_types_where_they_are(dialect: Dialect) -> None:
    (operation,) = (each for each in ELSEWHERE.operations() if each.name == "addAccount")
    for shown in (samples.answer(ELSEWHERE, operation, dialect), samples.request(ELSEWHERE, operation, dialect)):
        body = the(etree.fromstring(shown), "{http://schemas.xmlsoap.org/soap/envelope/}Body")
        text = etree.tostring(body).decode().partition(">")[2]
        assert "other:" in text
        assert "ngnpro:" not in text.replace("xmlns:ngnpro", "")


@pytest.mark.parametrize("port", find_ports(), ids=lambda port: port.name)
def test_records_say_the_namespace_that_their_port_declares(port: Port) -> None:
    """Spyne knows that of the record alone."""
    pending = [
        each for operation in port.operations() for each in (*operation.parameters.values(), operation.returns) if each
    ]
    while pending:
        declared = pending.pop()
        item = item_type(declared)
        if item is not None:
            pending.append(item)
        elif is_record(declared):
            assert declared.get_namespace() == port.type_namespace, declared
            pending += members(declared).values()
