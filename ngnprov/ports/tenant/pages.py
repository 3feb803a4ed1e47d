# SPDX-License-Identifier: Apache-2.0
"""Pages of a few lines for people without a login: one form, no script, nothing from elsewhere, kept by nobody."""

import base64
import hashlib
from html import escape
from typing import Final

from ngnprov.calls.plain import PlainAnswer

_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}"
    "label,input,button{display:block;font:inherit}input{width:100%;box-sizing:border-box;padding:.4rem}"
    "button{margin-top:1rem;padding:.4rem 1rem}.wrong{color:#a00}"
    "dt{font-weight:bold}dd{margin:0 0 .6rem;font-family:monospace}"
)
POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)
"""Content-Security-Policy: nothing but the style sheet of the page, and its form goes back to where it came from."""

_HEADERS: Final = (
    ("Content-Security-Policy", POLICY),
    ("Referrer-Policy", "no-referrer"),  # the address of the page is the secret
    ("X-Frame-Options", "DENY"),
    ("X-Robots-Tag", "noindex, nofollow"),
)


def page(title: str, *body: str, status: int = 200) -> PlainAnswer:
    """A page with parts of HTML, which are made by the functions below."""
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1>{''.join(body)}</body></html>\n"
    )
    return PlainAnswer(status, text.encode(), _HEADERS, "text/html; charset=utf-8")


def paragraph(text: str, *, is_wrong: bool = False) -> str:
    """A paragraph of plain text; what is wrong is read out at once."""
    return f"<p{' class=wrong role=alert' if is_wrong else ''}>{escape(text)}</p>"


def form(button: str, *fields: str) -> str:
    """A form that is sent to the page's own address."""
    return f'<form method="post">{"".join(fields)}<button>{escape(button)}</button></form>'


def password_field(name: str, label: str, shortest: int, longest: int) -> str:
    """A field for a new password, which is typed or pasted."""
    return (
        f'<label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" type="password" required '
        f'minlength="{shortest}" maxlength="{longest}" autocomplete="new-password">'
    )


def hidden_field(name: str, value: str) -> str:
    """A value that goes with the form; password managers keep it with the password."""
    return f'<input type="hidden" name="{name}" autocomplete="username" value="{escape(value)}">'


def values(pairs: dict[str, str]) -> str:
    """Names and values, each to be copied."""
    return f"<dl>{''.join(f'<dt>{escape(name)}</dt><dd>{escape(value)}</dd>' for name, value in pairs.items())}</dl>"
