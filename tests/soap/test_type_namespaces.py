# SPDX-License-Identifier: Apache-2.0
"""A port may have types of another namespace than NGNPro's beside those: in its documents, its answers and its sample requests."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zeep
from lxml import etree

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Operation
from ngnprov.calls.policy import OPERATE
from ngnprov.calls.port import NGNPRO, Port, find_ports
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.publishing import samples, wsdl
from ngnprov.soap.publishing.reference import port_page
from ngnprov.soap.reading.decoder import compile_arguments
from ngnprov.soap.reading.envelope import DIALECTS, Dialect, open_envelope
from ngnprov.soap.types import (
    Id,
    ListOf,
    OrderBy,
    Part,
    Range,
    Record,
    Text,
    is_record,
    item_type,
    members,
    page_of,
    query_of,
)
from tests.support.elements import the

OTHER = "urn:example:Other"
ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"
XS = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"


class Thing(Record):
    """Ours, with a part of NGNPro's."""

    __namespace__ = OTHER

    id = Id()
    names = ListOf(Text(10))
    span = Part(Range)


class ThingFilter(Record):
    """Ours."""

    __namespace__ = OTHER

    id = Id()


ThingQuery = query_of("ThingQuery", "things", ThingFilter)
ThingPage = page_of("ThingPage", "things", things=Thing)


class OtherPort(PortService):
    """Things."""

    @operation(Thing, ListOf(Text(10)), returns=Thing, may=OPERATE)
    def addAccount(call: Call, thing: Any, names: Any) -> Any:
        """It has the name of an operation of CustomerPort."""

    @listing(ThingQuery, returns=ThingPage, may=OPERATE)
    def getThings(call: Call, query: Any) -> Any:
        """A list."""


APART = Port(name="things", title="OtherPort", namespace=f"{OTHER}:Port", services=(OtherPort,), type_namespace=OTHER)
"""Its operations and its types have a namespace each."""
TOGETHER = replace(APART, namespace=OTHER)
"""They have the same one."""
OPERATIONS = APART.operations()
CUSTOMER = next(port for port in find_ports() if port.name == "customer")


@pytest.mark.parametrize("others", [(), (CUSTOMER,)], ids=["alone", "with another"])
@pytest.mark.parametrize("port", [APART, TOGETHER], ids=["apart", "together"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_type_stands_once_in_the_schema_of_its_namespace(
    dialect: Dialect, port: Port, others: tuple[Port, ...]
) -> None:
    root = etree.fromstring(wsdl.render((*others, port), dialect, "http://localhost/"))
    (schema,) = root.iterfind(f"{WSDL}types/{XS}schema[@targetNamespace='{OTHER}']")
    (ngnpro,) = root.iterfind(f"{WSDL}types/{XS}schema[@targetNamespace='{NGNPRO}']")
    ours = {"Thing", "ThingArray", "StringArray", "ThingFilter", "ThingQuery", "ThingPage"}
    assert {each.get("name") for each in schema.iterfind(f"{XS}complexType")} == ours
    theirs = {each.get("name") for each in ngnpro.iterfind(f"{XS}complexType")}
    assert {"Range", "OrderBy", "NGNException"} <= theirs
    assert not theirs & ours
    assert NGNPRO in {each.get("namespace") for each in schema.iterfind(f"{XS}import")}
    assert OTHER not in {each.get("namespace") for each in schema.iterfind(f"{XS}import")}
    assert the(schema, f".//{XS}element[@name='span']").get("type") == "ngnpro:Range"
    assert the(schema, f".//{XS}element[@name='filter']").get("type") == "other:ThingFilter"


@pytest.mark.parametrize("port", [APART, TOGETHER], ids=["apart", "together"])
def test_the_types_of_two_namespaces_do_not_mix_in_one_document(tmp_path: Path, port: Port) -> None:
    path = tmp_path / "both.wsdl"
    path.write_bytes(wsdl.render((CUSTOMER, port), "literal", "http://localhost/"))
    client = zeep.Client(str(path))
    for title, namespace, record in (("CustomerPort", NGNPRO, "CustomerAccount"), ("OtherPort", OTHER, "Thing")):
        kind = client.bind("NGNPro", title)._binding.get("addAccount").input.body.type
        (_, parameter), *_ = kind.elements
        assert parameter.type.qname == etree.QName(namespace, record)


@pytest.mark.parametrize("port", [APART, TOGETHER], ids=["apart", "together"])
@pytest.mark.parametrize("shown", [samples.answer, samples.request])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_members_in_document_literal_are_in_the_namespace_of_their_type(
    port: Port, shown: Any, operation: Operation
) -> None:
    (element,) = the(etree.fromstring(shown(port, operation, "literal")), f"{ENVELOPE}Body")
    of_ngnpro = {*members(Range), *members(OrderBy)}
    found = {etree.QName(each) for part in element for each in part.iterdescendants()}
    assert {each.localname for each in found} & of_ngnpro
    assert {each.namespace for each in found if each.localname in of_ngnpro} == {NGNPRO}
    assert {each.namespace for each in found if each.localname not in of_ngnpro} == {OTHER}
    assert {etree.QName(part).namespace for part in element} == {port.namespace}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_answers_in_rpc_encoded_name_the_types_where_they_are(operation: Operation) -> None:
    for shown in (samples.answer(APART, operation, "encoded"), samples.request(APART, operation, "encoded")):
        types = {
            f"{{{each.nsmap[prefix]}}}{name}"
            for each in the(etree.fromstring(shown), f"{ENVELOPE}Body").iter()
            for prefix, _, name in [each.get("{http://www.w3.org/2001/XMLSchema-instance}type", "xsd:x").partition(":")]
        }
        known = {f"{{{OTHER}}}Thing", f"{{{OTHER}}}ThingQuery", f"{{{OTHER}}}ThingPage"}
        assert types & known
        assert f"{{{NGNPRO}}}Range" in types
        assert {each for each in types if "Thing" in each} <= known | {f"{{{OTHER}}}ThingFilter"}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_sample_request_is_read_as_it_is_meant(dialect: Dialect) -> None:
    listed = next(each for each in OPERATIONS if each.name == "getThings")
    envelope = open_envelope(samples.request(APART, listed, dialect).encode())
    (query,) = compile_arguments(listed, APART.namespace, dialect)(envelope.element)
    assert query["filter"] == {"id": 7}
    assert query["range"] == {"start": 0, "count": 20}


def test_the_reference_says_which_types_are_elsewhere() -> None:
    pbx = next(port for port in find_ports() if port.name == "pbx")
    page = port_page((pbx,), pbx, "http://localhost", "../../").replace("<wbr>", "")
    for name, is_elsewhere in (("Range", True), ("Product", False)):
        start = page.index(f'id="type-{name}"')
        assert (f"{NGNPRO}<" in page[start : start + 200]) is is_elsewhere


@pytest.mark.parametrize("port", find_ports(), ids=lambda port: port.name)
def test_records_say_the_namespace_that_their_port_declares_or_are_ngnpros(port: Port) -> None:
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
            assert declared.get_namespace() in (port.type_namespace, NGNPRO), declared
            pending += members(declared).values()
