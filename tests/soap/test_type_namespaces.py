# SPDX-License-Identifier: Apache-2.0
"""A port may have types of another namespace than NGNPro's, with NGNPro's among them: in its documents, answers and samples."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zeep
from lxml import etree

from ngnprov.calls.call import Call
from ngnprov.calls.policy import EVERYBODY, Permission
from ngnprov.calls.port import NGNPRO, Port, find_ports
from ngnprov.ports.sip.types import SipId
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.publishing import samples, wsdl
from ngnprov.soap.publishing.reference import port_page
from ngnprov.soap.reading.decoder import compile_arguments
from ngnprov.soap.reading.envelope import DIALECTS, Dialect, open_envelope
from ngnprov.soap.types import ListOf, Part, Record, Text, is_record, item_type, members, page_of, query_of
from ngnprov.soap.writing.encoder import compile_answer
from tests.support.elements import the

OTHER = "urn:example:Other"
XS = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
CUSTOMER = next(port for port in find_ports() if port.name == "customer")
MAY = Permission("phones.write", EVERYBODY)


class Phone(Record):
    """A type of its own, with a list of texts and one of NGNPro's types."""

    __namespace__ = OTHER

    name = Text(64)
    lines = ListOf(SipId)
    keys = ListOf(Text(64))
    first = Part(SipId)


class CustomerAccount(Record):
    """NGNPro has one of this name."""

    __namespace__ = OTHER

    name = Text(64)


Query = query_of("PhoneQuery", "phones", CustomerAccount)
Page = page_of("PhonePage", "phones", phones=Phone)


class Phones(PortService):
    """Both ports have an addAccount and lists of texts of their own."""

    @operation(Phone, returns=Phone, may=MAY)
    def addAccount(call: Call, account: Any) -> Any:
        """Answer what was sent."""
        return account

    @listing(Query, returns=Page, may=MAY)
    def getPhones(call: Call, query: Any) -> Any:
        """List nothing."""
        return ([], 0)


ELSEWHERE = Port(
    name="elsewhere",
    title="ElsewherePort",
    namespace="urn:example:Elsewhere",
    type_namespace=OTHER,
    services=(Phones,),
)
SAME = replace(ELSEWHERE, namespace=OTHER)
"""With operations of the namespace of its types."""
PORTS = [(ELSEWHERE,), (CUSTOMER, ELSEWHERE), (SAME,), (CUSTOMER, SAME)]
NAMES = ["alone", "with another", "one namespace alone", "one namespace with another"]


@pytest.mark.parametrize("ports", PORTS, ids=NAMES)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_types_stand_in_the_schema_of_their_namespace(dialect: Dialect, ports: tuple[Port, ...]) -> None:
    root = etree.fromstring(wsdl.render(ports, dialect, "http://localhost/"))
    (schema,) = root.iterfind(f"{WSDL}types/{XS}schema[@targetNamespace='{OTHER}']")
    (ngnpro,) = root.iterfind(f"{WSDL}types/{XS}schema[@targetNamespace='{NGNPRO}']")
    names, others = ([each.get("name") for each in one.iterfind(f"{XS}complexType")] for one in (schema, ngnpro))
    assert {"Phone", "StringArray", "CustomerAccount", "PhoneQuery", "PhonePage", "PhoneArray"} == set(names)
    assert {"SipId", "SipIdArray", "OrderBy", "Range", "NGNException"} <= set(others)
    assert not {"Phone", "PhoneQuery", "PhonePage", "PhoneArray"} & set(others)
    assert len(names) + len(others) == len({*names}) + len({*others})
    kinds = {
        each.get("name"): each.get("type") for each in schema.iterfind(f"{XS}complexType[@name='Phone']//{XS}element")
    }
    assert kinds == {
        "name": "xsd:string",
        "lines": "ngnpro:SipIdArray",
        "keys": "other:StringArray",
        "first": "ngnpro:SipId",
    }


@pytest.mark.parametrize("ports", PORTS, ids=NAMES)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_schema_stands_once_and_imports_what_it_refers_to(dialect: Dialect, ports: tuple[Port, ...]) -> None:
    root = etree.fromstring(wsdl.render(ports, dialect, "http://localhost/"))
    schemas = {each.get("targetNamespace"): each for each in root.iterfind(f"{WSDL}types/{XS}schema")}
    assert len(schemas) == len(list(root.iterfind(f"{WSDL}types/{XS}schema")))
    for name, schema in schemas.items():
        imported = {each.get("namespace") for each in schema.iterfind(f"{XS}import")}
        used = {
            root.nsmap[value.partition(":")[0]]
            for each in schema.iter(f"{XS}element", f"{XS}attribute")
            for value in (each.get("type"), each.get(f"{WSDL}arrayType"), each.get("ref"))
            if value
        }
        assert used - {XS.strip("{}"), name} <= imported


