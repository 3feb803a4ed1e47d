# SPDX-License-Identifier: Apache-2.0
"""A letter on its way: as a message of RFC 5322, handed over by SMTP (RFC 5321)."""

import base64
import contextlib
import logging
import re
import smtplib
import ssl
import stat
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Final

from ngnprov import clock
from ngnprov.mail.letters import Letter
from ngnprov.mail.session import EncryptedSession, Session
from ngnprov.settings import MailSettings

log = logging.getLogger("ngnprov.mail")

_POLICY: Final = SMTP.clone(cte_type="7bit")
"""Eight bits would need a server that has promised to take them (RFC 6152), which smtplib does not look at."""

_PERMANENT: Final = range(500, 600)


class DeliveryFailure(Exception):
    """The letter was not taken; the text says why, without the addresses and the password.

    ``is_final``: it will not be, however often it is tried.
    """

    def __init__(self, text: str, *, is_final: bool = False) -> None:
        super().__init__(text)
        self.is_final = is_final


def deliver(settings: MailSettings, content: str, message: str, at: str) -> None:
    """Hand over a letter that waited in the outbox since ``at``; whoever gets it twice knows it by the id ``message``.

    It is delivered when one of its recipients is taken. Raises :class:`DeliveryFailure`.
    """
    letter, written = _written(settings.sender, content, message, at)
    hidden = list(letter.recipients)
    try:
        password = password_of(settings)
        hidden += _as_said(settings.user, password)
        with _session(settings, password) as session:
            refused = session.sendmail(settings.sender, letter.recipients, written)
    except UnicodeError as error:
        raise DeliveryFailure("mail.user and mail.password can be ASCII only") from error
    except OSError as error:  # those of smtplib are, too
        raise DeliveryFailure(_without(hidden, _sentence(error)), is_final=_is_final(error)) from None
    if refused:
        log.warning("a recipient of a mail was refused", extra={"mail": message, "count": len(refused)})


def _written(sender: str, content: str, message: str, at: str) -> tuple[Letter, bytes]:
    try:
        letter = Letter.from_content(content)
        return letter, compose(sender, letter, message, at).as_bytes()
    except (ValueError, LookupError, TypeError) as error:
        raise DeliveryFailure(f"it is no letter: {type(error).__name__}", is_final=True) from None


def compose(sender: str, letter: Letter, message: str, at: str) -> EmailMessage:
    """The message, the same whenever it is composed. Raises ``ValueError`` when it would have a header too many."""
    composed = EmailMessage(policy=_POLICY)
    composed["From"] = sender
    composed["To"] = ", ".join(letter.recipients)
    # what looks like an encoded word would be decoded, with line breaks in it (RFC 2047)
    composed["Subject"] = letter.subject.replace("=?", "= ?")
    composed["Date"] = format_datetime(clock.moment(at).replace(microsecond=0))
    composed["Message-ID"] = f"<{message}@{sender.rpartition('@')[2]}>"
    composed["Auto-Submitted"] = "auto-generated"  # RFC 3834: no robot answers
    composed.set_content(letter.text + "\n")
    return composed


def password_of(settings: MailSettings) -> str:
    """The password for the server, "" for none. Raises OSError when its file cannot be read, or can be by everybody."""
    if settings.password_file is None:
        return settings.password
    return _first_line(settings.password_file)


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        if path.stat().st_mode & stat.S_IROTH:
            raise PermissionError(0, "is readable by all users: chmod 600 it", str(path))
        return file.readline().strip("\r\n")


@contextlib.contextmanager
def _session(settings: MailSettings, password: str) -> Iterator[smtplib.SMTP]:
    """A session in which mail is taken.

    It ends without a word where QUIT is not answered as it should be: what was taken then is taken all the same.
    """
    context = ssl.create_default_context()  # smtplib's own looks at no certificate
    session: smtplib.SMTP
    if settings.tls == "tls":
        session = EncryptedSession(settings.host, settings.port, timeout=settings.timeout, context=context)
    else:
        session = Session(settings.host, settings.port, timeout=settings.timeout)
    try:
        if settings.tls == "starttls":
            session.starttls(context=context)
        if settings.user:
            session.login(settings.user, password)
        yield session
        with contextlib.suppress(OSError):
            session.quit()
    finally:
        session.close()


def _is_final(error: OSError) -> bool:
    """Is it this letter that is refused? What is wrong with the connection, the login or the sender can be mended."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code in _PERMANENT for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code in _PERMANENT


def _sentence(error: OSError) -> str:
    """What is said of a failure, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _answer("the recipient was refused", code, said)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(_STEPS.get(type(error), "the server refused"), error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPException):
        return str(error)
    place = f"{error.filename} " if error.filename else ""
    return f"{place}{error.strerror or error or type(error).__name__}"


_STEPS: Final = {
    smtplib.SMTPSenderRefused: "the sender was refused",
    smtplib.SMTPDataError: "the letter was refused",
    smtplib.SMTPAuthenticationError: "the login was refused",
    smtplib.SMTPConnectError: "the connection was refused",
    smtplib.SMTPHeloError: "the greeting was refused",
}


def _answer(what: str, code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{what}: {code} {' '.join(words.split())}"


def _as_said(user: str, password: str) -> list[str]:
    """The password as the server hears it, and may repeat it: AUTH PLAIN and AUTH LOGIN say it in base64 (RFC 4616, 4954)."""
    if not password:
        return []
    said = (f"\0{user}\0{password}", password)
    return [password, *(base64.b64encode(each.encode()).decode() for each in said)]


def _without(hidden: list[str], text: str) -> str:
    """The text without these, the longest first, in small letters or capitals: servers write addresses as they like."""
    secrets = sorted(filter(None, hidden), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, secrets)), "...", text, flags=re.IGNORECASE) if secrets else text
