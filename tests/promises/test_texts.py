# SPDX-License-Identifier: Apache-2.0
"""Text comes back as it was sent in every free member of a record of each port, or is refused (promise P15)."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ports.customer.conftest import TEXTS as CUSTOMER
from tests.support.caller import Caller, Fault, read_answer
from tests.support.world import Template, World

HERE = "CANARY"
"""Where a text is put."""
ACCOUNT = ("firstName", "lastName", "email", "rpid", "region", "quickdialPrefix")
PEER = ("description", "tags", "billingId", "tenant", "carrierName", "originator")
ALICE = {"username": "alice", "domain": "example.com"}
NUMBER = {"number": "31208005101", "tld": "e164.arpa"}
RANGE = {"prefix": "31208005", "tld": "e164.arpa"}


@dataclass(frozen=True)
class Record:
    """How a record is changed in every free member, and read; ``path`` leads to it in the answer."""

    port: str
    update: str
    arguments: Mapping[str, Any]
    get: str
    key: Mapping[str, Any]
    path: tuple[Any, ...] = ()


RECORDS = {
    "customer": Record(
        "Customer",
        "updateAccount",
        {
            "account": {
                **{"id": 4, **dict.fromkeys(CUSTOMER, HERE)},
                "properties": [{"name": f"n{HERE}", "category": HERE, "value": HERE, "permission": HERE}],
            }
        },
        "getAccount",
        {"id": 4},
    ),
    "SIP account": Record(
        "Sip",
        "updateAccount",
        {
            "account": {
                **{"id": ALICE, **dict.fromkeys(ACCOUNT, HERE)},
                "acl": [{"ip": "10.0.0.0", "mask": 8, "tag": HERE}],
                "properties": [{"name": f"n{HERE}", "value": HERE}, {"name": "web_password", "value": HERE}],
            }
        },
        "getAccount",
        {"sipId": ALICE},
    ),
    "trusted peer": Record(
        "Sip",
        "updateTrustedPeer",
        {"peer": {"ip": "192.0.2.9", **dict.fromkeys(PEER, HERE)}},
        "getTrustedPeers",
        {"query": {}},
        ("peers", 0),
    ),
    "ENUM range": Record(
        "Enum",
        "updateRange",
        {"range": {"id": RANGE, "info": HERE}},
        "getRanges",
        {"query": {"filter": RANGE}},
        ("ranges", 0),
    ),
    "ENUM number": Record(
        "Enum", "updateNumber", {"number": {"id": NUMBER, "info": HERE}}, "getNumber", {"enumId": NUMBER}
    ),
    "DNS zone": Record(
        "Dns", "updateZone", {"zone": {"name": "example.com", "info": HERE}}, "getZone", {"zone": "example.com"}
    ),
    "DNS record": Record(
        *("Dns", "updateRecord", {"record": {"id": 1, "type": "TXT", "value": f"x{HERE}x"}}),
        *("getRecord", {"recordId": 1}),
    ),
}

TEXTS = (
    *(
        "a\r\nb",
        "\r",
        "\n\r\n",
        "\u0085",
        "a\u2028b\u2029",
        "🎉 e\u0301 ß",
        "]]>",
        "<![CDATA[x]]>",
        "<!-- -->",
        "&amp;lt;",
    ),
    *(" ", "\t \t", "  blanks around  ", "\ufeff", "\u200b\u202e", "\U0010fffd", "\x7f\x80\x9f", "\"'\\%_", "N/A", "0"),
    "x" * 40,
)
ILLEGAL = (*range(0x9), 0xB, 0xC, *range(0xE, 0x20), 0xFFFE, 0xFFFF)
SURROGATES = (b"\xed\xa0\x80", b"\xed\xbf\xbf", b"&#xD800;", b"&#xDFFF;", b"&#x110000;", b"&#0;")
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r\x85", exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=40,
)


@pytest.fixture
def place(crowded: Template, crowded_world: World) -> World:
    crowded.restore(crowded_world)
    return crowded_world


def with_text(value: Any, text: str) -> Any:
    """Arguments with the text where it belongs."""
    if isinstance(value, Mapping):
        return {name: with_text(each, text) for name, each in value.items()}
    if isinstance(value, list):
        return [with_text(each, text) for each in value]
    return value.replace(HERE, text) if isinstance(value, str) else value


def is_in(sent: Any, stored: Any) -> bool:
    """Is everything that was sent in what is stored?"""
    if isinstance(sent, Mapping):
        return all(is_in(value, stored[name]) for name, value in sent.items())
    if isinstance(sent, list):
        return all(any(is_in(value, each) for each in stored) for value in sent)
    return bool(sent == stored)


def comes_back(caller: Caller, record: Record, text: str) -> None:
    arguments = with_text(record.arguments, text)
    caller.call(record.update, arguments, record.port)
    stored = caller.call(record.get, record.key, record.port)
    for step in record.path:
        stored = stored[step]
    (sent,) = arguments.values()
    assert is_in(sent, stored), (text, stored)


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
@pytest.mark.parametrize("record", RECORDS)
def test_awkward_text_comes_back_as_it_was_sent(place: World, record: str, dialect: str) -> None:
    for text in TEXTS:
        comes_back(place.call(dialect), RECORDS[record], text)


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
@given(st.lists(TEXT, min_size=1, max_size=3))
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was_sent(place: World, dialect: str, texts: list[str]) -> None:
    for record, text in itertools.product(RECORDS.values(), texts):
        comes_back(place.call(dialect), record, text)


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
@pytest.mark.parametrize("record", RECORDS)
def test_what_xml_cannot_carry_is_refused_at_input(place: World, record: str, dialect: str) -> None:
    refusing = RECORDS[record]
    body = place.call(dialect).envelope(refusing.update, refusing.arguments, refusing.port)
    path = "/" if dialect == "encoded" else f"/soap/{refusing.port.lower()}/"
    before = place.fingerprint()
    written = [form for code in ILLEGAL for form in (chr(code).encode(), f"&#{code};".encode())]
    for form in (*written, *SURROGATES):
        with pytest.raises(Fault) as caught:
            read_answer(place.request(body.replace(HERE.encode(), form), path).body, None)
        assert (form, caught.value.code) == (form, 101)
    assert place.fingerprint() == before
