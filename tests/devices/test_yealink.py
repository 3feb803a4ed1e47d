# SPDX-License-Identifier: Apache-2.0
"""Yealink's files."""

from dataclasses import replace

import pytest

from ngnprov.devices.configuration import Key, Server
from ngnprov.devices.formats import FORMATS
from tests.devices.examples import FULL, LINE, MAC, NOBODY, SPECIAL, URL, rendered
from tests.devices.parsers import boot, keys, yealink

YEALINK = FORMATS["yealink"]


def test_a_phone_asks_for_its_own_file_first() -> None:
    assert YEALINK.files(MAC)[:3] == (f"{MAC}.cfg", f"{MAC}.boot", "y000000000000.boot")
    assert YEALINK.files("")[0] == "yealink.cfg"


@pytest.mark.parametrize(("mac", "main"), [(MAC, f"{MAC}.cfg"), ("", "yealink.cfg")])
def test_a_boot_file_names_the_file_with_the_account(mac: str, main: str) -> None:
    phone = replace(FULL, mac=mac)
    for file in YEALINK.files(mac):
        if file.endswith(".boot"):
            assert boot(YEALINK.render(phone, file)) == [main]


@pytest.mark.parametrize("file", ["y000000000044.cfg", "Y000000000123.cfg"])
def test_the_file_of_a_model_tells_nothing(file: str) -> None:
    assert YEALINK.render(FULL, file) == YEALINK.render(NOBODY, file) == b"#!version:1.0.0.1\n"


def test_every_kind_of_key_has_its_type() -> None:
    assert keys("yealink", rendered("yealink", FULL)) == {
        1: ("15", "", "Mine"),
        2: ("15", "", "Ours"),
        3: ("16", "1002", f"Anna {SPECIAL}"),
        4: ("13", "+43199991234", "Taxi"),
        5: ("2", "1003", "Night"),
        7: ("3", "1004", "Desk"),
        20: ("16", "1005", "Door"),
    }


def test_the_first_key_is_the_line_unless_another_stands_there() -> None:
    assert keys("yealink", rendered("yealink", replace(FULL, keys=()))) == {1: ("15", "", "")}
    other = replace(FULL, keys=[Key(1, "blf", "1002")])
    assert keys("yealink", rendered("yealink", other)) == {1: ("16", "1002", "")}


def test_the_rest_of_the_account_is_told() -> None:
    told = yealink(rendered("yealink", FULL))
    assert told["account.1.label"] == "Reception"
    assert told["account.1.sip_server.1.expires"] == "3600"
    assert told["account.1.shared_line"] == "0"
    assert told["static.auto_provision.server.url"] == URL
    assert told["remote_phonebook.data.1.url"] == f"{URL}{YEALINK.directory}"
    shared = yealink(rendered("yealink", replace(FULL, line=replace(LINE, is_shared=True, label=""))))
    assert shared["account.1.shared_line"] == "1"
    assert shared["account.1.label"] == LINE.display_name


def test_a_port_that_dns_says_is_told_as_0_and_the_transport_with_it() -> None:
    told = yealink(rendered("yealink", replace(FULL, line=replace(LINE, server=Server("acme.example", 0, "tls")))))
    assert told["account.1.sip_server.1.port"] == "0"
    assert told["account.1.sip_server.1.transport_type"] == "2"


def test_behind_a_proxy_the_port_is_that_of_the_proxy() -> None:
    told = yealink(rendered("yealink", replace(FULL, line=replace(LINE, server=Server("sip.example.net", 5061)))))
    assert (told["account.1.sip_server.1.address"], told["account.1.sip_server.1.port"]) == ("acme.example", "0")
    assert told["account.1.outbound_proxy.1.port"] == "5061"


def test_nobody_has_no_directory_but_is_told_where_to_fetch() -> None:
    told = yealink(rendered("yealink", NOBODY))
    assert told["remote_phonebook.data.1.url"] == ""
    assert told["static.auto_provision.server.url"] == URL


@pytest.mark.parametrize("name", ["%NULL%", "%null%", "%EMPTY%", " %NULL% "])
def test_a_name_that_is_a_reserved_word_is_not_shown(name: str) -> None:
    line = replace(LINE, display_name=name, label=name, voicemail=name)
    told = yealink(rendered("yealink", replace(FULL, line=line, keys=[Key(3, "blf", "1002", name)])))
    assert told["account.1.display_name"] == told["account.1.label"] == told["voice_mail.number.1"] == ""
    assert told["linekey.3.label"] == ""


@pytest.mark.parametrize(
    "name", ["# 1", "a = b", "= x", "#!version:1.0.0.1", "account.1.enable = 0", '"Anna"', "%NULL"]
)
def test_a_name_that_looks_like_a_line_of_the_file_is_a_name(name: str) -> None:
    told = yealink(rendered("yealink", replace(FULL, line=replace(LINE, display_name=name))))
    assert told["account.1.display_name"] == name
    assert told["account.1.enable"] == "1"
