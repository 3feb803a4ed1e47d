# SPDX-License-Identifier: Apache-2.0
"""Letters on their way to a real SMTP server: what arrives, what is tried again, and what a failure tells."""

import base64
import contextlib
import dataclasses
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ngnprov.mail.delivery import DeliveryFailure, deliver, password_of
from ngnprov.mail.letters import Letter
from ngnprov.settings import MailSettings
from tests.serve.test_start import make_pair
from tests.support.postbox import Postbox, nobody

LETTER = Letter(("alice@example.com", "bob@example.com"), "Zürich – 80 %", "Grüße\n.\n..dots\n" + "long " * 300)
AT = "2027-01-31 23:59:59.123456"


@pytest.fixture
def box() -> Iterator[Postbox]:
    with Postbox() as box:
        yield box


def settings(box: Postbox | int, **changes: object) -> MailSettings:
    port = box if isinstance(box, int) else box.port
    made = MailSettings(host="127.0.0.1", port=port, sender="ngnprov@example.net", timeout=60)
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def send(settings: MailSettings, letter: Letter = LETTER, content: str = "") -> None:
    deliver(settings, content or letter.to_content(), "abc123", AT)


def failure(settings: MailSettings, letter: Letter = LETTER, content: str = "") -> DeliveryFailure:
    with pytest.raises(DeliveryFailure) as caught:
        send(settings, letter, content)
    assert "\n" not in str(caught.value)
    return caught.value


@contextlib.contextmanager
def speaking(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """The port of a server that talks so to the first who connects, and hangs up."""

    def serve() -> None:
        with contextlib.suppress(OSError), server.accept()[0] as connection:
            talk(connection)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def test_a_letter_arrives_as_it_was_written_in_seven_bits(box: Postbox) -> None:
    send(settings(box))
    (received,) = box.received
    assert (received.sender, received.recipients) == ("ngnprov@example.net", list(LETTER.recipients))
    message = received.message
    assert message["To"] == "alice@example.com, bob@example.com"
    assert message["From"] == "ngnprov@example.net"
    assert message["Date"] == "Sun, 31 Jan 2027 23:59:59 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert (received.subject, received.id) == (LETTER.subject, "<abc123@example.net>")
    assert message.get_content().splitlines() == LETTER.text.splitlines()
    assert received.octets.isascii()
    assert max(map(len, received.octets.split(b"\r\n"))) <= 998


def test_a_letter_that_comes_twice_is_the_same_to_the_last_octet(box: Postbox) -> None:
    send(settings(box))
    send(settings(box))
    first, second = box.received
    assert first.octets == second.octets


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?q?x=0ABcc:_eve@example.org?=",
        "=?utf-8?q?x=0D=0A=0D=0Abody?= and more",
        "=?utf-8?b?eApCY2M6IGV2ZUBleGFtcGxlLm9yZw==?=",
        "==??utf-8?q?=0ABcc:_eve@example.org?=",
        "ü =?utf-8?q?=0ABcc:_eve@example.org?= " + "long " * 40,
    ],
)
def test_an_encoded_word_in_a_subject_is_text_and_makes_no_header(box: Postbox, subject: str) -> None:
    """EmailMessage decodes it, and writes out the line break that was in it."""
    send(settings(box), dataclasses.replace(LETTER, subject=subject))
    (received,) = box.received
    assert received.message.keys() == [
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
        *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
    ]
    assert received.subject.strip() == subject.replace("=?", "= ?").strip()
    assert received.recipients == list(LETTER.recipients)
    assert "body" not in received.message.get_content()


def test_a_line_break_in_a_subject_is_refused_for_good(box: Postbox) -> None:
    told = failure(settings(box), dataclasses.replace(LETTER, subject="a\nBcc: eve@example.org"))
    assert (str(told), told.is_final) == ("it is no letter: ValueError", True)
    assert box.received == []


@pytest.mark.parametrize("content", ["", "null", "[]", "{}", '{"recipients": 1, "subject": "s", "text": "t"}', "{"])
def test_what_is_no_letter_is_refused_for_good(box: Postbox, content: str) -> None:
    assert failure(settings(box), content=content or " ").is_final


@pytest.mark.parametrize(("answer", "is_final"), [("550 no such user {0}", True), ("450 {0}: greylisted", False)])
def test_recipients_that_are_refused(box: Postbox, answer: str, is_final: bool) -> None:
    box.on_recipient = answer.format
    told = failure(settings(box))
    assert told.is_final is is_final
    assert str(told) == "the recipient was refused: " + answer.format("...")


def test_one_recipient_that_is_taken_is_enough(box: Postbox, caplog: pytest.LogCaptureFixture) -> None:
    box.on_recipient = lambda address: "550 no" if address.startswith("alice") else "250 OK"
    send(settings(box))
    assert [received.recipients for received in box.received] == [["bob@example.com"]]
    assert "a recipient of a mail was refused" in caplog.text
    assert "alice" not in caplog.text


