# SPDX-License-Identifier: Apache-2.0
"""W-A: a text that says it is base64 or hexadecimal is decoded, wherever a text can stand; no other type is heard."""

import base64
import dataclasses
from typing import Any

import pytest

from ngnprov.soap.reading.decoder import compile_arguments
from ngnprov.soap.reading.envelope import DIALECTS
from ngnprov.soap.types import TextOrOctets
from tests.support.caller import Caller
from tests.support.places import LISTS, PLACES, ROOMY, SCALARS, SPOKEN, TEXTS, Place, envelope, read
from tests.support.world import ADMIN, PASSWORD, World

XSD, ENC = "xsd", "SOAP-ENC"
KINDS = [
    (XSD, "base64Binary"),
    (XSD, "base64"),
    (ENC, "base64"),
    (ENC, "base64Binary"),
    (XSD, "hexBinary"),
    (ENC, "hexBinary"),
]
NAMESPACES = {"xsd": "http://www.w3.org/2001/XMLSchema", "SOAP-ENC": "http://schemas.xmlsoap.org/soap/encoding/"}


def written(text: str, kind: str) -> str:
    """The text as such a type has it."""
    octets = text.encode()
    return octets.hex() if kind == "hexBinary" else base64.b64encode(octets).decode()


def typed(content: str, type_: str) -> Any:
    return lambda tag: f'<{tag} xsi:type="{type_}">{content}</{tag}>'


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_a_a_binary_text_is_the_text_wherever_a_text_can_stand(dialect: Any, by_reference: bool) -> None:
    for number, place in enumerate(TEXTS):
        prefix, kind = KINDS[number % len(KINDS)]
        for text in ("Köln", "€ <&>\t\U0001f600", ""):
            found = read(place, dialect, by_reference, typed(written(text, kind), f"{prefix}:{kind}"))
            if len(text) <= place.declared.Attributes.max_len:
                assert found == text, place


@pytest.mark.parametrize(("prefix", "kind"), KINDS)
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_a_the_prefix_may_be_any_and_blanks_may_stand_around(dialect: Any, prefix: str, kind: str) -> None:
    place = ROOMY[0]
    code = written("Köln", kind)
    for type_, more in (
        ("q:" + kind, f'xmlns:q="{NAMESPACES[prefix]}"'),
        (kind, f'xmlns="{NAMESPACES[prefix]}"'),
        (f" {prefix}:{kind}\n", ""),
        (f"{prefix}:{kind.replace('b', '&#98;').replace('h', '&#x68;')}", ""),
    ):
        element = lambda tag: f'<{tag} {more} xsi:type="{type_}">\n {code}\n</{tag}>'  # noqa: E731
        assert place.read(dialect, element) == "Köln", type_


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_a_white_space_within_base64_counts_for_nothing(dialect: Any) -> None:
    assert ROOMY[0].read(dialect, typed("S8\r\nO2 bG4\t=\n", "xsd:base64Binary")) == "Köln"


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_a_a_prefix_means_what_it_means_where_the_value_stands(dialect: Any) -> None:
    place = ROOMY[0]
    for declared, text in (("urn:x", "S8O2bG4="), (NAMESPACES["xsd"], "Köln")):
        element = lambda tag: (  # noqa: E731
            f'<{tag} xmlns:q="{declared}" xsi:type="q:base64Binary">S8O2bG4=</{tag}>'
        )
        assert place.read(dialect, element) == text
    # a declaration of an earlier element is over
    element = lambda tag: f'<x xmlns:xsd="urn:x"/><{tag} xsi:type="xsd:base64Binary">S8O2bG4=</{tag}>'  # noqa: E731
    inner = next(each for each in ROOMY if len(each.path) == 2 and not each.is_in_header)
    assert inner.read(dialect, element) == "Köln"


