# SPDX-License-Identifier: Apache-2.0
"""W-A, W-B, W-D: what a reference says of its value, its type for instance, holds where the element referred to says nothing."""

from typing import Any

import pytest

from tests.support.caller import Caller
from tests.support.places import LISTS, ROOMY, TEXTS, Place
from tests.support.world import ADMIN, PASSWORD, World

INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
DIALECTS = ["encoded", "literal"]
BASE64, HEX = 'xsi:type="xsd:base64Binary"', 'xsi:type="SOAP-ENC:hexBinary"'
CODES = [(BASE64, "w7Y="), (HEX, "c3b6")]
TEXT_LISTS = [
    place
    for place in LISTS
    if any(each.operation is place.operation and each.path == (*place.path, "item") for each in ROOMY)
]


def behind(place: Place, dialect: Any, own: str, after: str) -> Any:
    """What a port gets of a reference that has the attributes ``own`` as well."""
    return place.read(dialect, lambda tag: f'<{tag} {own} href="#q"/>', after)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_a_the_type_of_the_reference_holds_wherever_a_text_can_stand(dialect: Any) -> None:
    assert any(place.is_in_header for place in TEXTS)
    for place in TEXTS:
        for own, code in CODES:
            assert behind(place, dialect, own, f'<q id="q">{code}</q>') == "ö", place


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_a_the_type_of_what_is_referred_to_holds_before_it(dialect: Any) -> None:
    for place in ROOMY[::20]:
        for own, after, right in (
            (BASE64, '<q id="q" xsi:type="xsd:string">w7Y=</q>', "w7Y="),
            (BASE64, f'<q id="q" {HEX}>c3b6</q>', "ö"),
            ('xsi:type="xsd:string"', f'<q id="q" {BASE64}>w7Y=</q>', "ö"),
            (BASE64, '<SOAP-ENC:hexBinary id="q">c3b6</SOAP-ENC:hexBinary>', "ö"),
        ):
            assert behind(place, dialect, own, after) == right, (str(place), after)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_a_of_a_chain_the_last_that_says_a_type_holds(dialect: Any) -> None:
    end = '<r id="r" href="#s"/><s id="s">w7Y=</s>'
    for own, middle, right in (
        (BASE64, "", "ö"),
        ("", BASE64, "ö"),
        (HEX, BASE64, "ö"),
        (BASE64, 'xsi:type="xsd:string"', "w7Y="),
        ("", "", "w7Y="),
    ):
        assert behind(ROOMY[0], dialect, own, f'<q id="q" {middle} href="#r"/>{end}') == right, (own, middle)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_a_items_behind_references_have_the_type_of_their_array(dialect: Any) -> None:
    mark = 'SOAP-ENC:arrayType="SOAP-ENC:base64[1]"'
    for place in TEXT_LISTS:
        for content, after, right in (
            ('<item href="#q"/>', '<q id="q">w7Y=</q>', ["ö"]),
            ('<item href="#q"/>', '<q id="q" href="#r"/><r id="r">w7Y=</r>', ["ö"]),
            ('<item href="#q"/>', '<q id="q" xsi:type="xsd:string">w7Y=</q>', ["w7Y="]),
            (f'<item {HEX} href="#q"/>', '<q id="q">c3b6</q>', ["ö"]),
            ('<item href="#q" SOAP-ENC:position="[1]"/><item SOAP-ENC:position="[0]"/>', '<q id="q">w7Y=</q>', ["ö"]),
        ):
            element = lambda tag, content=content: f"<{tag} {mark}>{content}</{tag}>"  # noqa: E731
            found = place.read(dialect, element, after)
            assert [text for text in found if text] == right, (str(place), content)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_a_an_array_behind_a_reference_may_have_its_type_there(dialect: Any) -> None:
    mark = 'SOAP-ENC:arrayType="xsd:base64Binary[1]"'
    for place in TEXT_LISTS:
        assert behind(place, dialect, mark, '<q id="q"><item>w7Y=</item></q>') == ["ö"], place
        own = 'SOAP-ENC:arrayType="xsd:string[1]"'
        assert behind(place, dialect, mark, f'<q id="q" {own}><item>w7Y=</item></q>') == ["w7Y="], place
        assert behind(place, dialect, own, f'<q id="q" {mark}><item>w7Y=</item></q>') == ["ö"], place
        assert behind(place, dialect, 'SOAP-ENC:offset="[1]"', '<q id="q"><item>1</item></q>') == (101, place.field)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_a_one_text_may_be_of_two_kinds_in_two_places(dialect: Any) -> None:
    """Whoever is read first leaves no mark at what both refer to."""
    place = TEXT_LISTS[0]
    for first, second, right in ((BASE64, "", ["ö", "w7Y="]), ("", BASE64, ["w7Y=", "ö"])):
        items = f'<item {first} href="#q"/><item {second} href="#q"/>'
        found = place.read(dialect, lambda tag: f"<{tag}>{items}</{tag}>", '<q id="q">w7Y=</q>')
        assert found == right


def test_wire_q7_an_empty_text_is_no_null_when_the_reference_says_that_it_is_a_text() -> None:
    for place in ROOMY[::20]:
        if not place.is_in_header:
            assert behind(place, "encoded", 'xsi:type="xsd:string"', '<q id="q"/>') == "", place
            assert behind(place, "encoded", "", '<q id="q"/>') is None, place


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_b_a_reference_that_says_it_is_a_map_is_none_where_a_list_is_expected(dialect: Any) -> None:
    for place in LISTS:
        assert behind(place, dialect, 'xsi:type="m:Map"', '<q id="q"/>') == (100, place.field), place


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_d_a_reference_that_says_nil_is_null_and_refers_to_nothing(dialect: Any) -> None:
    for place in ROOMY[::20]:
        if not place.is_in_header:
            assert behind(place, dialect, 'xsi:nil="true"', '<q id="q"/>') is None, place
            assert behind(place, dialect, 'xsi:nil="false"', '<q id="q">x</q>') == "x", place
            assert behind(place, dialect, 'xsi:nil="true"', '<q id="q">x</q>') == (101, place.field), place


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_a_a_login_in_its_code_behind_references_is_right(sqlite_world: World, dialect: str) -> None:
    caller: Caller = sqlite_world.call(dialect)
    caller.addAccount(account={"username": "u", "password": "p", "city": "Delft"})
    body = caller.envelope("getAccount", {"id": 1}).decode()
    for name, text in (("username", ADMIN), ("password", PASSWORD)):
        tag = name if f"<{name}" in body else f"t:{name}"
        start, end = body.index(f"<{tag}"), body.index(f"</{tag}>") + len(tag) + 3
        typed = f'<{tag} xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:i="{INSTANCE}"'
        body = f'{body[:start]}{typed} i:type="x:hexBinary" href="#{name}"/>{body[end:]}'
        close = body.rindex("</", 0, body.rindex("</"))
        body = f'{body[:close]}<q id="{name}">{text.encode().hex()}</q>{body[close:]}'
    answer = sqlite_world.request(body.encode(), "/" if dialect == "encoded" else "/soap/customer/")
    assert (answer.status, b"Delft" in answer.body) == (200, True), answer.body
