# SPDX-License-Identifier: Apache-2.0
"""What a phone reads is what it was told: names, passwords, servers."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngnprov.devices.configuration import (
    TRANSPORTS,
    Configuration,
    Entry,
    Key,
    Line,
    PasswordMissing,
    Server,
)
from ngnprov.devices.formats import FORMATS
from tests.devices.examples import FULL, LINE, NOBODY, SPECIAL, credentials, rendered
from tests.devices.parsers import account, directory, keys

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"), max_size=20
)
PECULIAR = ["", SPECIAL, '"', "\\", '\\"', "#", "%", "=", " = ", "%NULL", "\u00a0", "a\tb", "]]>", "&amp;", "<!--"]
NAME = st.builds("{}{}{}".format, TEXT, st.sampled_from(PECULIAR), TEXT)
"""Names as people have them and as nobody has."""
SECRET = st.builds("{}{}{}".format, TEXT, st.sampled_from([SPECIAL, "=", "%NULL%x", "#a"]), TEXT).map(
    lambda text: f"x{text.strip()}x"
)
BUSY = settings(deadline=None, max_examples=60)
DESKS = ("grandstream", "snom", "yealink")
NEED_PASSWORD = ("acrobits", "grandstream", "yealink")
formats = pytest.mark.parametrize("name", list(FORMATS))


def of(line: Line | None) -> Configuration:
    return replace(FULL, line=line)


def as_shown(name: str, text: str) -> str:
    """A Yealink phone drops blanks around a value."""
    return text.strip(" \t") if name == "yealink" else text


@formats
@BUSY
@given(display_name=NAME, label=NAME, voicemail=NAME)
def test_names_come_out_as_they_went_in(name: str, display_name: str, label: str, voicemail: str) -> None:
    read = account(name, rendered(name, of(replace(LINE, display_name=display_name, label=label, voicemail=voicemail))))
    assert read.display_name == as_shown(name, display_name)
    assert name == "lpconfig" or read.voicemail == as_shown(name, voicemail)


@formats
@BUSY
@given(username=SECRET, password=SECRET)
def test_a_login_comes_out_as_it_went_in(name: str, username: str, password: str) -> None:
    login = credentials(username, password)
    read = account(name, rendered(name, of(replace(LINE, credentials=login))))
    assert (read.active, read.username, read.login) == (True, username, username)
    assert (read.password, read.ha1) == (("", login.ha1) if name == "lpconfig" else (password, ""))


@pytest.mark.parametrize("name", DESKS)
@BUSY
@given(label=NAME, target=NAME.filter(lambda text: not text.startswith(" ")), place=st.integers(1, 140))
def test_a_key_comes_out_as_it_went_in(name: str, label: str, target: str, place: int) -> None:
    read = keys(name, rendered(name, replace(FULL, keys=[Key(place, "blf", target, label)])))
    code = {"grandstream": "1", "snom": "blf", "yealink": "16"}[name]
    assert read[place] == (code, as_shown(name, target), as_shown(name, label))


@pytest.mark.parametrize("name", DESKS)
@BUSY
@given(title=NAME, entries=st.lists(st.builds(Entry, NAME, NAME), max_size=5))
def test_a_directory_comes_out_as_it_went_in(name: str, title: str, entries: list[Entry]) -> None:
    render = FORMATS[name].render_directory
    assert render
    assert directory(render(title, entries)) == [(entry.name, entry.number) for entry in entries]


@formats
@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize(("port", "told"), [(5080, "acme.example:5080"), (0, "acme.example")])
def test_a_phone_registers_where_it_was_told(name: str, transport: str, port: int, told: str) -> None:
    read = account(name, rendered(name, of(replace(LINE, server=Server("acme.example", port, transport)))))
    assert (read.domain, read.server, read.transport) == ("acme.example", told, transport)


@formats
@pytest.mark.parametrize(("port", "told"), [(5080, "sip.example.net:5080"), (0, "sip.example.net")])
def test_a_domain_that_is_not_the_server_stays_the_domain_of_the_account(name: str, port: int, told: str) -> None:
    read = account(name, rendered(name, of(replace(LINE, server=Server("sip.example.net", port)))))
    assert (read.domain, read.server, read.transport) == ("acme.example", told, "tls")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "yealink"])
def test_an_ipv6_address_stands_in_brackets(name: str) -> None:
    read = account(name, rendered(name, of(replace(LINE, server=Server("2001:db8::1", 5061)))))
    assert (read.domain, read.server) == ("acme.example", "[2001:db8::1]:5061")


@formats
def test_a_phone_that_belongs_to_nobody_has_no_account(name: str) -> None:
    read = account(name, rendered(name, NOBODY))
    assert not read.active
    assert not any((read.username, read.login, read.password, read.ha1, read.server, read.display_name))


@pytest.mark.parametrize("name", NEED_PASSWORD)
def test_a_format_that_needs_the_password_is_not_rendered_without(name: str) -> None:
    phone = of(replace(LINE, credentials=replace(LINE.credentials, password="")))
    for file in FORMATS[name].files(FULL.mac):
        if not file.endswith(".boot"):
            with pytest.raises(PasswordMissing):
                FORMATS[name].render(phone, file)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in NEED_PASSWORD])
def test_a_digest_is_enough_for_the_others(name: str) -> None:
    login = replace(LINE.credentials, password="", ha1=LINE.credentials.ha1.upper())
    read = account(name, rendered(name, of(replace(LINE, credentials=login))))
    assert (read.active, read.password, read.ha1) == (True, "", LINE.credentials.ha1)


def test_no_secret_is_in_what_a_configuration_says_of_itself() -> None:
    assert not [each for each in (LINE.credentials.password, LINE.credentials.ha1, FULL.url) if each in repr(FULL)]
