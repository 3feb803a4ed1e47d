# SPDX-License-Identifier: Apache-2.0
"""``[mail]``: which server takes e-mail, to whom it goes, and what it says."""

# ruff: noqa: RUF009 - setting() is dataclasses.field() with a meaning

import dataclasses
import re
import string
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ngnprov.settings.field import SettingsError, setting

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
LONGEST_ADDRESS: Final = 254
"""RFC 5321, 4.5.3.1.3, less the angle brackets."""

LOGIN_WORDS: Final = ("login", "address", "time", "reason")
CREDIT_WORDS: Final = ("kind", "holder", "login", "used", "limit", "percent")
"""What can stand in braces."""


def is_address(text: str) -> bool:
    """Is it one e-mail address without a name, in ASCII, that no reader can take for anything else?

    Quoted local parts are not (RFC 5321, 4.1.2): no provider gives them, and they may hold any character.
    """
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None and ".." not in text


def read_addresses(text: str) -> tuple[str, ...]:
    """E-mail addresses between commas or blanks. Raises ``ValueError``."""
    found = tuple(dict.fromkeys(text.replace(",", " ").split()))
    for address in found:
        if not is_address(address):
            raise ValueError(f"must be a list of e-mail addresses without names, not {address!r}")
    return found


def read_sender(text: str) -> str:
    """One e-mail address, or none. Raises ``ValueError``."""
    if text and not is_address(text):
        raise ValueError("must be an e-mail address without a name, for example ngnprov@example.com")
    return text


def read_tls(text: str) -> str:
    """``none``, ``starttls`` or ``tls``. Raises ``ValueError``."""
    if text not in ("none", "starttls", "tls"):
        raise ValueError('must be "none", "starttls" or "tls"')
    return text


def read_percents(text: str) -> tuple[int, ...]:
    """Whole numbers from 1 to 100, ascending. Raises ``ValueError``."""
    words = text.replace(",", " ").split()
    if not all(word.isascii() and word.isdigit() and 1 <= int(word) <= 100 for word in words):
        raise ValueError("must be a list of whole numbers from 1 to 100")
    return tuple(sorted({int(word) for word in words}))


def template(*words: str) -> Callable[[str], str]:
    """A reader of texts in which these ``words`` may stand in braces, and nothing else. It raises ``ValueError``."""

    def read(text: str) -> str:
        known = ", ".join(f"{{{word}}}" for word in words)
        try:
            parts = list(string.Formatter().parse(text))
        except ValueError:
            raise ValueError("has a brace without its partner; two of them stand for one") from None
        for _, name, form, conversion in parts:
            if name is not None and (name not in words or form or conversion):
                raise ValueError(f"knows {known} and not {{{name}}}" if name not in words else f"knows {known} alone")
        if not text:
            raise ValueError("must not be empty")
        return text

    return read


@dataclasses.dataclass(frozen=True)
class MailSettings:
    """``[mail]``"""

    host: str = setting("", "The SMTP server that takes e-mail. Empty: none is written and none is sent.", read=str)
    port: int = setting(25, "Its port: 25, 587 with starttls, or 465 with tls.", least=1, most=65535)
    tls: str = setting(
        "none",
        'How the connection is encrypted: "none", "starttls" or "tls"; with these two the certificate of the server must be '
        "right. SSL_CERT_FILE in the environment names a file of authorities besides those of the system.",
        read=read_tls,
    )
    user: str = setting("", "Name to log in with; empty: no login.", read=str)
    password: str = setting(
        "", "Its password. A file with it must not be readable by all users.", read=str, secret=bool
    )
    password_file: Path | None = setting(
        None, "A file with the password in its first line, instead; it is read again for each message."
    )
    sender: str = setting("", "The address from which mail comes; needed with host.", read=read_sender)
    recipients: tuple[str, ...] = setting(
        (),
        "Addresses of the operator: who hears of failed logins of administrators, and of credits of those who have no "
        "address.",
        read=read_addresses,
    )
    timeout: int = setting(20, "Seconds in which the server must answer each step.", least=1, most=600)
    attempts: int = setting(
        30,
        "How often a message is tried, first after a minute and in the end once an hour, until it waits for `ngnprov outbox "
        "retry`; 30 take about a day.",
        least=1,
        most=10_000,
    )
    credit_percents: tuple[int, ...] = setting(
        (80, 100),
        "When use of a credit reaches so many per cent of its limit, its holder is told, at most once a day for each of them. "
        "Empty: never.",
        read=read_percents,
    )
    credit_subject: str = setting(
        "{percent} % of {kind} used",
        "Of mail about a credit. {kind} is the credit, {holder} the number of the customer or reseller, {login} the login, "
        "{used} of {limit} are used, which is {percent} per cent.",
        read=template(*CREDIT_WORDS),
    )
    credit_text: str = setting(
        "{used} of {limit} of {kind} are used by {login} (customer {holder}): {percent} per cent.",
        "Its text, with the same words in braces; further lines are indented.",
        read=template(*CREDIT_WORDS),
    )
    login_subject: str = setting(
        "Failed login of administrator {login}",
        "Of mail about a failed login of an administrator, and about a name that is refused because there were too many: at "
        "most one of each for a name and a window (login.window_seconds). {login} is the name, {address} where the attempt "
        "came from, {time} when, {reason} why it was refused.",
        read=template(*LOGIN_WORDS),
    )
    login_text: str = setting(
        "A login of administrator {login} from {address} was refused at {time} UTC: {reason}. "
        "`ngnprov journal --kind login --since 1h` shows all of them.",
        "Its text, with the same words in braces.",
        read=template(*LOGIN_WORDS),
    )

    def __post_init__(self) -> None:
        if self.host and not self.sender:
            raise SettingsError("mail.sender must be given with mail.host")
        if self.password and self.password_file is not None:
            raise SettingsError("mail.password and mail.password_file cannot be given together")
        if self.user and not (self.password or self.password_file):
            raise SettingsError("mail.user needs mail.password or mail.password_file")
        if self.user and self.tls == "none" and self.host not in ("localhost", "127.0.0.1", "::1"):
            raise SettingsError("mail.user with mail.tls = none would send the password readable over the network")

    @property
    def is_on(self) -> bool:
        """Is mail written and sent?"""
        return bool(self.host)
