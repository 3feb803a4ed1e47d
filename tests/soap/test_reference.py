# SPDX-License-Identifier: Apache-2.0
"""The reference: pages that name everything, link to what is there, stay small and speak to strangers."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import etree

from ngnprov.calls.operation import Operation
from ngnprov.calls.port import Port, find_ports
from ngnprov.calls.refusing import refusals_of
from ngnprov.soap.publishing import catalogue, prose, reference, samples
from ngnprov.soap.reading.envelope import Dialect, open_envelope
from ngnprov.soap.types import RequestOptions, members, python_name
from tests.support.elements import text_of, the
from tests.support.world import World

PORTS = find_ports()
OPERATIONS = [(port, operation) for port in PORTS for operation in port.operations()]
PATHS = ["/", *(f"/reference/{port.name}/" for port in PORTS)]
OPERATION_PATHS = [f"/reference/{port.name}/{operation.name}/" for port, operation in OPERATIONS]
LARGEST = 250_000


def page(port: Port | None = None) -> str:
    """The first page, or that of a port."""
    if port is None:
        return reference.index(PORTS, "http://localhost", "./")
    return reference.port_page(PORTS, port, "http://localhost", "../../")


class Anchors(HTMLParser):
    """The ids of a page and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name in ("href", "src") and value and not value.startswith("data:"):
                self.links.append(value)


def read(world: World, path: str) -> str:
    answer = world.request(path=path, method="GET")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8"), path
    return answer.body.decode()


def test_every_link_leads_to_what_is_there(sqlite_world: World) -> None:
    pages = {path: Anchors(read(sqlite_world, path)) for path in [*PATHS, *OPERATION_PATHS]}
    others = [
        "/ngnpro/",
        "/ngnpro",
        "/soap/",
        "/reference/",
        "/soap/sip/",
        "/soap/sip",
        "/ngnpro/dns/",
        "/reference/dns",
    ]
    for path, found in [*pages.items(), *((path, Anchors(read(sqlite_world, path))) for path in others)]:
        assert len(found.ids) == len(set(found.ids)), path
        for link in found.links:
            target, fragment = urldefrag(urljoin(f"http://localhost:9200{path}", link))
            local = target.removeprefix("http://localhost:9200")
            assert local.startswith("/"), link
            if fragment:
                assert fragment in (found if local == path else pages[local]).ids, link
            elif local not in pages:
                assert sqlite_world.request(path=local, method="GET").status == 200, link


def test_every_page_is_small(sqlite_world: World) -> None:
    for path in [*PATHS, *OPERATION_PATHS]:
        assert len(read(sqlite_world, path).encode()) < LARGEST, path


