# SPDX-License-Identifier: Apache-2.0
"""Grandstream's file."""

from dataclasses import replace

import pytest

from ngnprov.devices.configuration import Key, Server
from ngnprov.devices.formats import FORMATS
from tests.devices.examples import FULL, LINE, MAC, NOBODY, SPECIAL, rendered
from tests.devices.parsers import grandstream, keys

GRANDSTREAM = FORMATS["grandstream"]


def told(**changes: object) -> dict[str, str]:
    return grandstream(rendered("grandstream", replace(FULL, **changes)))  # type: ignore[arg-type]


def test_a_phone_asks_for_its_own_file_and_then_for_everybodys() -> None:
    assert GRANDSTREAM.files(MAC) == (f"cfg{MAC}.xml", "cfg.xml")
    assert GRANDSTREAM.render(FULL, "cfg.xml") == rendered("grandstream", FULL)


def test_the_phone_can_check_that_the_file_is_its_own() -> None:
    assert told()["mac"] == MAC
    assert "mac" not in told(mac="")


@pytest.mark.parametrize(("seconds", "minutes"), [(3600, "60"), (3601, "61"), (59, "1"), (60, "1"), (1, "1")])
def test_the_time_to_register_again_is_in_minutes_rounded_up(seconds: int, minutes: str) -> None:
    assert told(line=replace(LINE, server=Server("acme.example", expires=seconds)))["P32"] == minutes


@pytest.mark.parametrize(
    ("url", "paths"),
    [
        ("https://prov.example.net/p/abc/", ("2", "prov.example.net/p/abc", "3", "prov.example.net/p/abc")),
        ("http://10.0.0.1:9200/p/abc/", ("1", "10.0.0.1:9200/p/abc", "1", "10.0.0.1:9200/p/abc")),
    ],
)
def test_paths_have_no_scheme(url: str, paths: tuple[str, ...]) -> None:
    settings = told(url=url)
    assert tuple(settings[each] for each in ("P212", "P237", "P330", "P331")) == paths


def test_the_rest_of_the_account_is_told() -> None:
    settings = told()
    assert (settings["P270"], settings["P47"], settings["P48"], settings["P103"]) == (
        "Reception",
        "acme.example:5061",
        "",
        "0",
    )
    by_dns = told(line=replace(LINE, server=Server("acme.example")))
    assert (by_dns["P47"], by_dns["P103"]) == ("acme.example", "1")


def test_every_kind_of_key_has_its_mode() -> None:
    assert keys("grandstream", rendered("grandstream", FULL)) == {
        3: ("1", "1002", f"Anna {SPECIAL}"),
        4: ("0", "+43199991234", "Taxi"),
        5: ("21", "1003", "Night"),
        7: ("8", "1004", "Desk"),
        20: ("1", "1005", "Door"),
    }


def test_lines_stand_on_line_keys() -> None:
    settings = told()
    modes = [settings[f"P{number}"] for number in (1363, 1365, 1367, 1369)]
    labels = [settings[f"P{number}"] for number in (1465, 1467, 1469, 1471)]
    assert (modes, labels) == (["0", "1", "0", "0"], ["Mine", "Ours", "", ""])
    assert told(line=replace(LINE, is_shared=True), keys=())["P1363"] == "1"
    assert told(line=None)["P1365"] == "0"


def test_the_phones_own_keys_are_those_of_the_board() -> None:
    of = {1: (323, 301, 302, 303), 7: (329, 319, 320, 321), 8: (353, 354, 355, 356), 18: (393, 394, 395, 396)}
    for place, own in of.items():
        settings = told(keys=[Key(place, "blf", "1002", "Anna")])
        board = range(23000 + 5 * (place - 1), 23004 + 5 * (place - 1))
        for numbers in (own, board):
            assert [settings[f"P{number}"] for number in numbers] == ["1", "0", "Anna", "1002"]
    assert told(keys=())["P323"] == "-1"


def test_nobody_has_no_directory_but_is_told_where_to_fetch() -> None:
    settings = grandstream(rendered("grandstream", NOBODY))
    assert (settings["P271"], settings["P31"], settings["P330"], settings["P331"]) == ("0", "0", "0", "")
    assert settings["P237"]
