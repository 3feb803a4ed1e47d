# SPDX-License-Identifier: Apache-2.0
"""The published WSDL: equal to the code, equal to the vendor's, and readable by tools."""

from pathlib import Path
from typing import Any

import pytest
import zeep
from lxml import etree
from suds.client import Client as Suds

from ngnprov.calls.port import NGNPRO, Port, find_ports
from ngnprov.calls.request import Change, Limit, Preview, Reply
from ngnprov.soap.namespaces import OWN
from ngnprov.soap.publishing import wsdl
from ngnprov.soap.publishing.encoding import ENCODING_FILE
from ngnprov.soap.writing.reply import encode_reply
from tests.support.elements import the

PUBLISHED = Path(__file__).parents[2] / "wsdl"
XS = "{http://www.w3.org/2001/XMLSchema}"
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
SOAP = "{http://schemas.xmlsoap.org/wsdl/soap/}"
PORTS = find_ports()
LITERAL = ["ngnpro.literal.wsdl", *(f"{port.name}.literal.wsdl" for port in PORTS)]
NAMES = [
    f"{name}.{style}.wsdl" for name in ("ngnpro", *(port.name for port in PORTS)) for style in ("encoded", "literal")
]


def told(name: str) -> list[Port]:
    """The ports that a file tells of."""
    return [port for port in PORTS if name.partition(".")[0] in (port.name, "ngnpro")]


PRINTED = """
id integer, reseller integer, impersonate integer, username string, password string, firstName string, lastName string,
organization string, vatNumber string, email string, web string, tel string, fax string, mobile string, sip string,
enum string, address string, postcode string, city string, state string, country string, timezone string, language string,
bankAccount string, billingAddress string, billingEmail string, balance double, credit double, companyCode string,
resellerActive boolean, changeDate string, properties CustomerPropertyArray
"""
"""The complexType of the vendor's page (customer.md 2); all nillable."""


def test_the_published_files_equal_the_code(tmp_path: Path) -> None:
    written = wsdl.write_all(tmp_path)
    assert [path.name for path in written] == [ENCODING_FILE, *NAMES]
    assert sorted(path.name for path in PUBLISHED.glob("*.[wx]s*")) == sorted([ENCODING_FILE, *NAMES])
    for path in written:
        assert path.read_bytes() == (PUBLISHED / path.name).read_bytes(), "run scripts/wsdl and look at the difference"


def complex_type(name: str, path: str) -> Any:
    root = etree.parse(str(PUBLISHED / path)).getroot()
    (found,) = root.iterfind(f".//{XS}complexType[@name='{name}']")
    return found


def test_the_32_elements_are_those_that_the_vendor_printed() -> None:
    printed = [tuple(pair.split()) for pair in PRINTED.replace("\n", " ").split(",")]
    assert len(printed) == 32
    for path in ("ngnpro.encoded.wsdl", "customer.encoded.wsdl"):
        (group,) = complex_type("CustomerAccount", path)
        assert group.tag == f"{XS}all"
        found = [(each.get("name"), each.get("type").partition(":")[2], each.get("nillable")) for each in group]
        assert found == [(name, kind, "true") for name, kind in printed]
        assert {each.get("type").partition(":")[0] for each in group} == {"xsd", "ngnpro"}


def test_in_document_literal_members_are_absent_and_never_nil() -> None:
    (group,) = complex_type("CustomerAccount", "customer.literal.wsdl")
    assert group.tag == f"{XS}sequence"
    assert [each.get("minOccurs") for each in group] == ["0"] * 32
    assert "nillable" not in (PUBLISHED / "customer.literal.wsdl").read_text()


@pytest.mark.parametrize("port", PORTS, ids=lambda port: port.name)
def test_in_document_literal_what_an_operation_can_do_without_may_be_absent(port: Port) -> None:
    root = etree.fromstring(wsdl.render((port,), "literal", "http://localhost/"))
    for operation in port.operations():
        (wrapper,) = root.iterfind(f".//{XS}element[@name='{operation.name}']")
        optional = {part.get("name") for part in wrapper.iter(f"{XS}element") if part.get("minOccurs") == "0"}
        assert optional == set(operation.parameters) - operation.required


