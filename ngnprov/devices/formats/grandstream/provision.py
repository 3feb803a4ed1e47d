# SPDX-License-Identifier: Apache-2.0
"""The settings of a Grandstream phone: its first account, from where it fetches, and its keys.

If DNS says the port, the phone is told to ask for SRV records (P103). The time to register again is in minutes (P32), rounded
up. Paths have no scheme: P212 says by which protocol the settings are fetched (1 HTTP, 2 HTTPS), P330 the directory (1 HTTP,
3 HTTPS).
"""

from ngnprov.devices.configuration import TRANSPORTS, Configuration, Line
from ngnprov.devices.formats.addresses import host, host_port, is_behind_proxy, is_https, path
from ngnprov.devices.formats.escaping import DECLARATION, element
from ngnprov.devices.formats.grandstream.keys import written
from ngnprov.devices.formats.values import check, clear_password, label

_HOURS_OF_DIRECTORY = 12
_MINUTE = 60


def render(configuration: Configuration) -> bytes:
    """The file. Raises PasswordMissing, and ValueError for a member that it cannot carry."""
    check(configuration)
    line = configuration.line
    values = (_account(line) if line else _NO_ACCOUNT) | _sources(configuration)
    parts = [
        DECLARATION,
        '<gs_provision version="1">\n',
        element("mac", configuration.mac) if configuration.mac else "",
        '<config version="1">\n',
        *(element(f"P{number}", value) for number, value in sorted(values.items())),
        written(configuration),
        "</config>\n</gs_provision>\n",
    ]
    return "".join(parts).encode()


def _account(line: Line) -> dict[int, str]:
    credentials, server = line.credentials, line.server
    proxied = is_behind_proxy(line)
    return {
        3: line.display_name,
        31: "1",  # it registers
        32: str(-(-server.expires // _MINUTE)),
        33: line.voicemail,
        34: clear_password(credentials),
        35: credentials.username,
        36: credentials.username,
        47: host(credentials.realm) if proxied else host_port(server),
        48: host_port(server) if proxied else "",
        103: "0" if server.port else "1",
        130: str(TRANSPORTS.index(server.transport)),
        270: label(line),
        271: "1",  # the account is active
    }


_NO_ACCOUNT = {
    **dict.fromkeys((3, 33, 34, 35, 36, 47, 48, 270), ""),
    **{31: "0", 32: "60", 103: "0", 130: "0", 271: "0"},
}


def _sources(configuration: Configuration) -> dict[int, str]:
    """Where the settings are, which stays as it is if the server does not know, and the directory."""
    url, secure = configuration.url, is_https(configuration.url)
    sources = {330: "0", 331: "", 332: "0"}
    if url and configuration.line:
        sources = {330: "3" if secure else "1", 331: path(url), 332: str(_HOURS_OF_DIRECTORY * 60)}
    if url:
        sources |= {212: "2" if secure else "1", 237: path(url)}
    return sources