@pytest.mark.parametrize(
    "type_", ["xsd:string", "xsd:token", "nobody:base64Binary", "base64Binary", "t:hexBinary", "xsd:int"]
)
@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_a_no_other_type_is_heard(dialect: Any, by_reference: bool, type_: str) -> None:
    for place in ROOMY[::20]:
        assert read(place, dialect, by_reference, typed("S8O2bG4=", type_)) == "S8O2bG4=", place


WRONG = [
    (kind, code)
    for kind, codes in {
        "base64Binary": [
            "S/Zsbg==",
            "7aCA",
            "AA==",
            "Bw==",
            "77++",
            "S8O2bG4",
            "S8O2bG4==",
            "Köln",
            "S8*2",
            "=",
            "S8O2&#160;bG4=",
        ],
        "hexBinary": ["4bf66c6e", "eda080", "00", "07", "efbfbe", "4", "4bc3b66c6", "Köln", "4b c3", "0x4b"],
    }.items()
    for code in codes
]
"""Latin-1, a surrogate, NUL, BEL and U+FFFE in their codes; then what is no code at all."""


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_a_what_is_no_code_of_a_text_is_101_with_the_field(dialect: Any, by_reference: bool) -> None:
    for number, place in enumerate(TEXTS):
        kind, code = WRONG[number % len(WRONG)]
        found = read(place, dialect, by_reference, typed(code, f"xsd:{kind}"))
        assert found == (101, place.field), (str(place), code)
    for kind, code in WRONG:
        assert read(ROOMY[0], dialect, by_reference, typed(code, f"xsd:{kind}")) == (101, ROOMY[0].field), code


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_a_bounds_are_those_of_the_text_and_not_of_its_code(dialect: Any) -> None:
    for place in TEXTS:
        longest = int(place.declared.Attributes.max_len)
        for text, fits in (("ö" * longest, True), ("ö" * (longest + 1), False)):
            found = place.read(dialect, typed(written(text, "base64Binary"), "xsd:base64Binary"))
            assert found == (text if fits else (101, place.field)), place


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_a_a_recording_is_taken_as_it_is_and_a_text_in_its_place_as_a_text(dialect: Any, by_reference: bool) -> None:
    message = recorded(4)
    for content, type_, value in (
        ("UklGRg==", "xsd:base64Binary", b"RIFF"),
        ("/w==", "SOAP-ENC:base64", b"\xff"),
        ("00ff", "xsd:hexBinary", b"\0\xff"),
        ("RIFF", "xsd:string", "RIFF"),
        ("", "xsd:base64Binary", ""),
        ("UklGRg=", "xsd:base64Binary", (101, "message")),
        ("0", "xsd:hexBinary", (101, "message")),
        ("UklGRis=", "xsd:base64Binary", (101, "message")),
        ("RIFF+", "xsd:string", (101, "message")),
    ):
        assert read(message, dialect, by_reference, typed(content, type_)) == value, content


def recorded(longest: int) -> Place:
    """The place of a parameter that is a text or octets."""
    declared = TextOrOctets(longest)
    operation = dataclasses.replace(PLACES[0].operation, parameters={"message": declared}, required=frozenset())
    decoders = {each: compile_arguments(operation, PLACES[0].port.namespace, each) for each in DIALECTS}
    return Place(PLACES[0].port, operation, ("message",), declared, decoders)


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_a_a_number_is_never_decoded(dialect: Any) -> None:
    for place in SCALARS:
        if place not in TEXTS:
            assert place.read(dialect, typed("MTI=", "xsd:base64Binary")) == (100, place.field), place


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_a_items_have_the_type_of_their_array_or_are_named_by_it(dialect: Any) -> None:
    for item in (place for place in ROOMY if place.path[-1] == "item"):
        (array,) = (place for place in LISTS if place.operation is item.operation and place.path == item.path[:-1])
        for arraytype, items, texts in (
            ('SOAP-ENC:arrayType="xsd:base64Binary[2]"', "<item>S8O2bG4=</item><item>w7Y=</item>", ["Köln", "ö"]),
            ('SOAP-ENC:arrayType="xsd:base64Binary[1]"', '<item xsi:type="xsd:string">w7Y=</item>', ["w7Y="]),
            ('SOAP-ENC:arrayType="xsd:string[1]"', "<item>w7Y=</item>", ["w7Y="]),
            ("", "<SOAP-ENC:base64>w7Y=</SOAP-ENC:base64><SOAP-ENC:string>x</SOAP-ENC:string>", ["ö", "x"]),
        ):
            element = lambda tag, mark=arraytype, items=items: f"<{tag} {mark}>{items}</{tag}>"  # noqa: E731
            assert array.read(dialect, element) == texts, array


