# SPDX-License-Identifier: Apache-2.0
"""Where a request comes from, and by which URL it reached us, behind reverse proxies or not."""

import ipaddress
from wsgiref.types import WSGIEnvironment

from ngnprov.settings import Network


class Origins:
    """Reads X-Forwarded-For, -Proto and -Host, and only when a trusted proxy sent the request."""

    def __init__(self, trusted: tuple[Network, ...]) -> None:
        self._trusted = trusted

    def address(self, environ: WSGIEnvironment) -> str:
        """The caller's address: behind trusted proxies the nearest one that is none of them."""
        address: str = environ.get("REMOTE_ADDR") or ""
        if not self._trusted or "HTTP_X_FORWARDED_FOR" not in environ:
            return address
        for hop in reversed(environ["HTTP_X_FORWARDED_FOR"].split(",")):
            if not self._is_trusted(address):
                break
            address = hop.strip()
        return address

    def is_direct(self, environ: WSGIEnvironment) -> bool:
        """Did the request come without a proxy in between?"""
        return "HTTP_X_FORWARDED_FOR" not in environ and "HTTP_FORWARDED" not in environ

    def base_url(self, environ: WSGIEnvironment) -> str:
        """Scheme and authority of the URL that the caller used, without a trailing slash."""
        scheme = environ.get("wsgi.url_scheme", "http")
        host = environ.get("HTTP_HOST") or f"{environ.get('SERVER_NAME')}:{environ.get('SERVER_PORT')}"
        if self._trusted and self._is_trusted(environ.get("REMOTE_ADDR") or ""):
            scheme = _last(environ.get("HTTP_X_FORWARDED_PROTO") or scheme)
            host = _last(environ.get("HTTP_X_FORWARDED_HOST") or host)
        if scheme not in ("http", "https") or not _is_authority(host):
            return "http://127.0.0.1:9200"
        return f"{scheme}://{host}"

    def _is_trusted(self, address: str) -> bool:
        return is_within(address, self._trusted)


def is_within(address: str, networks: tuple[Network, ...]) -> bool:
    """Is ``address`` in one of the networks? What is no address is in none."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)


def _last(listed: str) -> str:
    """What the nearest proxy added."""
    return listed.rpartition(",")[2].strip()


def _is_authority(host: str) -> bool:
    """Only characters of a host name, address and port (RFC 3986 3.2): it is written into documents."""
    return 0 < len(host) <= 255 and all(c.isascii() and (c.isalnum() or c in "-._:[]") for c in host)
