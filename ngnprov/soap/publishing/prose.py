# SPDX-License-Identifier: Apache-2.0
"""Docstrings as a stranger may read them on the reference page.

They are written for who works on the code: they mark names with double backquotes and point into the contract
(``(customer.md 8)``, ``(7.2)``). The page shows the former as code and leaves out the latter.
"""

import inspect
import re

from markupsafe import Markup, escape

_RULE = r"(?:[A-Z]?\d+(?:\.\d+)*|[A-Z]-[A-Z])"
_POINTER = re.compile(rf"\s*\((?:[^()]*\.md\b[^()]*|{_RULE}(?:,\s*{_RULE})*)\)")
_NAME = re.compile(r"``(.+?)``")
_BREAK = re.compile(r"([/:]+(?!$)|(?<=\w)\.(?=\w))")
_WORD = re.compile(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])")


def first_paragraph(docstring: str | None) -> str:
    """The first paragraph on one line, without pointers into the contract."""
    paragraph = inspect.cleandoc(docstring or "").split("\n\n")[0]
    return _POINTER.sub("", " ".join(paragraph.split()))


def as_html(text: str) -> Markup:
    """The text with names in double backquotes as code."""
    return Markup(_NAME.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704  escaped before


def plain(text: str) -> str:
    """The text without marks, for readers that show it as it is."""
    return _NAME.sub(r"\1", text)


def titled(text: str) -> tuple[str, str]:
    """``Vouchers: credit to be redeemed once.`` as its title and the rest; without a title that is empty."""
    title, colon, rest = text.partition(": ")
    if not colon or len(title.split()) > 3:
        return "", text
    return title, rest[:1].upper() + rest[1:]


def words(name: str) -> str:
    """The name of a class as words: ``AcceptRules`` is ``Accept rules``."""
    return " ".join(_WORD.findall(name)).capitalize()


def breakable(text: str) -> Markup:
    """A URL or URN with the places marked at which a narrow page may break it: after ``/`` and ``:``, never within a word."""
    return Markup(_BREAK.sub(r"\1<wbr>", str(escape(text))))  # noqa: S704  escaped before