def test_w_a_the_drafts_of_xml_schema_are_heard_too() -> None:
    for year in ("1999", "2000/10"):
        schema = f"http://www.w3.org/{year}/XMLSchema"
        element = lambda tag, schema=schema: (  # noqa: E731
            f'<{tag} xmlns:o="{schema}-instance" xmlns:q="{schema}" o:type="q:base64Binary">w7Y=</{tag}>'
        )
        assert ROOMY[0].read("encoded", element) == "ö"


def coded(caller: Caller, operation: str, arguments: dict[str, Any], *texts: str) -> bytes:
    """A request in which each of these texts is in its code."""
    body = caller.envelope(operation, arguments).decode()
    for text in texts:
        for mark in (' xsi:type="xsd:string"', ""):
            body = body.replace(f"{mark}>{text}</", f' xsi:type="xsd:base64Binary">{written(text, "base64Binary")}</')
    return body.encode()


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_a_a_login_may_come_in_its_code(sqlite_world: World, dialect: str) -> None:
    login = {"username": "Jürgen", "password": "geheim-über-alles"}
    sqlite_world.call().addAccount(account={**login, "city": "Köln"})
    path = "/" if dialect == "encoded" else "/soap/customer/"
    for caller, texts in (
        (sqlite_world.call(dialect, **login, admin=False), login.values()),
        (sqlite_world.call(dialect), (ADMIN, PASSWORD)),
    ):
        answer = sqlite_world.request(coded(caller, "getAccount", {"id": 1}, *texts), path)
        assert (answer.status, "Köln".encode() in answer.body) == (200, True)


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_a_a_password_that_came_in_its_code_is_the_password(sqlite_world: World, dialect: str) -> None:
    path = "/" if dialect == "encoded" else "/soap/customer/"
    account = {"account": {"username": "ann", "password": "geheim-über-alles", "city": "Köln"}}
    body = coded(sqlite_world.call(dialect), "addAccount", account, "geheim-über-alles", "Köln")
    assert sqlite_world.request(body, path).status == 200
    ann = sqlite_world.call(dialect, username="ann", password="geheim-über-alles", admin=False)
    assert ann.getAccount(id=1)["city"] == "Köln"


def test_w_a_every_kind_of_place_is_among_those_tried() -> None:
    """The walk would prove nothing if it did not find them."""
    found = {str(place) for place in PLACES}
    assert {
        "customer.updateAccount account.city",
        "customer.getCustomers query.filter.username",
        "customer.setProperties properties.0.value",
        "sip.updateAccount account.password",
        "sip.setBarringPrefixes prefixes.0",
        "dns.getZone zone",
    } <= found
    assert {place.field for place in PLACES if place.is_in_header} == {
        "auth.username",
        "auth.password",
        "auth.admin",
        "auth.impersonate",
    }


def test_w_a_a_refused_text_is_not_told(sqlite_world: World) -> None:
    auth = f"<auth>{typed('c2VjcmV0*', 'xsd:base64Binary')('password')}</auth>"
    broken = envelope("encoded", "urn:AGProjects:NGNPro:Customer", "getAccount", "<id>1</id>", header=auth)
    answer = sqlite_world.request(broken)
    assert b"c2VjcmV0" not in answer.body
    assert b">auth.password is not base64<" in answer.body
