# SPDX-License-Identifier: Apache-2.0
"""What is written to whom: texts of the settings, with what callers typed in them."""

import dataclasses

import pytest

from ngnprov.mail import letters
from ngnprov.mail.letters import Letter
from ngnprov.settings import MailSettings

ON = MailSettings(host="127.0.0.1", sender="ngnprov@example.net", recipients=("operator@example.net",))


def login(settings: MailSettings, name: str = "root") -> Letter | None:
    return letters.of_failed_login(
        settings, login=name, address="192.0.2.1", time="2027-01-31 23:59:59", reason="the password was wrong"
    )


def credit(settings: MailSettings, email: str) -> Letter | None:
    return letters.of_credit(settings, email, login="acme", kind="sip_credit", holder=7, used=8, limit=10)


def test_the_operator_hears_of_logins() -> None:
    letter = login(ON)
    assert letter is not None
    assert letter.recipients == ("operator@example.net",)
    assert letter.subject == "Failed login of administrator root"
    assert letter.text.startswith(
        "A login of administrator root from 192.0.2.1 was refused at 2027-01-31 23:59:59 UTC: the password was wrong."
    )
    assert Letter.from_content(letter.to_content()) == letter


def test_the_holder_of_a_credit_hears_of_it_and_without_a_good_address_the_operator() -> None:
    own = credit(ON, "acme@example.com")
    assert own is not None
    assert (own.recipients, own.subject) == (("acme@example.com",), "80 % of sip_credit used")
    assert own.text == "8 of 10 of sip_credit are used by acme (customer 7): 80 per cent."
    for bad in ("", "acme", "a@b\nBcc: x@y", "a@b, c@d", "<a@b>", "ä@example.com", "a" * 250 + "@b.cd", "a@b..c"):
        theirs = credit(ON, bad)
        assert theirs is not None
        assert theirs.recipients == ON.recipients, bad


def test_nothing_is_written_without_a_server_or_to_nobody() -> None:
    assert login(MailSettings()) is None
    assert credit(MailSettings(), "acme@example.com") is None
    lonely = dataclasses.replace(ON, recipients=())
    assert login(lonely) is None
    assert credit(lonely, "") is None
    assert credit(lonely, "acme@example.com") is not None


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\x00", "\x1b", "\u202e"])
def test_what_was_typed_makes_no_lines_and_moves_no_cursor(sign: str) -> None:
    settings = dataclasses.replace(ON, login_text="one {login}\ntwo")
    letter = login(settings, f"root{sign}Bcc: x@example.org {{reason}}")
    assert letter is not None
    assert letter.subject.isprintable()
    assert letter.text.splitlines()[1:] == ["two"]
    assert "{reason}" in letter.text, "what was typed is no text of the settings"
    assert all(line.isprintable() for line in letter.text.splitlines())
