# SPDX-License-Identifier: Apache-2.0
"""The authority of a URL: host and port, as the header Host and reverse proxies write it."""

import ipaddress
import re
from functools import lru_cache
from typing import Final
from wsgiref.types import WSGIEnvironment

from werkzeug.exceptions import BadRequest

_AUTHORITY: Final = re.compile(
    r"(?:[A-Za-z0-9._-]{1,253}|\[(?P<address>[0-9A-Fa-f:.]{2,45})\])(?::(?P<port>[0-9]{0,5}))?"
)


@lru_cache(maxsize=256)
def is_authority(text: str) -> bool:
    """Is it a host name, IPv4 address or bracketed IPv6 address with or without a port (RFC 3986 3.2.2 and 3.2.3)?

    Of the characters that RFC 3986 allows in names of other kinds none is taken: the text is written into documents.
    """
    found = _AUTHORITY.fullmatch(text)
    if found is None or int(found["port"] or 0) > 65535:
        return False
    if found["address"] is not None:
        try:
            ipaddress.IPv6Address(found["address"])
        except ValueError:
            return False
    return True


def require_host(environ: WSGIEnvironment) -> None:
    """Raise BadRequest unless there is one Host, and a readable one; HTTP/1.0 can do without (RFC 9112 3.2).

    granian tells none, an empty one and one that is no ASCII all as empty, and joins several lines by commas: a comma is
    not allowed in a host.
    """
    host: str = environ.get("HTTP_HOST") or ""
    if host:
        if not is_authority(host):
            raise BadRequest("the request must have one Host header, a host name or address with or without a port")
    elif environ.get("SERVER_PROTOCOL") == "HTTP/1.1":
        raise BadRequest("a request of HTTP/1.1 must have a Host header")
