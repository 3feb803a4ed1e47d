# SPDX-License-Identifier: Apache-2.0
"""One setting: its default, its meaning, and how its text becomes a value."""

import configparser
import dataclasses
import ipaddress
import re
import types
import typing
from collections.abc import Callable
from typing import Any

_BASE_URL = re.compile(r"https?://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:(?P<port>[0-9]{1,5}))?(/[A-Za-z0-9._~%/-]*)?")
_FACTORY = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*", re.ASCII)
_PASSWORD = re.compile(r"://[^/@:]*:[^@]+@|[?&]password=.", re.IGNORECASE)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class SettingsError(Exception):
    """A setting is unknown, malformed or contradicts another; the text is one sentence for the operator.

    ``section`` is the one whose values cannot be relied on, "" for none.
    """

    def __init__(self, text: str, section: str = "") -> None:
        super().__init__(text)
        self.section = section


def setting(
    default: Any,
    help: str,
    *,
    least: int | None = None,
    most: int | None = None,
    read: Callable[[str], Any] | None = None,
    secret: Callable[[str], bool] | None = None,
    formerly: str = "",
) -> Any:
    """A dataclass field that is a setting.

    ``help`` goes into the sample file. ``read`` turns text into the value where the annotation alone does not
    say how, raising ``ValueError`` with the rest of the sentence "section.key ...". What may hold a password is not in
    ``repr``; ``secret`` says of a text whether it does, and a file with one must not be readable by everybody. ``formerly``
    is the ``section.key`` of an earlier release, which is still read; its section must still be there.
    """
    metadata = {"help": help, "least": least, "most": most, "read": read, "secret": secret, "formerly": formerly}
    return dataclasses.field(default=default, metadata=metadata, repr=secret is None)


def read_credit(text: str) -> int | None:
    """A number from 0 up, or None for ``unlimited``. Raises ``ValueError``."""
    if text == "unlimited":
        return None
    try:
        credit = int(text)
    except ValueError:
        credit = -1
    if credit < 0:
        raise ValueError('must be a number from 0 up, or "unlimited"')
    return credit


def read_factory(text: str) -> str:
    """``package.module:factory``, or "" for none. Raises ``ValueError``."""
    if text and not _FACTORY.fullmatch(text):
        raise ValueError("must be MODULE:FACTORY, for example example_platform.kamailio:attach")
    return text


def read_any(text: str) -> str:
    """Whatever was written; "" is a text, too."""
    return text


def read_log_format(text: str) -> str:
    """``line`` or ``json``. Raises ``ValueError``."""
    if text not in ("line", "json"):
        raise ValueError('must be "line" or "json"')
    return text


def read_base_url(text: str) -> str | None:
    """An http or https URL to which a path can be added, None for no text. Raises ``ValueError``."""
    if text == "":
        return None
    found = _BASE_URL.fullmatch(text)
    if found is None or int(found["port"] or 0) > 65535:
        raise ValueError("must be a URL without user and query, for example https://ngnpro.example.com")
    return text


def holds_password(url: str) -> bool:
    """Does a URL hold a password, before the host or in the query?"""
    return _PASSWORD.search(url) is not None


def read_bind(text: str) -> str:
    """``text`` when :func:`split_address` accepts it."""
    split_address(text)
    return text


def split_address(text: str) -> tuple[str, int]:
    """``127.0.0.1:9200``, ``localhost:9200`` or ``[::1]:9200`` as host and port. Raises ``ValueError``."""
    host, separator, port = text.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        separator = ""
    if not separator or not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ValueError("must be HOST:PORT, for example 127.0.0.1:9200 or [::1]:9200")
    return host, int(port)


def read_text(text: str, annotation: Any, field: dataclasses.Field[Any]) -> Any:
    """The value that ``text`` means for a field with this annotation. Raises ``ValueError``."""
    custom = field.metadata.get("read")
    if custom is not None:
        return custom(text)
    if isinstance(annotation, types.UnionType):
        if text == "":
            return None
        annotation = next(part for part in annotation.__args__ if part is not types.NoneType)
    if typing.get_origin(annotation) is tuple:
        return tuple(_network(part) for part in text.replace(",", " ").split())
    if annotation is bool:
        return _boolean(text)
    if annotation is int:
        try:
            return int(text)
        except ValueError:
            raise ValueError("must be a whole number") from None
    if text == "":
        raise ValueError("must not be empty")
    return annotation(text)


def _boolean(text: str) -> bool:
    try:
        return configparser.ConfigParser.BOOLEAN_STATES[text.lower()]
    except KeyError:
        raise ValueError("must be true or false") from None


def _network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise ValueError(f"must be a list of addresses or networks, not {text!r}") from None


def check_range(value: Any, field: dataclasses.Field[Any]) -> None:
    """Raises ``ValueError`` when ``value`` is out of the field's bounds."""
    least, most = field.metadata.get("least"), field.metadata.get("most")
    if least is not None and value < least:
        raise ValueError(f"must be at least {least}")
    if most is not None and value > most:
        raise ValueError(f"must be at most {most}")
