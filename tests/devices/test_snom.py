# SPDX-License-Identifier: Apache-2.0
"""Snom's file."""

from dataclasses import replace

from ngnprov.devices.configuration import Server
from ngnprov.devices.formats import FORMATS
from tests.devices.examples import FULL, LINE, MAC, NOBODY, SPECIAL, URL, rendered
from tests.devices.parsers import keys, snom

SNOM = FORMATS["snom"]


def test_a_phone_writes_its_mac_address_in_upper_case() -> None:
    assert SNOM.files(MAC) == ("snom0004130A1B2C.xml", "snom.xml")
    assert SNOM.files("") == ("snom.xml",)


def test_every_kind_of_key_has_its_type() -> None:
    assert keys("snom", rendered("snom", FULL)) == {
        1: ("line", "", "Mine"),
        2: ("mult", "", "Ours"),
        3: ("blf", "1002", f"Anna {SPECIAL}"),
        4: ("speed", "+43199991234", "Taxi"),
        5: ("redirect", "1003", "Night"),
        7: ("transfer", "1004", "Desk"),
        20: ("blf", "1005", "Door"),
    }


def test_the_rest_of_the_identity_is_told() -> None:
    told = snom(rendered("snom", FULL))
    assert told["user_idle_text.1"] == "Reception"
    assert told["user_host.1"] == "acme.example:5061"
    assert told["user_outbound.1"] == "acme.example:5061;transport=tls"
    assert told["user_expiry.1"] == "3600"
    assert told["user_shared_line.1"] == "off"
    assert told["dkey_directory"] == f"url {URL}{SNOM.directory}"
    assert snom(rendered("snom", replace(FULL, line=replace(LINE, is_shared=True))))["user_shared_line.1"] == "on"


def test_a_port_that_dns_says_is_left_out() -> None:
    told = snom(rendered("snom", replace(FULL, line=replace(LINE, server=Server("acme.example", 0, "tcp")))))
    assert (told["user_host.1"], told["user_outbound.1"]) == ("acme.example", "acme.example;transport=tcp")


def test_it_is_fetched_again_by_the_name_of_the_phone_whatever_it_was_asked_for_by() -> None:
    for file in SNOM.files(MAC):
        assert snom(SNOM.render(FULL, file))["setting_server"] == f"{URL}snom0004130A1B2C.xml"
    assert snom(rendered("snom", replace(FULL, mac="")))["setting_server"] == f"{URL}snom.xml"


def test_nobody_has_no_directory_but_is_told_where_to_fetch() -> None:
    told = snom(rendered("snom", NOBODY))
    assert (told["user_active.1"], told["dkey_directory"]) == ("off", "")
    assert told["setting_server"].startswith(URL)
