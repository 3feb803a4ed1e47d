# SPDX-License-Identifier: Apache-2.0
"""What no file can carry is refused with the name of the member, whatever the format."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ngnprov.devices.configuration import Configuration, Entry, Key
from ngnprov.devices.formats import FORMATS
from tests.devices.examples import FULL, LINE, credentials, rendered
from tests.devices.parsers import account

BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\0"
OTHERS = "\x01\x1f\x08\ud800\udfff\ufffe\uffff"
"""Which XML has not."""

Make = Callable[[str], Configuration]
CREDENTIALS = LINE.credentials
MEMBERS: dict[str, Make] = {
    "name": lambda text: replace(FULL, name=text),
    "url": lambda text: replace(FULL, url=text),
    "line.credentials.username": lambda text: with_line(credentials=replace(CREDENTIALS, username=text)),
    "line.credentials.realm": lambda text: with_line(credentials=replace(CREDENTIALS, realm=text)),
    "line.credentials.ha1": lambda text: with_line(credentials=replace(CREDENTIALS, ha1=text)),
    "line.credentials.password": lambda text: with_line(credentials=replace(CREDENTIALS, password=text)),
    "line.server.host": lambda text: with_line(server=replace(LINE.server, host=text)),
    "line.display_name": lambda text: with_line(display_name=text),
    "line.number": lambda text: with_line(number=text),
    "line.label": lambda text: with_line(label=text),
    "line.voicemail": lambda text: with_line(voicemail=text),
    "keys.1.target": lambda text: replace(FULL, keys=[FULL.keys[2], Key(4, "blf", text)]),
    "keys.1.label": lambda text: replace(FULL, keys=[FULL.keys[2], Key(4, "blf", "1", text)]),
}


def with_line(**changes: object) -> Configuration:
    return replace(FULL, line=replace(LINE, **changes))  # type: ignore[arg-type]


PASSWORD = "line.credentials.password"
TAKES_DIGESTS = ("lpconfig", "snom")
"""Formats that never say the password, so that it may be any."""


@pytest.mark.parametrize(
    ("name", "member"),
    [(name, member) for name in FORMATS for member in MEMBERS if not (member == PASSWORD and name in TAKES_DIGESTS)],
)
def test_a_line_break_is_refused_in_every_member(name: str, member: str) -> None:
    for character in (*BREAKS, *OTHERS):
        for text in (f"a{character}b", character, f"a{character}"):
            with pytest.raises(ValueError, match=rf"^{member} has a line break"):
                rendered(name, MEMBERS[member](text))


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if each.render_directory])
def test_a_line_break_is_refused_in_a_directory(name: str) -> None:
    render, good = FORMATS[name].render_directory, Entry("Anna", "1")
    assert render
    for character in (*BREAKS, *OTHERS):
        text = f"a{character}b"
        with pytest.raises(ValueError, match=r"^title has"):
            render(text, [good])
        with pytest.raises(ValueError, match=r"^entries\.1\.name has"):
            render("Directory", [good, Entry(text, "1")])
        with pytest.raises(ValueError, match=r"^entries\.1\.number has"):
            render("Directory", [good, Entry("Berta", text)])


@pytest.mark.parametrize("name", list(FORMATS))
def test_what_is_not_printable_and_no_line_break_is_told(name: str) -> None:
    for character in "\u00a0\u200b\u00ad\x7f\x9f\t\U000e0001":
        read = account(name, rendered(name, with_line(display_name=f"a{character}b")))
        assert read.display_name == f"a{character}b"


def test_a_secret_is_not_in_the_refusal() -> None:
    with pytest.raises(ValueError) as caught:
        rendered("yealink", MEMBERS["line.credentials.password"]("s3cret\nwith a break"))
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("text", ["%NULL%", "%null%", "%EMPTY%", " x", "x ", "x\t"])
@pytest.mark.parametrize("member", ["username", "password"])
def test_a_login_that_a_yealink_phone_would_read_otherwise_is_refused(member: str, text: str) -> None:
    login = credentials(**{member: text})
    with pytest.raises(ValueError, match=rf"^line\.credentials\.{member} "):
        rendered("yealink", with_line(credentials=login))
    for name in FORMATS.keys() - {"yealink"}:
        assert rendered(name, with_line(credentials=login))
