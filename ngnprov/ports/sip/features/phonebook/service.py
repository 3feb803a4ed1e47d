# SPDX-License-Identifier: Apache-2.0
"""The rules of phonebooks (sip.md 5.9): the address is the key, and a search looks at addresses and names alike."""

from collections.abc import Mapping
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.accounts.held import find_account, hold_account
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.errors import EntryExists, EntryUnknown
from ngnprov.ports.sip.features.phonebook import store
from ngnprov.ports.sip.features.phonebook.groups import group_of_entry
from ngnprov.ports.sip.features.phonebook.store import Entry
from ngnprov.zonefiles import hostnames

Members = Mapping[str, Any]

LONGEST = 255
"""Characters of an address or a name."""

MOST = 5000
"""Entries of one phonebook."""


def add_entry(call: Call, sip_id: Members, new: Members) -> Row:
    """Add an entry. Raises AccountUnknown, MissingInput, InvalidValue (text, group, number of entries), EntryExists."""
    account = hold_account(call, sip_id)
    entry = (_uri(new), _name(new), _group(new))
    try:
        store.insert(call.unit, account.id, entry)
    except Duplicate:
        raise EntryExists("the phonebook has an entry with this address", field="entry.uri") from None
    if store.count_of(call.unit, account.id) > MOST:
        raise InvalidValue(f"a phonebook has at most {MOST} entries", field="entry")
    call.created(account.subject, _journaled(entry), account.customer)
    return _present(entry)


def update_entry(call: Call, sip_id: Members, given: Members) -> bool:
    """Change the name and the group, each when given. Raises AccountUnknown, MissingInput, InvalidValue, EntryUnknown."""
    account = hold_account(call, sip_id)
    old = _known(call, account, _uri(given), "entry.uri")
    uri, name, group = old
    if "name" in given:
        name = _name(given)
    if "group" in given:
        group = _group(given)
    new = (uri, name, group)
    if new != old:
        store.update(call.unit, account.id, uri, {"name": name, "group_name": group})
        call.changed(account.subject, _journaled(old), _journaled(new), account.customer)
    return True


def delete_entry(call: Call, sip_id: Members, uri: str) -> bool:
    """Remove an entry. Raises AccountUnknown, EntryUnknown."""
    account = hold_account(call, sip_id)
    old = _known(call, account, uri, "uri")
    store.delete_entry(call.unit, account.id, old[0])
    call.removed(account.subject, _journaled(old), account.customer)
    return True


def get_entries(call: Call, sip_id: Members, match: Members, span: Members) -> Row:
    """Entries whose address **or** name match the patterns given, in the group given ("": in none). By name, then address.

    Raises AccountUnknown, MissingInput.
    """
    account = find_account(call, sip_id)
    patterns = {name: match[name] for name in ("uri", "name") if match.get(name)}
    group = match["group"].strip() if "group" in match else None
    most = call.context.settings.lists.maximum
    start, count = span.get("start", 0), min(span.get("count", most), most)
    found, total = store.find(call.unit, account.id, patterns, group, start, count)
    return [_present(entry) for entry in found], total


def _known(call: Call, account: Account, uri: str, field: str) -> Entry:
    found = store.get(call.unit, account.id, uri.strip())
    if found is None:
        raise EntryUnknown("the phonebook has no entry with this address", field=field)
    return found


def _uri(entry: Members) -> str:
    """The address in lower case and trimmed, not otherwise normalised: the client looks up what it wrote."""
    uri = hostnames.lower(_bounded(entry, "uri").strip())
    if not uri:
        raise MissingInput("must not be empty", field="entry.uri")
    return uri


def _name(entry: Members) -> str:
    return _bounded(entry, "name")


def _bounded(entry: Members, member: str) -> str:
    text: str = entry.get(member, "")
    if len(text) > LONGEST:
        raise InvalidValue(f"must be at most {LONGEST} characters long", field=f"entry.{member}")
    return text


def _group(entry: Members) -> str:
    return group_of_entry(entry.get("group", ""), "entry.group")


def _present(entry: Entry) -> Row:
    """The wire row; the older members: no first name, and the name after its first blank as the last (4.8)."""
    return (*entry, "", entry[1].partition(" ")[2])


def _journaled(entry: Entry) -> dict[str, Any]:
    return {"phonebook": dict(zip(("uri", "name", "group"), entry, strict=True))}
