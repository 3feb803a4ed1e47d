# SPDX-License-Identifier: Apache-2.0
"""The account of Acrobits and Groundwire.

TLS is told as ``tls+sip:``, TLS with sip: addresses, as all other formats have it; ``tls`` would make them sips: addresses.
How long a registration holds is left to the application: it has no element for that among those known here.

Unverified on a telephone: that an account whose elements are empty registers no more.
"""

from ngnprov.devices.configuration import TCP, TLS, UDP, Configuration, Line
from ngnprov.devices.formats.addresses import host, host_port, is_behind_proxy
from ngnprov.devices.formats.escaping import DECLARATION, element
from ngnprov.devices.formats.values import check, clear_password, label

_TRANSPORTS = {UDP: "udp", TCP: "tcp", TLS: "tls+sip:"}
_HOUR = "3600"
_NO_TITLE = "-"


def render(configuration: Configuration) -> bytes:
    """The file. Raises PasswordMissing, and ValueError for a member that it cannot carry."""
    check(configuration)
    line = configuration.line
    values = _account(line) if line else _NO_ACCOUNT
    titles = (
        (label(line), line.display_name, line.credentials.username, configuration.name)
        if line
        else (configuration.name,)
    )
    values = values | {"extProvInterval": _HOUR, "title": next(filter(str.strip, titles), _NO_TITLE)}
    elements = "".join(element(*each) for each in sorted(values.items()))
    return f"{DECLARATION}<account>\n{elements}</account>\n".encode()


def _account(line: Line) -> dict[str, str]:
    credentials, server = line.credentials, line.server
    proxied = is_behind_proxy(line)
    return {
        "authUsername": credentials.username,
        "host": host(credentials.realm) if proxied else host_port(server),
        "password": clear_password(credentials),
        "proxy": host_port(server) if proxied else "",
        "transport": _TRANSPORTS[server.transport],
        "userDisplayName": line.display_name,
        "username": credentials.username,
        "voiceMailNumber": line.voicemail,
    }


_NO_ACCOUNT = dict.fromkeys(
    ("authUsername", "host", "password", "proxy", "transport", "userDisplayName", "username", "voiceMailNumber"), ""
)
