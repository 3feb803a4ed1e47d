# SPDX-License-Identifier: Apache-2.0
"""A dozen real clients send the same call in a dozen ways (clients.md); all decode to the same Python value.

The requests were captured from the clients, the expected values are written here by hand. Files are grouped
by what the client was able to say; each group says why it differs.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ngnprov.soap.reading.envelope import Envelope, open_envelope

REQUESTS = Path(__file__).parent.parent / "fixtures" / "requests"
PORT = "urn:AGProjects:NGNPro:Customer"
Decode = Callable[[Envelope], dict[str, Any]]

X = {"name": "x", "value": "y"}
X_GSOAP = {"name": "x", "value": "1"}
X2 = {"name": "x2", "value": "<&>"}


def account(*properties: dict[str, str]) -> dict[str, Any]:
    """The call of the captures: nulls, however they are said (xsi:nil, absent), are not in the dict."""
    return {
        "account": {
            "username": "bob",
            "reseller_active": True,
            "credit": Decimal("1.5"),
            "properties": list(properties),
        }
    }


def query(**condition: Any) -> dict[str, Any]:
    return {
        "query": {
            "filter": condition,
            "order_by": {"attribute": "customer", "direction": "ASC"},
            "range": {"start": 2, "count": 10},
        }
    }


ADD_ACCOUNT = [
    (
        "two properties: the call as it was meant",
        account(X, X2),
        [
            *("axis14-doc", "axis14-enc", "dotnet-asmx-doc", "dotnet-asmx-enc", "jaxws-doc", "node-soap-doc"),
            *("node-soap-enc", "node-strong-soap-doc", "node-strong-soap-enc", "php-extsoap-doc"),
            *("php-extsoap-enc", "soaplite-doc", "soaplite-enc", "suds-doc", "suds-enc", "zeep-doc"),
        ],
    ),
    ("the gSOAP program said 1 where the others say y", account(X_GSOAP, X2), ["gsoap-doc", "gsoap-enc"]),
    (
        "the programs of these built a list of one; soap4r writes the double as +1.5, SOAP::Lite by itself"
        " the boolean as xsd:int 1, zeep names the item by its type",
        account(X),
        ["soap4r-enc", "soaplite-native-enc", "zeep-enc"],
    ),
]

GET_CUSTOMERS = [
    (
        "no member customer: not set by the program, or xsi:nil (Axis)",
        query(username="all"),
        [
            *("axis14-doc", "axis14-enc", "dotnet-asmx-doc", "dotnet-asmx-enc", "gsoap-doc", "gsoap-enc"),
            *("jaxws-doc", "node-soap-doc", "node-soap-enc", "node-strong-soap-doc", "node-strong-soap-enc"),
        ],
    ),
    (
        "customer 0 was said",
        query(username="all", customer=0),
        [
            *("php-extsoap-doc", "php-extsoap-enc", "soaplite-doc", "soaplite-enc", "suds-doc", "suds-enc"),
            "zeep-doc",
        ],
    ),
]

CASES = {
    f"{client}-{operation}": expected
    for operation, groups in (("addAccount", ADD_ACCOUNT), ("getCustomers", GET_CUSTOMERS))
    for _, expected, clients in groups
    for client in clients
}

PEAR = [
    ("getAccount", {"id": 7}),
    (
        "addAccount",
        # nul and f are no members; the credit was a whole PHP float, the boolean an int
        {
            "account": {
                "username": "bob",
                "credit": Decimal(1),
                "reseller_active": True,
                "reseller": 3,
                "address": "a\nb é",
                "properties": [
                    {"name": "x", "value": "y", "category": "c", "permission": "admin"},
                    {"name": "x2", "value": "y<2>&", "category": "c", "permission": "admin"},
                ],
            }
        },
    ),
    ("addAccount", {"account": {"username": "bob", "properties": []}}),
    ("setProperties", {"customer": 5, "properties": [X]}),
    (
        "getCustomers",
        {
            "query": {
                "filter": {"username": "", "customer": 0},  # a typed empty element is the empty text
                "order_by": {"attribute": "customer", "direction": "ASC"},
                "range": {"start": 0, "count": 10},
            }
        },
    ),
    ("addAccount", {"account": {"username": "bob", "properties": []}}),  # groups is no member
]


def pear_requests() -> list[tuple[dict[str, str], bytes]]:
    """The headers and bodies of the captured HTTP requests, in their order."""
    requests = []
    for capture in (REQUESTS / "pear-php8-requests.txt").read_bytes().split(b"=====\n")[:-1]:
        start = capture.index(b"<?xml")
        headers = dict(re.findall(r"^([\w-]+): (.*?)\r?$", capture[:start].decode(), re.MULTILINE))
        requests.append((headers, capture[start : start + int(headers["Content-Length"])]))
    return requests


def login(envelope: Envelope) -> dict[str, str]:
    assert envelope.auth is not None
    return {str(child.tag).rpartition("}")[2]: child.text or "" for child in envelope.auth}


def test_every_captured_request_has_an_expected_value() -> None:
    assert {path.stem for path in REQUESTS.glob("*.xml")} == set(CASES)
    assert len(pear_requests()) == len(PEAR)


@pytest.mark.parametrize("name", sorted(CASES))
def test_request_of_each_client_decodes_to_the_same_value(name: str, decode: Decode) -> None:
    envelope = open_envelope((REQUESTS / f"{name}.xml").read_bytes())
    assert decode(envelope) == CASES[name]


@pytest.mark.parametrize("name", sorted(CASES))
def test_operation_and_login_of_each_client_are_found(name: str) -> None:
    envelope = open_envelope((REQUESTS / f"{name}.xml").read_bytes())
    assert (envelope.namespace, envelope.operation) == (PORT, name.rpartition("-")[2])
    expected = {"username": "u", "password": "p", "admin": "true"}
    if name.startswith("soap4r"):  # its program did not set admin
        del expected["admin"]
    assert login(envelope) == expected


@pytest.mark.parametrize("name", sorted(CASES))
def test_each_client_is_answered_in_the_dialect_it_spoke(name: str) -> None:
    # SOAP::Lite without a WSDL marks its document/literal calls with encodingStyle; it reads both answers
    encoded = "-enc-" in name or name.startswith("soaplite")
    # the path does not decide when the request does
    for path in ("/", "/soap/customer/"):
        envelope = open_envelope((REQUESTS / f"{name}.xml").read_bytes(), path)
        assert envelope.dialect == ("encoded" if encoded else "literal")


@pytest.mark.parametrize("number", range(len(PEAR)))
def test_request_of_cdrtool_decodes(number: int, decode: Decode) -> None:
    operation, expected = PEAR[number]
    headers, body = pear_requests()[number]
    assert headers["SOAPAction"] == '""'
    envelope = open_envelope(body, "/ngnpro/")
    assert (envelope.namespace, envelope.operation, envelope.dialect) == (PORT, operation, "encoded")
    assert decode(envelope) == expected


def test_money_of_the_captures_is_decimal(decode: Decode) -> None:
    envelope = open_envelope((REQUESTS / "axis14-enc-addAccount.xml").read_bytes())
    assert type(decode(envelope)["account"]["credit"]) is Decimal


def test_login_of_cdrtool_is_found_with_and_without_impersonation() -> None:
    bodies = [body for _, body in pear_requests()]
    first = login(open_envelope(bodies[0]))
    assert first == {"username": "u", "password": "p", "admin": "true", "impersonate": "5"}
    assert login(open_envelope(bodies[1])) == {"username": "u", "password": "p", "admin": "true"}
    assert [open_envelope(body).auth is None for body in bodies] == [False, False, False, True, True, True]