@pytest.mark.parametrize(("answer", "is_final"), [("554 spam", True), ("452 disk full", False)])
def test_letters_that_are_refused(box: Postbox, answer: str, is_final: bool) -> None:
    box.on_letter = lambda letter: answer
    told = failure(settings(box))
    assert (str(told), told.is_final) == (f"the letter was refused: {answer}", is_final)


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with nobody() as port:
        told = failure(settings(port))
    assert (str(told), told.is_final) == ("Connection refused", False)


def test_a_server_that_says_nothing_is_not_waited_for_longer_than_the_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        told = failure(settings(mute.getsockname()[1], timeout=1))
    assert str(told).endswith("timed out")
    assert not told.is_final


def drip(connection: socket.socket) -> None:
    for _ in range(40):
        connection.sendall(b"2")
        time.sleep(0.1)


def go_on(connection: socket.socket) -> None:
    for _ in range(2000):
        connection.sendall(b"220-" + b"x" * 500 + b"\r\n")


@pytest.mark.parametrize(("talk", "why"), [(drip, "timed out"), (go_on, "its reply has no end")])
def test_a_reply_has_an_end_in_time_and_in_length(talk: Callable[[socket.socket], None], why: str) -> None:
    """What comes piece by piece would hold up all mail, and what never ends would fill the memory."""
    with speaking(talk) as port:
        told = failure(settings(port, timeout=2))
    assert (str(told), told.is_final) == (f"Connection unexpectedly closed: {why}", False)


def test_a_password_that_the_server_repeats_is_told_in_no_form() -> None:
    plain = base64.b64encode(b"\0mailer\0canary").decode()

    def repeat(connection: socket.socket) -> None:
        connection.sendall(b"220 box\r\n")
        for line in connection.makefile():
            if line.startswith("ehlo"):
                connection.sendall(b"250-box\r\n250 AUTH PLAIN\r\n")
            else:
                assert plain in line
                connection.sendall(f"535-no\r\n535 {line.strip()} canary\r\n".encode())

    with speaking(repeat) as port:
        told = failure(settings(port, user="mailer", password="canary"))
    assert str(told) == "the login was refused: 535 no AUTH PLAIN ... ..."


def test_an_address_that_the_server_writes_in_other_letters_is_not_told(box: Postbox) -> None:
    box.on_recipient = lambda address: f"550 no {address.upper()}"
    assert str(failure(settings(box))) == "the recipient was refused: 550 no ..."


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate for 127.0.0.1, which this machine trusts."""
    cert, key = make_pair(tmp_path, "mail")
    monkeypatch.setenv("SSL_CERT_FILE", cert)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_encrypted_with_a_login(pair: ssl.SSLContext, tmp_path: Path, tls: str) -> None:
    file = tmp_path / "password"
    file.write_text("s3cret\nsecond line\n")
    file.chmod(0o600)
    with Postbox(context=pair, wraps=tls == "tls", login="mailer:s3cret") as box:
        for given in ({"password": "s3cret"}, {"password_file": file}):
            send(settings(box, tls=tls, user="mailer", **given))
        assert len(box.received) == 2
        told = failure(settings(box, tls=tls, user="mailer", password="canary"))
        assert not told.is_final
        assert str(told).startswith("the login was refused: 535")
        assert "canary" not in str(told)
        assert str(failure(settings(box, tls=tls))) == "the recipient was refused: 530 log in first"


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_gets_no_mail(
    pair: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, tls: str
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with Postbox(context=pair, wraps=tls == "tls") as box:
        told = failure(settings(box, tls=tls))
        assert "certificate verify failed" in str(told).lower()
        assert not told.is_final
        assert box.received == []


def test_starttls_that_is_not_offered_is_never_done_without(box: Postbox) -> None:
    told = failure(settings(box, tls="starttls"))
    assert (str(told), told.is_final) == ("STARTTLS extension not supported by server.", False)
    assert box.received == []


def test_a_password_that_everybody_can_read_is_not_used(box: Postbox, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("s3cret")
    file.chmod(0o644)
    told = failure(settings(box, user="mailer", password_file=file))
    assert str(told) == f"{file} is readable by all users: chmod 600 it"
    file.unlink()
    assert str(failure(settings(box, user="mailer", password_file=file))) == f"{file} No such file or directory"
    assert password_of(settings(box)) == ""


def test_a_name_that_smtp_cannot_say_is_told(pair: ssl.SSLContext) -> None:
    with Postbox(context=pair, login="x:y") as box:
        told = failure(settings(box, tls="starttls", user="zürich", password="y"))
    assert (str(told), told.is_final) == ("mail.user and mail.password can be ASCII only", False)
