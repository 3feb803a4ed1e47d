# SPDX-License-Identifier: Apache-2.0
"""Where a request comes from, and by which URL it reached us, behind reverse proxies or not."""

import ipaddress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from wsgiref.types import WSGIEnvironment

from ngnprov.http.authority import is_authority
from ngnprov.settings import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

SCHEMES: Final = ("http", "https")


@dataclass(slots=True)
class Origin:
    """The caller's ``address`` and how they reached us: ``scheme`` (http or https) and ``authority`` (host and port).

    Not frozen: that would cost each request half a microsecond.
    """

    address: str
    scheme: str
    authority: str

    @property
    def base_url(self) -> str:
        """The URL that the caller used up to its path, without a trailing slash."""
        return f"{self.scheme}://{self.authority}"


class Origins:
    """Reads X-Forwarded-For, -Proto and -Host, and only what trusted proxies wrote into them.

    Every proxy adds to the right of each header: to X-Forwarded-For from whom it took the request, to the others how it was
    asked. So the caller is the nearest address that does not belong to a trusted proxy, and the word that stands as far from
    the right in the other headers tells how they asked. A header with fewer words was written by few of the proxies;
    its first word is the one of the proxy nearest to the caller.
    """

    def __init__(self, trusted: tuple[Network, ...]) -> None:
        self._trusted = trusted

    def of(self, environ: WSGIEnvironment) -> Origin:
        """The origin of a request."""
        address: str = environ.get("REMOTE_ADDR") or ""
        scheme: str = environ.get("wsgi.url_scheme", "http")
        if not self._trusted or not is_within(address, self._trusted):
            return Origin(address, scheme, _own_authority(environ))
        address, depth = self._caller(address, _words(environ, "HTTP_X_FORWARDED_FOR"))
        forwarded = _word(environ, "HTTP_X_FORWARDED_PROTO", depth)
        if forwarded is not None and forwarded.lower() not in SCHEMES:
            return Origin(address, scheme, _own_authority(environ))
        host = _word(environ, "HTTP_X_FORWARDED_HOST", depth)
        authority = host if host is not None and is_authority(host) else _own_authority(environ)
        return Origin(address, scheme if forwarded is None else forwarded.lower(), authority)

    def _caller(self, address: str, hops: list[str]) -> tuple[str, int]:
        """The caller's address, and the place of their word in a header, counted from the right and from 1.

        A proxy that hides from whom it took the request (``unknown``) stands for the caller.
        """
        depth = 1
        for depth, hop in enumerate(reversed(hops), 1):  # noqa: B007  where it ends is the answer
            parsed = read_address(hop)
            if parsed is None:
                break
            address = str(parsed)
            if not is_within(address, self._trusted):
                break
        return address, depth


def is_private(environ: WSGIEnvironment, origin: Origin) -> bool:
    """Could nobody on the way read the request: did it come over HTTPS, or from this machine and through no proxy?"""
    if origin.scheme == "https":
        return True
    if not _is_loopback(environ.get("REMOTE_ADDR") or ""):
        return False
    is_proxied = any(name in environ for name in ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_VIA"))
    return is_direct(environ) and not is_proxied


@lru_cache(maxsize=1024)
def _is_loopback(address: str) -> bool:
    parsed = read_address(address)
    return parsed is not None and parsed.is_loopback


def is_direct(environ: WSGIEnvironment) -> bool:
    """Did the request come without a proxy in between?"""
    return "HTTP_X_FORWARDED_FOR" not in environ and "HTTP_FORWARDED" not in environ


def is_within(address: str, networks: tuple[Network, ...]) -> bool:
    """Is ``address`` in one of the networks? Anything but an address is in none."""
    if not networks:
        return False
    parsed = read_address(address)
    return parsed is not None and any(parsed in network for network in networks)


def read_address(text: str) -> Address | None:
    """An address as proxies write it: IPv6 in brackets or not, with a port or not, IPv4 as such or mapped into IPv6."""
    host, _, rest = text[1:].partition("]") if text.startswith("[") else (text, "", "")
    if rest and not rest.startswith(":"):
        return None
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(host)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed


def _own_authority(environ: WSGIEnvironment) -> str:
    """What the request itself says; without Host (HTTP/1.0) the address on which it came."""
    host: str = environ.get("HTTP_HOST") or ""
    if is_authority(host):
        return host
    name: str = environ.get("SERVER_NAME") or "127.0.0.1"
    return f"{f'[{name}]' if ':' in name else name}:{environ.get('SERVER_PORT')}"


def _words(environ: WSGIEnvironment, name: str) -> list[str]:
    """The list in a header, in double quotes or not; empty when there is none."""
    listed: str = environ.get(name) or ""
    return [word.strip().strip('"') for word in listed.split(",")] if listed.strip() else []


def _word(environ: WSGIEnvironment, name: str, depth: int) -> str | None:
    words = _words(environ, name)
    return words[-min(depth, len(words))] if words else None
