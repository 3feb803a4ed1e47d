# SPDX-License-Identifier: Apache-2.0
"""W-F: items of a list stand where SOAP-ENC:position says; a list that comes in part, or of more dimensions, is refused."""

import itertools
from typing import Any

import pytest

from ngnprov.soap.types import is_record, item_type, members
from tests.support.caller import Caller
from tests.support.places import LISTS, SPOKEN, Place, read
from tests.support.world import World

TEXT_LISTS = [place for place in LISTS if not is_record(place.item)]


def single(record: Any) -> str | None:
    """The first member with a single value that can be any number."""
    for name, kind in members(record).items():
        if item_type(kind) is None and not is_record(kind) and getattr(kind.Attributes, "ge", 0) <= 0:
            return name
    return None


NUMBERED = [*TEXT_LISTS, *(place for place in LISTS if place not in TEXT_LISTS and single(item_type(place.declared)))]
"""Lists whose items can be told apart by a number."""


def item(place: Place, number: int, position: str | None) -> str:
    """An item that is known by its number."""
    kind = place.item
    mark = "" if position is None else f' SOAP-ENC:position="{position}"'
    value = f"<{single(kind)}>{number}</{single(kind)}>" if is_record(kind) else str(number)
    return f'<item xsi:type="xsd:string"{mark}>{value}</item>'


def order(found: Any) -> Any:
    """The numbers of the items in their order."""
    if not isinstance(found, list):
        return found
    return [int(next(iter(each.values())) if isinstance(each, dict) else each) for each in found]


ORDERS: list[tuple[list[str | None], Any]] = [
    ([None, None, None], [0, 1, 2]),
    (["[0]", "[1]", "[2]"], [0, 1, 2]),
    (["[2]", "[1]", "[0]"], [2, 1, 0]),
    ([None, "[2]", "[1]"], [0, 2, 1]),
    ([None, "[1]", None], [0, 1, 2]),
    (["[1]", None, "[0]"], [2, 0, 1]),
    ([" [ 1 ]\n", "[0]"], [1, 0]),
    (["[000]"], [0]),
]
WRONG: list[list[str | None]] = [
    ["[0]", "[0]"],
    ["[1]", None, "[2]"],
    [None, "[0]"],
    ["[1]"],
    ["[0]", "[2]"],
    ["[999999999]"],
]
MALFORMED = ["0", "[]", "[-1]", "[0,1]", "[0][1]", "[a]", "", "[1.0]", "[+1]", "[9999999999]", "[\u0661]"]


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_f_items_stand_where_they_say_in_every_list(dialect: Any, by_reference: bool) -> None:
    assert {"dns.updateZone zone.nameservers", "customer.setProperties properties"} <= set(map(str, NUMBERED))
    for place, (positions, right) in itertools.product(NUMBERED, ORDERS):
        items = "".join(item(place, number, position) for number, position in enumerate(positions))
        found = read(place, dialect, by_reference, lambda tag: f"<{tag}>{items}</{tag}>")
        assert order(found) == right, (str(place), positions)


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_f_a_place_that_is_taken_twice_or_not_at_all_is_101(dialect: Any, by_reference: bool) -> None:
    for place, positions in itertools.product(NUMBERED, WRONG):
        items = "".join(item(place, number, position) for number, position in enumerate(positions))
        found = read(place, dialect, by_reference, lambda tag: f"<{tag}>{items}</{tag}>")
        assert found == (101, place.field), (str(place), positions)


@pytest.mark.parametrize("position", MALFORMED)
@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_f_a_position_that_is_none_is_101_with_the_item(dialect: Any, position: str) -> None:
    for place in NUMBERED:
        items = item(place, 0, None) + item(place, 1, position)
        assert place.read(dialect, lambda tag: f"<{tag}>{items}</{tag}>") == (101, f"{place.field}.1"), place


def test_w_f_an_item_behind_an_href_keeps_its_own_place() -> None:
    place = TEXT_LISTS[0]
    after = '<x id="a">0</x><x id="b" SOAP-ENC:position="[7]">1</x>'
    items = '<item href="#b" SOAP-ENC:position="[1]"/><item href="#a" SOAP-ENC:position="[0]"/><item href="#b"/>'
    # the last follows the one before it and so would stand where the first does
    assert place.read("encoded", lambda tag: f"<{tag}>{items}</{tag}>", after) == (101, place.field)
    items = '<item href="#b" SOAP-ENC:position="[1]"/><item href="#a" SOAP-ENC:position="[0]"/>'
    assert place.read("encoded", lambda tag: f"<{tag}>{items}</{tag}>", after) == ["0", "1"]
    assert place.read("encoded", lambda tag: f'<{tag}><item href="#a"/><item href="#b"/></{tag}>', after) == ["0", "1"]


def test_w_f_a_bad_item_is_named_by_its_place() -> None:
    place = next(place for place in TEXT_LISTS if place.operation.name == "setBarringPrefixes")
    items = '<item SOAP-ENC:position="[1]"><a/></item><item SOAP-ENC:position="[0]">+1</item>'
    assert place.read("encoded", lambda tag: f"<{tag}>{items}</{tag}>") == (100, "prefixes.1")


@pytest.mark.parametrize(
    ("mark", "taken"),
    [
        ('SOAP-ENC:offset="[0]"', True),
        ('SOAP-ENC:offset=" [0] "', True),
        ('SOAP-ENC:offset="[1]"', False),
        ('SOAP-ENC:offset="[0,0]"', False),
        ('SOAP-ENC:offset="x"', False),
        ('SOAP-ENC:arrayType="xsd:string[1]"', True),
        ('SOAP-ENC:arrayType="xsd:string[1,1]"', False),
        ('SOAP-ENC:arrayType="xsd:string[9]"', True),
    ],
)
@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_f_a_list_comes_whole_and_in_one_dimension(dialect: Any, by_reference: bool, mark: str, taken: bool) -> None:
    for place in NUMBERED:
        element = lambda tag, place=place: f"<{tag} {mark}>{item(place, 0, None)}</{tag}>"  # noqa: E731
        found = read(place, dialect, by_reference, element)
        assert order(found) == ([0] if taken else (101, place.field)), place


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_f_lists_are_stored_in_the_order_of_their_positions(sqlite_world: World, dialect: str) -> None:
    admin: Caller = sqlite_world.call(dialect)
    id = admin.addAccount(account={"username": "u", "password": "p"})["id"]
    zone = {"name": "pos.example", "email": "h@example.net", "customer": id, "nameservers": ["ns1.example.net"]}
    body = admin.dns.envelope("addZone", {"zone": zone}).decode()
    start = body.index("<item" if dialect == "encoded" else "<t:item")
    end = body.index("</nameservers>" if dialect == "encoded" else "</t:nameservers>")
    items = "".join(f'<item SOAP-ENC:position="[{n}]">ns{n}.example.net</item>' for n in (2, 0, 1))
    answer = sqlite_world.request(
        (body[:start] + items + body[end:]).encode(), "/" if dialect == "encoded" else "/soap/dns/"
    )
    assert answer.status == 200, answer.body
    servers = admin.dns.getZone(zone="pos.example")["nameservers"]
    assert servers == ["ns0.example.net", "ns1.example.net", "ns2.example.net"]
