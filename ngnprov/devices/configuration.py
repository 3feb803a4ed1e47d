# SPDX-License-Identifier: Apache-2.0
"""What a phone is told, whatever its vendor: one SIP account, its keys, and the directory of its customer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

UDP, TCP, TLS = TRANSPORTS = ("udp", "tcp", "tls")

KINDS = PRIVATE, SHARED, BLF, SPEED_DIAL, FORWARD, TRANSFER = (
    "private",
    "shared",
    "blf",
    "speeddial",
    "forward",
    "transfer",
)
"""What a key does: a line of its own or one that others have, too; who is watched; what is dialled; where calls are forwarded
or transferred to."""

MOST_KEYS: Final = 128
"""Of a phone, with all its expansion modules."""


class PasswordMissing(Exception):
    """A format needs the password in clear, and the account has digests alone."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """With what a phone registers. ``password`` is "" where it is not kept in clear; ``ha1`` is
    MD5(username:realm:password), RFC 7616 3.4.2, in lower-case hexadecimal."""

    username: str
    realm: str
    ha1: str = field(repr=False)
    password: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Server:
    """Where a phone registers. ``port`` is 0 for what DNS says; ``expires`` are seconds."""

    host: str
    port: int = 0
    transport: str = TLS
    expires: int = 3600


@dataclass(frozen=True, slots=True)
class Line:
    """The one line of a phone: what it shows, and as whom it registers. ``number`` is the extension's, which others dial."""

    credentials: Credentials
    server: Server
    display_name: str
    number: str = ""
    label: str = ""
    voicemail: str = ""
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """A key beside the lines. ``place`` counts from 1; ``target`` is what is watched or dialled, nothing for a line."""

    place: int
    kind: str
    target: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in the directory."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that a phone is told. ``line`` is None for a phone that belongs to nobody: it is told to register no more.

    ``mac`` are 12 lower-case hexadecimal digits, "" where it is not known. ``url`` is the folder from which the phone fetches
    its files, with a slash at the end, "" where the server does not know its own address; it holds a secret.
    """

    name: str
    line: Line | None
    keys: Sequence[Key] = ()
    mac: str = ""
    url: str = field(repr=False, default="")
