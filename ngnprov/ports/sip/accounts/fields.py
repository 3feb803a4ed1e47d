# SPDX-License-Identifier: Apache-2.0
"""The members of an account that have rules of their own: how each is checked, stored and shown (sip.md 5.2-5.14)."""

import base64
import ipaddress
import json
from collections.abc import Callable, Sequence
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.db.ledgers.journal import Secret
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts.tables import PROPERTIES
from ngnprov.ports.sip.accounts.wire import AclEntryAnswer, AclEntryFields, PropertyAnswer, PropertyFields
from ngnprov.sealing.columns import SealContext

AUTOINCREMENT = "<autoincrement>"
DEFAULT_TIMEZONE = "Europe/Amsterdam"
DEFAULT_TIMEOUT, LONGEST_TIMEOUT = 35, 900
MOST_ACL, MOST_PROPERTIES, MOST_GROUPS = 256, 200, 64
BLOCKED = "blocked"
"""The group that is there beside as many others as there may be: nobody escapes it by joining many (sip.md 5.4)."""

SEALED_PROPERTIES = frozenset({"web_password"})
"""Properties that are sealed in the database and masked in the journal, like passwords (sip.md 5.7)."""

_SECRET_PROPERTIES = SEALED_PROPERTIES | {"yubikey", "account_delete_request_id"}
"""What the journal masks."""

_read = json.JSONDecoder().raw_decode
"""What json.loads does but for blanks around, which nothing stored has: a list of accounts has two texts in each."""

_acl_entry: Callable[[Sequence[str | int]], AclEntryAnswer] = partial(tuple.__new__, AclEntryAnswer)
_property: Callable[[Sequence[str]], PropertyAnswer] = partial(tuple.__new__, PropertyAnswer)
"""Either is ``_make`` at half the cost."""


def timeout(given: int) -> int:
    """Seconds before "no answer": 0 is the default, more than the longest is the longest (5.2)."""
    return min(given or DEFAULT_TIMEOUT, LONGEST_TIMEOUT)


def timezone(given: str) -> str:
    """The name of a time zone of the tz database; an empty one is the default."""
    return names.timezone(given, "account.timezone") if given else DEFAULT_TIMEZONE


def groups(given: Sequence[str]) -> set[str]:
    """Names of groups without the empty ones that CDRTool's settings page adds (5.4)."""
    wanted = {group_name(name, f"account.groups.{position}") for position, name in enumerate(given) if name}
    if len(wanted - {BLOCKED}) > MOST_GROUPS:
        raise InvalidValue(f"must be at most {MOST_GROUPS} groups", field="account.groups")
    return wanted


def group_name(name: str, field: str) -> str:
    """The name of a group: 1 to 64 characters without white space, letter case counts (5.4)."""
    if not 0 < len(name) <= 64 or any(character.isspace() for character in name):
        raise InvalidValue("must be 1 to 64 characters without white space", field=field)
    return name


def acl_in(given: Sequence[AclEntryFields]) -> str:
    """Networks as they are stored."""
    if len(given) > MOST_ACL:
        raise InvalidValue(f"must be at most {MOST_ACL} networks", field="account.acl")
    rows = []
    for position, item in enumerate(given):
        try:
            ip = str(ipaddress.IPv4Address(item.get("ip", "")))
        except ValueError:
            raise InvalidValue("must be an IPv4 address", field=f"account.acl.{position}.ip") from None
        rows.append([ip, item.get("mask", 32), item.get("tag", "")])
    return json.dumps(rows) if rows else ""


def acl_out(stored: str) -> Sequence[AclEntryAnswer]:
    """Networks as they are answered."""
    return list(map(_acl_entry, _read(stored)[0])) if stored else ()


def properties_in(call: Call, address: str, given: Sequence[PropertyFields]) -> str:
    """Properties as they are stored: the last of a name counts, in the order of their first mention (5.7)."""
    if len(given) > MOST_PROPERTIES:
        raise InvalidValue(f"must be at most {MOST_PROPERTIES} properties", field="account.properties")
    values: dict[str, str] = {}
    for position, item in enumerate(given):
        if not item.get("name"):
            raise InvalidValue("must not be empty", field=f"account.properties.{position}.name")
        values[item["name"]] = item.get("value", "")
    rows = []
    for name, value in values.items():
        if name in SEALED_PROPERTIES and value:
            sealed = call.context.keys.seal(value, _place(address, name))
            rows.append(PROPERTIES.pair(name, sealed))
        else:
            rows.append([name, value])
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def properties_out(call: Call, address: str, stored: str) -> Sequence[PropertyAnswer]:
    """Properties as they are answered."""
    if not stored:
        return ()
    return [
        _property(row) if len(row) == 2 else PropertyAnswer(row[0], _opened(call, address, row[0], row[1]))
        for row in _read(stored)[0]
    ]


def _opened(call: Call, address: str, name: str, sealed: str) -> str:
    return call.context.keys.open(base64.b64decode(sealed), _place(address, name))


def journaled_properties(stored: str) -> list[tuple[str, str | Secret]]:
    """Stored properties as the journal records them: name, value. No sealed one is opened."""
    rows = json.loads(stored) if stored else ()
    return [(name, Secret(value) if name in _SECRET_PROPERTIES else value) for name, value, *_ in rows]


def _place(address: str, name: str) -> SealContext:
    username, _, domain = address.rpartition("@")
    return PROPERTIES.at(username=username, domain=domain, name=name)
