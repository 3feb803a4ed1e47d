# SPDX-License-Identifier: Apache-2.0
"""W-D: xsi:nil makes a value null whatever white space or comments stand inside; a nil element with content is refused."""

from typing import Any

import pytest

from tests.support.caller import Caller
from tests.support.places import LISTS, PLACES, RECORDS, ROOMY, SCALARS, SPOKEN, TEXTS, read
from tests.support.world import World

NULL = [
    '<{0} xsi:nil="true"/>',
    '<{0} xsi:nil="1"></{0}>',
    '<{0} xsi:nil=" true "/>',
    '<{0} xsi:nil="&#10;1&#9;"/>',
    '<{0} xsi:nil="true">\n    </{0}>',
    '<{0} xsi:nil="true"><!-- nothing --></{0}>',
    '<{0} xsi:nil="true">\n<!-- nothing -->\t<![CDATA[ ]]></{0}>',
    '<{0} xsi:type="xsd:string" xsi:nil="true"> </{0}>',
    '<{0} xsi:type="xsd:base64Binary" xsi:nil="true"> </{0}>',
    '<{0} xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="xsd:anyType[0]" xsi:nil="true"> </{0}>',
]
LOGIN = {"username": "", "password": "", "admin": False, "impersonate": 0}
"""What is read where nothing is given."""

CONTENT = ["x", "1", " 1 ", "&#160;", "<a/>", "\n<item>1</item>\n", "<![CDATA[true]]>"]


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_d_nil_is_null_wherever_a_value_can_stand(dialect: Any, by_reference: bool) -> None:
    for place in PLACES:
        right: Any = LOGIN.get(place.path[-1]) if place.is_in_header else None
        if place in RECORDS and place.path[1:] and place.path[-1] == "item":
            right = {}  # an item that is a structure keeps its place
        for null in NULL:
            found = read(place, dialect, by_reference, lambda tag: null.format(tag))
            assert found == right, (str(place), null)


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_d_nil_with_content_is_101_with_the_field(dialect: Any, by_reference: bool) -> None:
    for number, place in enumerate(PLACES):
        content = CONTENT[number % len(CONTENT)]
        element = lambda tag, content=content: f'<{tag} xsi:nil="true">{content}</{tag}>'  # noqa: E731
        assert read(place, dialect, by_reference, element) == (101, place.field), (str(place), content)


@pytest.mark.parametrize("content", CONTENT)
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_d_no_content_of_a_nil_element_passes(dialect: Any, content: str) -> None:
    for place in (ROOMY[0], LISTS[0], RECORDS[0], *(scalar for scalar in SCALARS if scalar not in TEXTS)):
        element = lambda tag: f'<{tag} xsi:nil="true">{content}</{tag}>'  # noqa: E731
        assert place.read(dialect, element) == (101, place.field), place


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_d_nil_that_is_false_says_nothing(dialect: Any) -> None:
    for place in TEXTS:
        for said in ("false", "0", " false\n"):
            assert place.read(dialect, lambda tag: f'<{tag} xsi:nil="{said}">x</{tag}>') == "x", place


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_d_what_is_given_twice_is_101_though_it_be_null(dialect: Any, by_reference: bool) -> None:
    """Whether the first or the last is meant would be a guess."""
    null, text = '<{0} xsi:nil="true"/>', '<{0} xsi:type="xsd:string">1</{0}>'
    for place in SCALARS:
        if len(place.path) == 2 and place.path[-1] != "item" and not place.is_in_header:
            prefix = "" if dialect == "encoded" else "t:"
            record = next(
                each for each in RECORDS if each.operation is place.operation and each.path == place.path[:-1]
            )
            for both in (null + text, text + null, null + null):
                content = both.format(prefix + place.path[-1])
                element = lambda tag, content=content: f"<{tag}>{content}</{tag}>"  # noqa: E731
                assert read(record, dialect, by_reference, element) == (101, place.field), (str(place), both)


@pytest.mark.parametrize("said", ["", "yes", "2", "true false"])
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_d_nil_that_is_no_boolean_is_101(dialect: Any, said: str) -> None:
    """Neither "overwrite it" nor "leave it" may be guessed."""
    for place in ROOMY[::10]:
        assert place.read(dialect, lambda tag: f'<{tag} xsi:nil="{said}"></{tag}>') == (101, place.field), place


@pytest.mark.parametrize("null", NULL)
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_d_an_indented_null_keeps_what_is_stored(sqlite_world: World, dialect: str, null: str) -> None:
    caller: Caller = sqlite_world.call(dialect)
    id = caller.addAccount(account={"username": "u", "password": "p", "city": "Aa", "credit": 7.0})["id"]
    body = caller.envelope("updateAccount", {"account": {"id": id, "city": "X", "credit": "Y"}}).decode()
    for name in ("city", "credit"):
        tag = name if dialect == "encoded" else f"t:{name}"
        start, end = body.index(f"<{tag}"), body.index(f"</{tag}>") + len(tag) + 3
        body = body[:start] + null.format(tag) + body[end:]
    answer = sqlite_world.request(body.encode(), "/" if dialect == "encoded" else "/soap/customer/")
    assert answer.status == 200, answer.body
    account = caller.getAccount(id=id)
    assert (account["city"], account["credit"]) == ("Aa", 7.0)
