# SPDX-License-Identifier: Apache-2.0
"""One set of characters comes in, by the wire and by files, and goes out."""

import pytest

from ngnprov.errors import InternalFailure, InvalidValue
from ngnprov.soap.characters import are_legal, legal
from ngnprov.soap.reading.tree import read

CODES = [*range(0x10000), 0x10000, 0x1FFFE, 0x1FFFF, 0x10FFFF]


def goes_out(text: str) -> bool:
    try:
        return legal(text) == text.encode()
    except InternalFailure:
        return False


def comes_in(text: str) -> bool:
    try:
        read(b"<a>%b</a>" % text.encode("utf-8", "surrogatepass"))
    except InvalidValue:
        return False
    return True


def test_what_files_may_hold_is_what_answers_can_hold() -> None:
    assert [code for code in CODES if are_legal(f"a{chr(code)}") is not goes_out(f"a{chr(code)}")] == []


def test_what_files_may_hold_is_what_requests_can_hold() -> None:
    markup = {ord(each) for each in "<&"}
    differ = [code for code in CODES if code not in markup and are_legal(chr(code)) is not comes_in(chr(code))]
    assert differ == []


@pytest.mark.parametrize("text", ["", "Zoë\t\r\n😀", "a" * 100_000])
def test_text_is_legal(text: str) -> None:
    assert are_legal(text)
