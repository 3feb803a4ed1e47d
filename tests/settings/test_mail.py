# SPDX-License-Identifier: Apache-2.0
"""Settings of mail: what is refused before a server starts."""

from pathlib import Path

import pytest

from ngnprov.serve import StartRefused
from ngnprov.serve.start import try_mail_password
from ngnprov.settings import SettingsError, load

ON = {"mail.host": "smtp.example.net", "mail.sender": "ngnprov@example.net"}


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("tls", "ssl", 'mail.tls must be "none", "starttls" or "tls"'),
        ("sender", "ngnprov", "mail.sender must be an e-mail address without a name"),
        ("sender", "Us <us@example.net>", "mail.sender must be an e-mail address without a name"),
        ("recipients", "a@example.net, b", "mail.recipients must be a list of e-mail addresses without names, not 'b'"),
        ("port", "0", "mail.port must be at least 1"),
        ("credit_percents", "80, 101", "mail.credit_percents must be a list of whole numbers from 1 to 100"),
        ("credit_percents", "80%", "mail.credit_percents must be a list of whole numbers from 1 to 100"),
        (
            "credit_text",
            "{use}",
            "mail.credit_text knows {kind}, {holder}, {login}, {used}, {limit}, {percent} and not {use}",
        ),
        ("credit_text", "{kind.__class__}", "and not {kind.__class__}"),
        (
            "credit_text",
            "{kind!r}",
            "mail.credit_text knows {kind}, {holder}, {login}, {used}, {limit}, {percent} alone",
        ),
        ("credit_text", "{kind:>{used}}", "alone"),
        ("credit_text", "{}", "and not {}"),
        ("login_subject", "50 } of", "mail.login_subject has a brace without its partner"),
        ("login_text", "", "mail.login_text must not be empty"),
        ("user", "mailer", "mail.user needs mail.password or mail.password_file"),
    ],
)
def test_a_mistake_is_one_sentence(key: str, text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as told:
        load(None, {}, {**ON, f"mail.{key}": text})
    assert sentence in str(told.value)


def test_a_server_needs_a_sender() -> None:
    with pytest.raises(SettingsError, match=r"mail\.sender must be given with mail\.host"):
        load(None, {}, {"mail.host": "smtp.example.net"})
    assert not load().mail.is_on


def test_a_password_is_not_sent_in_clear_over_the_network_nor_told() -> None:
    login = {"mail.user": "mailer", "mail.password": "hunter2"}
    with pytest.raises(SettingsError, match="would send the password readable over the network"):
        load(None, {}, {**ON, **login})
    settings = load(None, {}, {**ON, **login, "mail.tls": "starttls"})
    assert settings.mail.password == "hunter2"
    assert "hunter2" not in repr(settings)
    assert load(None, {}, {**ON, **login, "mail.host": "localhost"}).mail.is_on
    with pytest.raises(SettingsError, match="cannot be given together"):
        load(None, {}, {**ON, **login, "mail.tls": "tls", "mail.password_file": "x"})


def test_a_file_with_the_password_must_not_be_readable_by_all(tmp_path: Path) -> None:
    ini = tmp_path / "ngnprov.ini"
    ini.write_text("[mail]\npassword = hunter2\n")
    ini.chmod(0o644)
    with pytest.raises(
        SettingsError, match=r"holds a password \(mail\.password\) and is readable by all users"
    ) as told:
        load(ini)
    assert "hunter2" not in str(told.value)
    ini.write_text("[mail]\npassword =\n")
    load(ini)


def test_lists_are_read_in_any_form_and_texts_over_several_lines(tmp_path: Path) -> None:
    ini = tmp_path / "ngnprov.ini"
    ini.write_text(
        "[mail]\nrecipients = a@example.net, b@example.net a@example.net\ncredit_percents = 100 80,80\n"
        "credit_text = Hello {login},\n\n    {percent} % are used.\n"
    )
    mail = load(ini).mail
    assert mail.recipients == ("a@example.net", "b@example.net")
    assert mail.credit_percents == (80, 100)
    assert mail.credit_text == "Hello {login},\n\n{percent} % are used."


def test_a_password_file_that_cannot_be_used_is_a_reason_not_to_start(tmp_path: Path) -> None:
    file = tmp_path / "password"
    settings = load(None, {}, {**ON, "mail.user": "m", "mail.tls": "tls", "mail.password_file": str(file)})
    with pytest.raises(StartRefused, match=r"^mail\.password_file: .*/password: No such file or directory$"):
        try_mail_password(settings)
    file.write_text("hunter2")
    file.chmod(0o644)
    with pytest.raises(StartRefused, match="is readable by all users: chmod 600 it"):
        try_mail_password(settings)
    file.chmod(0o600)
    try_mail_password(settings)
