# SPDX-License-Identifier: Apache-2.0
"""The files of Linphone, and of Acrobits and Groundwire."""

from dataclasses import replace

import pytest

from ngnprov.devices.configuration import Configuration, Server
from ngnprov.devices.formats import FORMATS
from tests.devices.examples import FULL, LINE, MAC, NOBODY, URL, credentials, rendered
from tests.devices.parsers import acrobits, lpconfig


def linphone(configuration: Configuration) -> dict[str, str]:
    return lpconfig(rendered("lpconfig", configuration))


@pytest.mark.parametrize(("name", "file"), [("lpconfig", "linphone.xml"), ("acrobits", "acrobits.xml")])
def test_an_application_has_one_file_and_no_directory(name: str, file: str) -> None:
    assert FORMATS[name].files(MAC) == FORMATS[name].files("") == (file,)
    assert (FORMATS[name].directory, FORMATS[name].render_directory) == ("", None)
    assert rendered(name, FULL) == rendered(name, replace(FULL, mac="", keys=()))


def test_linphone_logs_in_by_the_digest_and_never_by_the_password() -> None:
    told = linphone(FULL)
    login = {key: told[f"auth_info_0.{key}"] for key in ("ha1", "realm", "algorithm", "passwd", "domain")}
    realm = LINE.credentials.realm
    assert login == {
        "ha1": LINE.credentials.ha1,
        "realm": realm,
        "algorithm": "MD5",
        "passwd": "",
        "domain": realm,
    }
    assert LINE.credentials.password.encode() not in rendered("lpconfig", FULL)


def test_linphone_is_told_where_and_as_whom_to_register() -> None:
    told = linphone(FULL)
    assert told["proxy_0.reg_proxy"] == "<sip:acme.example:5061;transport=tls>"
    assert told["proxy_0.reg_expires"] == "3600"
    assert told["sip.default_proxy"] == "0"
    assert told["misc.config-uri"] == f"{URL}linphone.xml"
    by_dns = linphone(replace(FULL, line=replace(LINE, server=Server("acme.example", transport="udp"))))
    assert by_dns["proxy_0.reg_proxy"] == "<sip:acme.example;transport=udp>"


@pytest.mark.parametrize(
    ("name", "username", "identity"),
    [
        ('Dr. "J" \\ B', "1001", r'"Dr. \"J\" \\ B" <sip:1001@acme.example>'),
        ("", "1001", '"" <sip:1001@acme.example>'),
        ("Müller; x=y", "a b#ü@<>", '"Müller; x=y" <sip:a%20b%23%C3%BC%40%3C%3E@acme.example>'),
        ("Anna", "a-_.!~*'()&=+$,;?/9", '"Anna" <sip:a-_.!~*\'()&=+$,;?/9@acme.example>'),
    ],
)
def test_the_identity_of_linphone_is_a_quoted_name_and_a_uri(name: str, username: str, identity: str) -> None:
    line = replace(LINE, display_name=name, credentials=credentials(username))
    assert linphone(replace(FULL, line=line))["proxy_0.reg_identity"] == identity


def test_nobody_has_every_entry_empty() -> None:
    told = linphone(NOBODY)
    full = {key: value for key, value in told.items() if value}
    assert full == {
        "misc.config-uri": f"{URL}linphone.xml",
        "proxy_0.reg_sendregister": "0",
        "sip.default_proxy": "0",
    }


@pytest.mark.parametrize(
    ("configuration", "title"),
    [
        (FULL, "Reception"),
        (replace(FULL, line=replace(LINE, label="")), LINE.display_name),
        (replace(FULL, line=replace(LINE, label="", display_name=" ")), "acme1001"),
        (NOBODY, "Desk 1"),
        (replace(NOBODY, name=""), "-"),
    ],
)
def test_an_account_of_acrobits_always_has_a_title(configuration: Configuration, title: str) -> None:
    assert acrobits(rendered("acrobits", configuration))["title"] == title


def test_acrobits_has_tls_with_sip_addresses() -> None:
    assert acrobits(rendered("acrobits", FULL))["transport"] == "tls+sip:"


def test_acrobits_fetches_again_whoever_it_belongs_to() -> None:
    for phone in (FULL, NOBODY):
        assert acrobits(rendered("acrobits", phone))["extProvInterval"] == "3600"
