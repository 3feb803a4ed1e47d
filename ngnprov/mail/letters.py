# SPDX-License-Identifier: Apache-2.0
"""What is written to whom: letters, from the texts of the settings. In the outbox they are messages of the kind ``mail``."""

import json
from dataclasses import asdict, dataclass
from typing import Final

from ngnprov.settings.mail import MailSettings, is_address

MAIL: Final = "mail"
"""What the outbox calls a letter."""

LONGEST_SUBJECT: Final = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: plain text, to one or more e-mail addresses, which are good ones (:func:`~ngnprov.settings.mail.is_address`).

    What callers typed may stand in it, so a subject is one line, and neither has control characters.
    """

    recipients: tuple[str, ...]
    subject: str
    text: str

    def to_content(self) -> str:
        """As it waits in the outbox."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_content(cls, content: str) -> "Letter":
        """One that waited there. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for what is none."""
        members = json.loads(content)
        return cls(tuple(members["recipients"]), members["subject"], members["text"])


def of_failed_login(settings: MailSettings, *, login: str, address: str, time: str, reason: str) -> Letter | None:
    """To the operator, of a login of an administrator; None where nobody is to hear of it.

    ``time`` is UTC, ``reason`` half a sentence.
    """
    return _letter(
        settings.recipients if settings.is_on else (),
        settings.login_subject,
        settings.login_text,
        {"login": login, "address": address, "time": time, "reason": reason},
    )


def of_credit(
    settings: MailSettings, email: str, *, login: str, kind: str, holder: int, used: int, limit: int
) -> Letter | None:
    """To the holder of a credit at ``email``, or to the operator if that is no address; None where nobody is to hear of it."""
    recipients = (email,) if is_address(email) else settings.recipients
    percent = used * 100 // limit
    values: dict[str, str | int] = {
        "login": login,
        "kind": kind,
        "holder": holder,
        "used": used,
        "limit": limit,
        "percent": percent,
    }
    return _letter(recipients if settings.is_on else (), settings.credit_subject, settings.credit_text, values)


def to_person(email: str, subject: str, text: str, values: dict[str, str | int]) -> Letter | None:
    """To one person at ``email``, of the words in ``values``; None if that is no address."""
    return _letter((email,) if is_address(email) else (), subject, text, values)


def _letter(recipients: tuple[str, ...], subject: str, text: str, values: dict[str, str | int]) -> Letter | None:
    if not recipients:
        return None
    shown = {name: _line(str(value)) for name, value in values.items()}
    lines = "\n".join(_line(line) for line in text.format_map(shown).splitlines())
    return Letter(recipients, _line(subject.format_map(shown))[:LONGEST_SUBJECT], lines)


def _line(text: str) -> str:
    """One line: blanks for white space of any kind, question marks for what cannot be printed."""
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "?" for sign in text)
