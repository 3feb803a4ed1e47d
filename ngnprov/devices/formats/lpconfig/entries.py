# SPDX-License-Identifier: Apache-2.0
"""The settings of Linphone: how it logs in, where and as whom it registers.

It logs in by the digest, never by the password, and ``passwd`` is emptied so that no earlier one is left. Without realm and
algorithm, or with those of an earlier file, it answers no challenge. A display name is always a quoted-string: otherwise one
letter outside ASCII keeps the phone from registering.
"""

from collections.abc import Mapping

from ngnprov.devices.configuration import Configuration, Line
from ngnprov.devices.formats.addresses import host, host_port
from ngnprov.devices.formats.escaping import DECLARATION, quoted, user, xml
from ngnprov.devices.formats.values import check

_Sections = dict[str, dict[str, str]]


def render(configuration: Configuration, name: str) -> bytes:
    """The file; ``name`` is the one by which it is to be fetched again. Raises ValueError for what it cannot carry."""
    check(configuration)
    sections = _account(configuration.line) if configuration.line else _NO_ACCOUNT
    if configuration.url:
        sections = sections | {"misc": {"config-uri": f"{configuration.url}{name}"}}
    parts = [
        DECLARATION,
        '<config xmlns="http://www.linphone.org/xsds/lpconfig.xsd">\n',
        *(_section(*each) for each in sorted(sections.items())),
        "</config>\n",
    ]
    return "".join(parts).encode()


def _account(line: Line) -> _Sections:
    credentials, server = line.credentials, line.server
    domain = host(credentials.realm)
    return {
        "auth_info_0": {
            "algorithm": "MD5",
            "domain": credentials.realm,
            "ha1": credentials.ha1.lower(),
            "passwd": "",
            "realm": credentials.realm,
            "userid": credentials.username,
            "username": credentials.username,
        },
        "proxy_0": {
            "realm": credentials.realm,
            "reg_expires": str(server.expires),
            "reg_identity": f"{quoted(line.display_name)} <sip:{user(credentials.username)}@{domain}>",
            "reg_proxy": f"<sip:{host_port(server)};transport={server.transport}>",
            "reg_route": "",
            "reg_sendregister": "1",
        },
        "sip": {"default_proxy": "0"},
    }


_NO_ACCOUNT: _Sections = {
    "auth_info_0": dict.fromkeys(("algorithm", "domain", "ha1", "passwd", "realm", "userid", "username"), ""),
    "proxy_0": {
        **dict.fromkeys(("realm", "reg_expires", "reg_identity", "reg_proxy", "reg_route"), ""),
        "reg_sendregister": "0",
    },
    "sip": {"default_proxy": "0"},
}


def _section(name: str, entries: Mapping[str, str]) -> str:
    lines = (f'<entry name="{key}" overwrite="true">{xml(value)}</entry>\n' for key, value in sorted(entries.items()))
    return f'<section name="{name}">\n{"".join(lines)}</section>\n'