def test_zeep_calls_without_an_optional_parameter() -> None:
    client = zeep.Client(str(PUBLISHED / "customer.literal.wsdl"))
    assert client.create_message(client.service, "getCustomers") is not None
    with pytest.raises(zeep.exceptions.ValidationError):
        client.create_message(client.service, "getAccount")


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_stands_in_port_type_and_binding_with_header_and_fault(name: str) -> None:
    root = etree.parse(str(PUBLISHED / name)).getroot()
    expected = [operation.name for port in told(name) for operation in port.operations()]
    for part in ("portType", "binding"):
        assert [each.get("name") for each in root.iterfind(f"{WSDL}{part}/{WSDL}operation")] == expected
    for operation in root.iterfind(f"{WSDL}binding/{WSDL}operation"):
        assert the(operation, f"{SOAP}operation").get("soapAction") == ""
        headers = [(each.get("message"), each.get("part")) for each in operation.iterfind(f"{WSDL}input/{SOAP}header")]
        assert headers == [("tns:auth", "auth"), ("tns:request", "request")]
        assert operation.find(f"{WSDL}output/{SOAP}header") is None, "zeep would wrap every result"
        assert the(operation, f"{WSDL}fault/{SOAP}fault").get("name") == "NGNException"
    styles = {binding.get("style") for binding in root.iterfind(f"{WSDL}binding/{SOAP}binding")}
    assert styles == ({"document"} if "literal" in name else {"rpc"})
    served = [port.get("name") for port in root.iterfind(f"{WSDL}service[@name='NGNPro']/{WSDL}port")]
    assert served == [port.title for port in told(name)]


@pytest.mark.parametrize("name", LITERAL)
def test_the_literal_schema_is_valid(tmp_path: Path, name: str) -> None:
    root = etree.parse(str(PUBLISHED / name)).getroot()
    schemas = {schema.get("targetNamespace"): schema for schema in the(root, f"{WSDL}types")}
    assert len(schemas) == len(the(root, f"{WSDL}types"))
    assert schemas.keys() == {NGNPRO, OWN, *(port.namespace for port in told(name))}
    places = {namespace: f"{position}.xsd" for position, namespace in enumerate(schemas)}
    for namespace, schema in schemas.items():
        for imported in schema.iterfind(f"{XS}import"):
            imported.set("schemaLocation", places[imported.get("namespace")])
        (tmp_path / places[namespace]).write_bytes(etree.tostring(schema))
    for place in places.values():
        etree.XMLSchema(etree.parse(str(tmp_path / place)))


def test_the_schema_of_soap_encoding_is_valid_and_has_what_the_documents_use(tmp_path: Path) -> None:
    """As the WSDLs use it: a list restricts Array and refers to arrayType."""
    root = etree.parse(str(PUBLISHED / "ngnpro.encoded.wsdl")).getroot()
    types, *_ = the(root, f"{WSDL}types")
    assert the(types, f"{XS}import").get("schemaLocation") == ENCODING_FILE
    (tmp_path / ENCODING_FILE).write_bytes((PUBLISHED / ENCODING_FILE).read_bytes())
    (tmp_path / "types.xsd").write_bytes(etree.tostring(types))
    etree.XMLSchema(etree.parse(str(tmp_path / "types.xsd")))


@pytest.mark.parametrize("name", NAMES)
def test_zeep_and_suds_read_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # what is not here cannot be had
    expected = {port.title: {operation.name for operation in port.operations()} for port in told(name)}
    (service,) = zeep.Client(str(PUBLISHED / name)).wsdl.services.values()
    assert {title: set(port.binding._operations) for title, port in service.ports.items()} == expected
    shown = str(Suds((PUBLISHED / name).as_uri(), cache=None))
    assert not [name for names in expected.values() for name in names if f"{name}(" not in shown]


def own_schema(name: str) -> Any:
    root = etree.parse(str(PUBLISHED / name)).getroot()
    (own,) = root.iterfind(f"{WSDL}types/{XS}schema[@targetNamespace='urn:ngnprov']")
    return etree.fromstring(etree.tostring(own))


@pytest.mark.parametrize("name", NAMES)
def test_the_header_reply_is_what_the_schema_declares(name: str) -> None:
    own = own_schema(name)
    told_of = {each.get("name") for each in own.iterfind(f"{XS}element[{XS}annotation]")}
    assert told_of == {"request", "reply"}
    preview = Preview(
        changes=[Change("account 7", None, {"name": "x", "count": 3}), Change("account 8", {"name": "<y>"}, {})],
        consumes={("sip_credit", 7): -2},
        limits={
            ("sip_credit", 7): Limit("sip_credit", 7, 10, 9, 2),
            ("sip_credit", 1): Limit("sip_credit", 1, None, 0, 2),
        },
    )
    replies = Reply(), Reply(7, "a1b2", True), Reply(7, preview=Preview()), Reply(7, "a1b2", preview=preview)
    is_declared = etree.XMLSchema(own)
    for reply in replies:
        is_declared.assertValid(etree.fromstring(encode_reply(reply)))


def test_zeep_makes_the_header_request_does_without_it_and_answers_the_result_itself() -> None:
    client = zeep.Client(str(PUBLISHED / "customer.literal.wsdl"))
    request = client.get_element("{urn:ngnprov}request")(id="x", dryRun=True, ifVersion=3, onBehalfOf="Erika")
    for headers in ([request], {"auth": {"username": "u"}}, {"auth": {"username": "u"}, "request": {"id": "x"}}):
        message = client.create_message(client.service, "getAccount", id=7, _soapheaders=headers)
        sent = [etree.QName(each).localname for each in message[0]]
        assert sent == (["request"] if headers == [request] else list(headers))
    assert not client.service._binding.get("getAccount").output.header.type.elements
