# SPDX-License-Identifier: Apache-2.0
"""The file with a Yealink phone's account and keys.

The phone takes a line apart at the first ``=``, drops blanks around both sides and reads ``%NULL%`` (``%EMPTY%`` in some
releases) as nothing; ``#`` begins a comment only where a line begins. So a name loses blanks around it, and one that is
``%NULL%`` is not shown; a user name or password of that kind is a ValueError, because the phone would use another.

A port of 0 is written as it is: the phone asks DNS for the port, and the transport stays the one that is told. Transport 3
would ask DNS for the transport, too, and nothing could force TLS.

Unverified on hardware: shared lines, which are BroadSoft's shared call appearance (``shared_line`` 1; another form would be 3,
with ``bla_number``), and keys. ``linekey.N`` is one of the phone's own keys, 29 at most; keys of expansion modules are called
by the model of the module and are not written, so that a phone ignores the places beyond its own.
"""

from functools import cache
from typing import Final

from ngnprov.devices.configuration import (
    BLF,
    FORWARD,
    PRIVATE,
    SHARED,
    SPEED_DIAL,
    TRANSFER,
    TRANSPORTS,
    Configuration,
    Key,
    Line,
)
from ngnprov.devices.formats.addresses import is_behind_proxy
from ngnprov.devices.formats.places import taken
from ngnprov.devices.formats.values import check, clear_password, label
from ngnprov.devices.formats.yealink.phonebook import DIRECTORY, NAME

VERSION: Final = "#!version:1.0.0.1\n"
"""Must be the first line of every file, exactly so."""

_NULL = "%NULL%"
_BLANKS = " \t"
_RESERVED = ("%null%", "%empty%")
_TYPES = {FORWARD: 2, TRANSFER: 3, SPEED_DIAL: 13, PRIVATE: 15, SHARED: 15, BLF: 16}


def render(configuration: Configuration) -> bytes:
    """The file. Raises PasswordMissing, and ValueError for a member that it cannot carry."""
    check(configuration)
    line, url = configuration.line, configuration.url
    parts = [
        VERSION,
        _account(line) if line else _NO_ACCOUNT,
        *(_key(key) if key else _no_key(place) for place, key in enumerate(taken(configuration), 1)),
        f"remote_phonebook.data.1.name = {NAME if line and url else _NULL}\n"
        f"remote_phonebook.data.1.url = {f'{url}{DIRECTORY}' if line and url else _NULL}\n",
        f"static.auto_provision.server.url = {url}\n" if url else "",
        f"voice_mail.number.1 = {_shown(line.voicemail) if line else _NULL}\n",
    ]
    return "".join(parts).encode()


def _account(line: Line) -> str:
    credentials, server = line.credentials, line.server
    username = _exact("username", credentials.username)
    proxied = is_behind_proxy(line)
    return (
        f"account.1.auth_name = {username}\n"
        f"account.1.display_name = {_shown(line.display_name)}\n"
        "account.1.enable = 1\n"
        f"account.1.label = {_shown(label(line))}\n"
        f"account.1.outbound_proxy.1.address = {server.host if proxied else _NULL}\n"
        f"account.1.outbound_proxy.1.port = {server.port if proxied else _NULL}\n"
        f"account.1.outbound_proxy_enable = {int(proxied)}\n"
        f"account.1.password = {_exact('password', clear_password(credentials))}\n"
        f"account.1.shared_line = {int(line.is_shared)}\n"
        f"account.1.sip_server.1.address = {credentials.realm if proxied else server.host}\n"
        f"account.1.sip_server.1.expires = {server.expires}\n"
        f"account.1.sip_server.1.port = {0 if proxied else server.port}\n"
        f"account.1.sip_server.1.transport_type = {TRANSPORTS.index(server.transport)}\n"
        f"account.1.user_name = {username}\n"
    )


_NO_ACCOUNT = (
    f"account.1.auth_name = {_NULL}\n"
    f"account.1.display_name = {_NULL}\n"
    "account.1.enable = 0\n"
    f"account.1.label = {_NULL}\n"
    f"account.1.outbound_proxy.1.address = {_NULL}\n"
    f"account.1.outbound_proxy.1.port = {_NULL}\n"
    "account.1.outbound_proxy_enable = 0\n"
    f"account.1.password = {_NULL}\n"
    "account.1.shared_line = 0\n"
    f"account.1.sip_server.1.address = {_NULL}\n"
    f"account.1.sip_server.1.expires = {_NULL}\n"
    f"account.1.sip_server.1.port = {_NULL}\n"
    f"account.1.sip_server.1.transport_type = {_NULL}\n"
    f"account.1.user_name = {_NULL}\n"
)


def _key(key: Key) -> str:
    return _written(key.place, _TYPES[key.kind], "1", _shown(key.target), _shown(key.label))


@cache
def _no_key(place: int) -> str:
    return _written(place, 0, _NULL, _NULL, _NULL)


def _written(place: int, kind: int, line: str, value: str, label: str) -> str:
    name = f"linekey.{place}"
    return f"{name}.label = {label}\n{name}.line = {line}\n{name}.type = {kind}\n{name}.value = {value}\n"


def _shown(text: str) -> str:
    """What is only shown or dialled, as near as the phone can have it."""
    if text.isalnum():  # most are, and a file has many
        return text
    text = text.strip(_BLANKS)
    return _NULL if not text or text.lower() in _RESERVED else text


def _exact(member: str, text: str) -> str:
    if text != text.strip(_BLANKS) or text.lower() in _RESERVED:
        raise ValueError(
            f"line.credentials.{member} begins or ends with a blank or is a reserved word: a Yealink phone would use another"
        )
    return text or _NULL
