# SPDX-License-Identifier: Apache-2.0
"""Users of a Kazoo platform, over Crossbar's REST interface, version 2.

Source: the documentation in https://github.com/2600hz/kazoo, folder ``applications/crossbar/doc``, as of Kazoo 4.3, a
Markdown file each (the same text is published at https://docs.2600hz.com/developers/rest):

- ``api_authentication`` (add65274): ``PUT /v2/api_auth`` with ``{"data": {"api_key": KEY}}`` answers
  ``{"auth_token": TOKEN, "data": {"account_id": ID, ...}, "status": "success"}``;
- ``how_to_authenticate`` (0c2e9d50): the token goes with each request as ``X-Auth-Token``; without a good one the answer is
  401 and ``{"data": {"message": "invalid credentials"}, "error": "401", "status": "error", ...}``;
- ``users`` (012a59ed): ``GET /v2/accounts/{ACCOUNT_ID}/users`` answers a list in ``data``, each with ``id``, ``email``,
  ``first_name`` and ``last_name``;
- ``accounts`` (c9f3f1bd): ``GET /v2/accounts/{ACCOUNT_ID}/descendants`` answers all accounts below one, each with ``id``;
- ``basics`` (4b7410af): lists come in pages of ``page_size``; ``next_start_key`` is sent back as ``start_key``, as it is,
  and is not there on the last page.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from ngnprov.ports.tenant.connections.adapters.asking import (
    LONGEST_ID,
    LONGEST_NAME,
    Access,
    Asking,
    NotAsked,
    Person,
    address,
    shown,
)

TYPE: Final = "kazoo"
PAGE_SIZE: Final = 200
LONGEST_KEY: Final = 4096
"""Of what an answer has us send back: a token, or where the next page begins."""
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 401, 403, 404


def discover(asking: Asking, access: Access) -> list[Person]:
    """The users of an account, and of those below it if that is asked for; each once. Raises NotAsked."""
    token, own = _authenticate(asking, access)
    headers = {"X-Auth-Token": token}
    account = access.account or own
    accounts = [account]
    if access.with_sub_accounts:
        for count, below in enumerate(_list(asking, access, headers, account, "descendants"), 1):
            asking.require_few_accounts(count)
            accounts.append(_id(below))
    found: dict[str, Person] = {}
    for each in dict.fromkeys(accounts):
        for user in _list(asking, access, headers, each, "users"):
            person = _person(user, each)
            found.setdefault(person.external_id, person)
            asking.require_few(len(found))
    return list(found.values())


def _authenticate(asking: Asking, access: Access) -> tuple[str, str]:
    """A token, and the account whose key it is."""
    status, answer = asking.json("PUT", f"{access.url}/v2/api_auth", {}, {"data": {"api_key": access.key}})
    if status in (_UNAUTHORIZED, _FORBIDDEN):
        raise NotAsked(f"it refuses the key ({status})")
    _require_success(status, "api_auth")
    data = answer.get("data")
    token, own = answer.get("auth_token"), data.get("account_id") if isinstance(data, dict) else None
    if not _is_key(token) or not _is_key(own):
        raise NotAsked("its answer to api_auth has no token, or no account")
    return str(token), str(own)


def _list(
    asking: Asking, access: Access, headers: Mapping[str, str], account: str, what: str
) -> Iterator[Mapping[str, Any]]:
    """What is listed of an account, page by page."""
    url = f"{access.url}/v2/accounts/{quote(account, safe='')}/{what}"
    begins: set[str] = set()
    query: dict[str, Any] = {"page_size": PAGE_SIZE}
    while True:
        status, answer = asking.json("GET", f"{url}?{urlencode(query)}", headers)
        if status in (_FORBIDDEN, _NOT_FOUND):
            raise NotAsked(f"it has no such account, or does not show it to this key ({status})")
        _require_success(status, what)
        data = answer.get("data")
        if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
            raise NotAsked(f"its answer to {what} is no list")
        yield from data
        following = answer.get("next_start_key")
        if following is None or following == "":
            return
        if not _is_key(following) or following in begins:
            raise NotAsked(f"the pages of its answer to {what} do not end")
        begins.add(following)
        query["start_key"] = following


def _require_success(status: int, what: str) -> None:
    if not 200 <= status < 300:
        raise NotAsked(f"it answers {what} with the status {status}")


def _is_key(value: Any) -> bool:
    """Is it something that can be sent back in a header or in a URL?"""
    return isinstance(value, str) and 0 < len(value) <= LONGEST_KEY and value.isascii() and value.isprintable()


def _id(found: Mapping[str, Any]) -> str:
    id = found.get("id")
    if not isinstance(id, str) or not id or len(id) > LONGEST_ID or shown(id, LONGEST_ID) != id:
        raise NotAsked("it tells of something without an id that could be one")
    return id


def _person(user: Mapping[str, Any], account: str) -> Person:
    names = (shown(user.get(name), LONGEST_NAME) for name in ("first_name", "last_name"))
    name = " ".join(filter(None, names))[:LONGEST_NAME]
    return Person(_id(user), account, address(user.get("email")), name or shown(user.get("username"), LONGEST_NAME))
