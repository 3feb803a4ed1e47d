# SPDX-License-Identifier: Apache-2.0
"""Where a phone registers and from where it fetches, in the forms that vendors want.

The realm of an account is its SIP domain, the one in its digest. A phone whose domain is another host's name than that of the
server where it registers is told both: the domain as its registrar, and the server as its outbound proxy.
"""

from ngnprov.devices.configuration import Line, Server


def host(name: str) -> str:
    """A host as it stands in a URI: an IPv6 address in brackets (RFC 3986 3.2.2)."""
    return f"[{name}]" if ":" in name and not name.startswith("[") else name


def host_port(server: Server) -> str:
    """``host:port``, without a port if DNS says it."""
    return f"{host(server.host)}:{server.port}" if server.port else host(server.host)


def is_behind_proxy(line: Line) -> bool:
    """Is the server where the line registers called otherwise than its domain?"""
    return line.server.host.lower() != line.credentials.realm.lower()


def path(url: str) -> str:
    """A folder's URL as ``host/path``, without scheme and without slash at the end."""
    return url.partition("://")[2].rstrip("/")


def is_https(url: str) -> bool:
    """Is it fetched over TLS?"""
    return url.lower().startswith("https:")
