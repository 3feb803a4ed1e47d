# SPDX-License-Identifier: Apache-2.0
"""Where a platform is: the member ``host`` of connections and templates, and what may be asked there (connections.md C1, C4).

It is the name of a host, which is asked over https, or a URL for another port or path.
"""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.calls.fields import required
from ngnprov.errors import InvalidValue
from ngnprov.outgoing.addresses import AddressRefused
from ngnprov.outgoing.client import parse
from ngnprov.ports.tenant.errors import ConnectionHostRefused
from ngnprov.ports.tenant.outside import outside
from ngnprov.zonefiles import hostnames

_URL = "://"


def read(text: str, field: str) -> str:
    """A host as it is stored, its name in lower case. Raises MissingInput, InvalidValue."""
    given = required(text, field)
    if _URL not in given:
        return hostnames.host(hostnames.folded(given), field)
    try:
        target = parse(given)
    except AddressRefused as refused:
        raise InvalidValue(str(refused), field=field) from None
    if "?" in target.path:
        raise InvalidValue("must have no query (?)", field=field)
    return f"{target.scheme}://{target.header}{target.path.rstrip('/')}"


def url_of(host: str) -> str:
    """The URL at which the interface of a platform begins, without a slash at its end."""
    return host if _URL in host else f"https://{host}"


def look_ahead(context: Context, given: Any) -> str | None:
    """Why nothing would be asked where a connection or template leads that somebody sends; None when it would.

    It asks the resolver, and so is asked in no unit of work; the form is looked at later.
    """
    text = (given or {}).get("host", "")
    try:
        host = read(text, "host") if text else ""
    except InvalidValue:
        return None
    return outside(context).outgoing.refused(url_of(host)) if host else None


def require_allowed(call: Call, field: str) -> None:
    """Raise ConnectionHostRefused when what was looked at ahead may not be asked; an undo keeps what was there before."""
    if call.ahead:
        raise ConnectionHostRefused(call.ahead, field=field)
