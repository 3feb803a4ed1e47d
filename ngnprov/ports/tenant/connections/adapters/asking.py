# SPDX-License-Identifier: Apache-2.0
"""Asking a platform over HTTP for JSON, within bounds, and the people that are found."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from ngnprov.errors import InvalidValue
from ngnprov.outgoing.addresses import AddressRefused
from ngnprov.outgoing.client import NotReached, Outgoing
from ngnprov.ports.tenant import texts

MOST_BYTES: Final = 4 << 20
"""Of one answer."""
MOST_REQUESTS: Final = 2000
MOST_ACCOUNTS: Final = MOST_REQUESTS
"""Each of them takes a request at least."""
LONGEST_ID: Final = 128
LONGEST_NAME: Final = 128
_SUCCESS = range(200, 300)
_REDIRECT = range(300, 400)


class NotAsked(Exception):
    """The platform gave no answer, or none that can be relied on; the text says why, and repeats nothing of what it said."""


class Access(NamedTuple):
    """What a connection knows: the URL at which the interface begins, an account there or "" for the key's own, the key, and
    whether the accounts below it are asked, too."""

    url: str
    account: str
    key: str
    with_sub_accounts: bool


class Person(NamedTuple):
    """Somebody of a platform: his id there, the account that he belongs to, address and name as they can be stored."""

    external_id: str
    account: str
    email: str
    name: str


@dataclass
class Asking:
    """Requests to one platform, all together in so many ``seconds``, for at most so many ``users``."""

    outgoing: Outgoing
    seconds: float
    users: int
    requests: int = 0
    _ends: float = field(init=False)

    def __post_init__(self) -> None:
        self._ends = time.monotonic() + self.seconds

    def json(self, method: str, url: str, headers: Mapping[str, str], body: Any = None) -> tuple[int, dict[str, Any]]:
        """The status of an answer and its JSON object, which is empty when a failure has none. Raises NotAsked."""
        self.requests += 1
        if self.requests > MOST_REQUESTS:
            raise NotAsked(f"it takes more than {MOST_REQUESTS} requests")
        left = self._ends - time.monotonic()
        if left <= 0:
            raise NotAsked(f"it takes more than {self.seconds:g} seconds")
        content = b"" if body is None else json.dumps(body).encode()
        sent = {"Accept": "application/json", **({"Content-Type": "application/json"} if content else {}), **headers}
        seconds = min(left, self.outgoing.settings.timeout)
        try:
            answer = self.outgoing.send(method, url, sent, content, most=MOST_BYTES, seconds=seconds)
        except AddressRefused as refused:
            raise NotAsked(f"its address {refused}") from None
        except NotReached as failure:
            raise NotAsked(str(failure)) from None
        if answer.status in _REDIRECT:
            raise NotAsked(f"it answers with a redirect ({answer.status}), which is not followed")
        if answer.status not in _SUCCESS:
            return answer.status, {}
        if not answer.is_whole:
            raise NotAsked(f"it answers with more than {MOST_BYTES} bytes")
        return answer.status, _object(answer.body)

    def require_few(self, found: int) -> None:
        """Raise NotAsked when there are more people than are taken."""
        if found > self.users:
            raise NotAsked(f"it has more than {self.users} users: see tenant.sync_users")

    def require_few_accounts(self, found: int) -> None:
        """Raise NotAsked when there are more accounts than can be asked."""
        if found > MOST_ACCOUNTS:
            raise NotAsked(f"it has more than {MOST_ACCOUNTS} accounts below this one")


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise NotAsked("it does not answer in JSON") from None
    if not isinstance(found, dict):
        raise NotAsked("it answers with JSON that is no object")
    return found


def shown(text: Any, longest: int) -> str:
    """The beginning of what a platform calls something, as a database and XML can hold it; "" for what is no text."""
    if not isinstance(text, str):
        return ""
    return "".join(each if each.isprintable() else " " for each in text[:longest]).strip()


def address(text: Any) -> str:
    """A mail address, its domain in lower case; "" for what is none."""
    if not isinstance(text, str):
        return ""
    try:
        return texts.email(text, "email")
    except InvalidValue:
        return ""
