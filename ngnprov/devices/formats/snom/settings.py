# SPDX-License-Identifier: Apache-2.0
"""The settings of a Snom phone: its identity and its function keys.

Settings are read-only on the phone (``perm`` R), but for the setting server.

Unverified on hardware: that ``user_hash`` takes MD5(username:realm:password), which is written where the password is not kept
in clear; and the function keys. A place counts from 1, ``idx`` from 0.
"""

from functools import cache

from ngnprov.devices.configuration import (
    BLF,
    FORWARD,
    PRIVATE,
    SHARED,
    SPEED_DIAL,
    TRANSFER,
    Configuration,
    Key,
    Line,
)
from ngnprov.devices.formats.addresses import host, host_port, is_behind_proxy
from ngnprov.devices.formats.escaping import DECLARATION, xml
from ngnprov.devices.formats.places import taken
from ngnprov.devices.formats.snom.directory import DIRECTORY
from ngnprov.devices.formats.values import check, label

_IDENTITY = (
    "user_active",
    "user_expiry",
    "user_hash",
    "user_host",
    "user_idle_text",
    "user_mailbox",
    "user_name",
    "user_outbound",
    "user_pass",
    "user_pname",
    "user_realname",
    "user_shared_line",
)
_TYPES = {PRIVATE: "line", SHARED: "mult", BLF: "blf", SPEED_DIAL: "speed", FORWARD: "redirect", TRANSFER: "transfer"}


def render(configuration: Configuration, name: str) -> bytes:
    """The file; ``name`` is the one by which the phone is to fetch it again. Raises ValueError for what it cannot carry."""
    check(configuration)
    line, url = configuration.line, configuration.url
    values = _identity(line) if line else _NO_IDENTITY
    directory = f"url {url}{DIRECTORY}" if line and url else ""
    parts = [
        DECLARATION,
        "<settings>\n<phone-settings>\n",
        f'<dkey_directory perm="R">{xml(directory)}</dkey_directory>\n',
        f'<setting_server perm="RW">{xml(url + name)}</setting_server>\n' if url else "",
        *(f'<{key} idx="1" perm="R">{xml(values[key])}</{key}>\n' for key in _IDENTITY),
        "</phone-settings>\n<functionKeys>\n",
        *(_key(key) if key else _no_key(place) for place, key in enumerate(taken(configuration), 1)),
        "</functionKeys>\n</settings>\n",
    ]
    return "".join(parts).encode()


_NO_IDENTITY = {**dict.fromkeys(_IDENTITY, ""), "user_active": "off", "user_shared_line": "off"}


def _identity(line: Line) -> dict[str, str]:
    credentials, server = line.credentials, line.server
    return {
        "user_active": "on",
        "user_expiry": str(server.expires),
        "user_hash": "" if credentials.password else credentials.ha1.lower(),
        "user_host": host(credentials.realm) if is_behind_proxy(line) else host_port(server),
        "user_idle_text": label(line),
        "user_mailbox": line.voicemail,
        "user_name": credentials.username,
        "user_outbound": f"{host_port(server)};transport={server.transport}",
        "user_pass": credentials.password,
        "user_pname": credentials.username,
        "user_realname": line.display_name,
        "user_shared_line": "on" if line.is_shared else "off",
    }


def _key(key: Key) -> str:
    value = f"{_TYPES[key.kind]} {key.target}" if key.target else _TYPES[key.kind]
    return _written(key.place, key.label, value)


@cache
def _no_key(place: int) -> str:
    return _written(place, "", "none")


def _written(place: int, label: str, value: str) -> str:
    return f'<fkey idx="{place - 1}" context="active" label="{xml(label)}" perm="R">{xml(value)}</fkey>\n'