@pytest.mark.parametrize("elsewhere", [ELSEWHERE, SAME], ids=["two namespaces", "one namespace"])
def test_a_toolkit_finds_each_type_where_it_is_and_is_understood(elsewhere: Port, tmp_path: Path) -> None:
    path = tmp_path / "both.wsdl"
    path.write_bytes(wsdl.render((CUSTOMER, elsewhere), "literal", "http://localhost/"))
    client = zeep.Client(str(path))
    for port, namespace, record in (("CustomerPort", NGNPRO, "CustomerAccount"), ("ElsewherePort", OTHER, "Phone")):
        kind = client.bind("NGNPro", port)._binding.get("addAccount").input.body.type
        ((_, parameter),) = kind.elements
        assert parameter.type.qname == etree.QName(namespace, record)
    sip_id = {"username": "alice", "domain": "example.com"}
    phone = {"name": "p", "lines": {"item": [sip_id]}, "keys": {"item": ["1", "2"]}, "first": sip_id}
    service = client.bind("NGNPro", "ElsewherePort")
    message = client.create_message(service, "addAccount", account=phone)
    envelope = open_envelope(etree.tostring(message), "/soap/elsewhere/")
    read = compile_arguments(_add(elsewhere), elsewhere.namespace, "literal")(envelope.element)
    assert read == [{"name": "p", "lines": [sip_id], "keys": ["1", "2"], "first": sip_id}]
    answered = b"".join(
        compile_answer(_add(elsewhere), elsewhere, "literal")(("p", [tuple(sip_id.values())], ["1"], None))
    )
    understood = service._binding.process_reply(client, service._binding.get("addAccount"), Reply(answered))
    assert understood.lines.item[0].username == "alice"
    assert understood.keys.item == ["1"]


def _add(port: Port) -> Any:
    return next(each for each in port.operations() if each.name == "addAccount")


class Reply:
    """What zeep takes for an answer over HTTP."""

    status_code, encoding, headers = 200, "utf-8", {"Content-Type": "text/xml; charset=utf-8"}

    def __init__(self, content: bytes) -> None:
        self.content = content


@pytest.mark.parametrize("elsewhere", [ELSEWHERE, SAME], ids=["two namespaces", "one namespace"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_requests_and_answers_name_the_types_where_they_are(dialect: Dialect, elsewhere: Port) -> None:
    for shown in (
        samples.answer(elsewhere, _add(elsewhere), dialect),
        samples.request(elsewhere, _add(elsewhere), dialect),
    ):
        body = the(etree.fromstring(shown), f"{SOAP}Body")
        kind = the(body, ".//{*}account" if "addAccount " in shown and "Response" not in shown else ".//{*}result")
        named = {etree.QName(each).localname: etree.QName(each).namespace for each in kind.iter()}
        if dialect == "literal":
            assert (named["keys"], named["lines"], named["username"]) == (OTHER, OTHER, NGNPRO)
            continue
        marks = {etree.QName(each).localname: each.attrib.values() for each in kind.iter()}
        assert marks["username"] == ["xsd:string"]
        assert marks["first"] == ["ngnpro:SipId"]
        assert marks["lines"][-1] == "ngnpro:SipId[1]"
        assert "other:Phone" in (marks.get("account") or marks["result"])
        assert kind.nsmap["other"] == OTHER


def test_the_reference_says_which_types_are_elsewhere() -> None:
    pbx = next(port for port in find_ports() if port.name == "pbx")
    page = port_page((pbx,), pbx, "http://localhost", "../../").replace("<wbr>", "")
    assert f'Of the namespace <code class="url">{NGNPRO}</code> are OrderBy, Range, SipDomain, SipId.' in page


@pytest.mark.parametrize("port", find_ports(), ids=lambda port: port.name)
def test_records_say_the_namespace_that_their_port_declares(port: Port) -> None:
    """Or are those of a port below it."""
    below = {each.type_namespace for each in find_ports() if each.floor < port.floor}
    pending = [
        each for operation in port.operations() for each in (*operation.parameters.values(), operation.returns) if each
    ]
    while pending:
        declared = pending.pop()
        item = item_type(declared)
        if item is not None:
            pending.append(item)
        elif is_record(declared):
            assert declared.get_namespace() in {port.type_namespace, NGNPRO, *below}, declared
            pending += members(declared).values()