def test_the_pages_allow_nothing_but_what_is_ours(sqlite_world: World) -> None:
    for path in [*PATHS, OPERATION_PATHS[0]]:
        policy = sqlite_world.request(path=path, method="GET").headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert not re.search(r" on[a-z]+=", read(sqlite_world, path))
    script = sqlite_world.request(path="/reference/search.js", method="GET")
    assert (script.status, script.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert b"http" not in script.body


def test_the_first_page_lists_every_operation_without_a_script() -> None:
    root = etree.HTML(page())
    listed = [link.get("href") for link in root.iterfind(".//li/a")]
    assert listed == [f"./reference/{port.name}/{operation.name}/" for port, operation in OPERATIONS]
    assert the(root, ".//main/h1").getnext() is the(root, ".//form")
    assert the(root, ".//form").get("hidden") is not None  # the box does nothing until the script shows it


def test_a_parameter_says_whether_it_is_required() -> None:
    root = etree.HTML(page(PORTS[0]))
    (article,) = (each for each in root.iterfind(".//article") if the(each, "h3").get("id") == "customer-getAccount")
    table = the(article, "table[caption='Parameters']")
    assert [cell.text for cell in table.iterfind(".//th")] == ["Name", "Type", "Required?"]
    assert [row[-1].text for row in table.iterfind("tbody/tr")] == ["yes"]
    assert "<td>no</td>" in page(PORTS[0])


def test_the_first_wsdl_that_is_offered_is_the_joint_literal_one() -> None:
    addresses = [link for link in Anchors(page()).links if link.endswith("wsdl")]
    assert addresses == ["http://localhost/soap/?wsdl", "http://localhost/wsdl"]


@pytest.mark.parametrize(
    "words",
    [
        "properties={'item': [{",
        "orderBy.attribute</code> that a list does not know is ignored",
        "E-mail addresses of customers and SIP accounts",
        "An administrator must send <code>admin</code> true",
    ],
)
def test_the_first_page_tells_what_newcomers_missed(words: str) -> None:
    """901 without ``admin`` true is L-D; the order of lists is wire.md L10."""
    assert words in page()


def test_an_order_that_is_not_known_is_ignored_and_texts_are_free(sqlite_world: World) -> None:
    """What the page says of them is so (L10)."""
    admin = sqlite_world.call()
    given = {"username": "u", "password": "p", "email": "no address", "properties": [{"name": "x", "value": "1"}]}
    assert admin.addAccount(account=given)["email"] == "no address"
    query = {"orderBy": {"attribute": "nonsense", "direction": "sideways"}}
    assert admin.getCustomers(query=query)["total"] == 1


@pytest.mark.parametrize("port", PORTS, ids=lambda port: port.name)
def test_the_page_of_a_port_names_everything(port: Port) -> None:
    text = page(port)
    for operation in port.operations():
        for told in (operation.name, operation.policy.sentence(), *operation.parameters):
            assert told in text
        for refusal in refusals_of(operation):
            if refusal not in catalogue.GENERAL:
                assert f"<td>{refusal.code}</td><td>{refusal.name}</td>" in text
    for address in (f"http://localhost/soap/{port.name}/?wsdl", f"http://localhost/ngnpro/{port.name}/?wsdl"):
        assert address in Anchors(text).links


def test_the_page_of_a_port_says_when_it_is_switched_off() -> None:
    port, *others = PORTS
    said = "It is switched off on this server"
    assert said in reference.port_page(tuple(others), port, "http://localhost", "../../")
    assert said not in reference.port_page(tuple(PORTS), port, "http://localhost", "../../")


@pytest.mark.parametrize("port", PORTS, ids=lambda port: port.name)
def test_the_page_of_a_port_has_a_heading_for_each_group_of_operations(port: Port) -> None:
    root = etree.HTML(page(port))
    sections = [section for section in root.iterfind(".//section") if section.find("article") is not None]
    assert {text_of(section, "h2").partition(":")[0] for section in sections} == {port.title}
    found = [[text_of(article, "h3").strip() for article in section.iterfind("article")] for section in sections]
    assert found == [[operation.name for operation in service.operations()] for service in port.services]
    summary = text_of(root, ".//main/p")
    assert port.docstring.partition(": ")[2].lower().startswith(summary.removesuffix(".").lower())


def test_the_page_of_an_operation_shows_requests_and_answers_of_both_dialects(sqlite_world: World) -> None:
    port, operation = OPERATIONS[0]
    shown = [
        "".join(map(str, pre.itertext()))
        for pre in etree.HTML(read(sqlite_world, OPERATION_PATHS[0])).iterfind(".//pre")
    ]
    assert shown[0].startswith("curl -s -H ")
    assert shown[0].endswith("http://localhost:9200/soap/customer/")
    assert shown[1:] == [
        sample(port, operation, dialect)
        for dialect in ("literal", "encoded")
        for sample in (samples.request, samples.answer)
    ]


def texts() -> Iterator[str]:
    yield page()
    yield from map(page, PORTS)


def test_the_reference_speaks_to_strangers() -> None:
    for text in texts():
        assert "``" not in text
        assert not re.search(r"[a-z]\.md\b", text)
        assert not re.search(r"\([A-Z]-[A-Z]\)", text)
    assert "A reseller (<code>reseller</code> equals <code>id</code>) or a customer of one." in page(PORTS[0])


def test_the_first_page_tells_what_a_call_can_ask_besides() -> None:
    root = etree.HTML(page())
    section = the(root, ".//section[@aria-labelledby='asking']")
    request = etree.fromstring(text_of(section, "pre/code"))
    assert {etree.QName(each).text for each in request} == {
        f"{{urn:ngnprov}}{name}" for name in members(RequestOptions)
    }
    for table in (
        "type-RequestOptions",
        "type-RequestReply",
        "type-RequestPreview",
        "type-RecordChange",
        "type-LimitMet",
    ):
        assert section.find(f".//h3[@id='{table}']") is not None
    faults = {row[0].text: row[2].text or "" for row in section.iterfind("table[@class='faults']/tbody/tr")}
    assert list(faults) == ["903", "904", "920"]
    assert all(len(sentence) > len("No.") for sentence in faults.values())


@pytest.mark.parametrize(("port", "operation"), OPERATIONS, ids=OPERATION_PATHS)
def test_an_operation_says_whether_its_record_has_a_version(port: Port, operation: Operation) -> None:
    shown = reference.operation_page(PORTS, port, operation.name, "http://localhost", "../../../")
    assert ("Its record has a version" in shown) == bool(operation.versioned)


def test_general_faults_stand_on_the_first_page_alone() -> None:
    for refusal in (*catalogue.GENERAL, *catalogue.ASKED):
        row = f"<td>{refusal.code}</td><td>{refusal.name}</td>"
        assert [text.count(row) for text in texts()] == [1, *(0 for _ in PORTS)]


@pytest.mark.parametrize(
    ("docstring", "shown"),
    [
        ("No such customer (customer.md 8).", "No such customer."),
        ("A null\n    value deletes (7.2).\n\n    More.", "A null value deletes."),
        ("Digits (E.164), as RFC says (RFC 3261).", "Digits (E.164), as RFC says (RFC 3261)."),
        ("Rules (I2, I3) and (wire.md L8, sip.md 3) (see b).", "Rules and (see b)."),
        ("Nothing was changed (W-M). A letter (A-).", "Nothing was changed. A letter (A-)."),
        (None, ""),
    ],
)
def test_pointers_into_the_contract_are_left_out(docstring: str | None, shown: str) -> None:
    assert prose.first_paragraph(docstring) == shown


def test_prose_is_escaped() -> None:
    assert prose.as_html("``<a>`` & b") == "<code>&lt;a&gt;</code> &amp; b"


def test_addresses_may_be_broken_between_their_words_only() -> None:
    assert prose.breakable("http://a.example/soap/?x=<&wsdl") == (
        "http://<wbr>a.<wbr>example/<wbr>soap/<wbr>?x=&lt;&amp;wsdl"
    )
    assert prose.breakable("urn:AGProjects:NGNPro") == "urn:<wbr>AGProjects:<wbr>NGNPro"


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
@pytest.mark.parametrize(
    ("port", "operation"),
    [pytest.param(port, operation, id=f"{port.name}-{operation.name}") for port, operation in OPERATIONS],
)
def test_sample_requests_are_understood(
    sqlite_world: World, decode: Any, port: Port, operation: Operation, dialect: Dialect
) -> None:
    request = samples.request(port, operation, dialect).encode()
    path = f"/soap/{port.name}/"  # where the page sends it; it tells the dialect of operations without parameters
    envelope = open_envelope(request, path)
    assert (envelope.operation, envelope.dialect) == (operation.name, dialect)
    assert set(decode(envelope)) == set(map(python_name, operation.parameters))
    assert b">901<" in sqlite_world.request(request, path).body
    assert samples.answer(port, operation, dialect).startswith("<SOAP-ENV:Envelope")
