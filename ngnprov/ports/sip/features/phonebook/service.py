# SPDX-License-Identifier: Apache-2.0
"""The rules of phonebooks (sip.md 5.9): the address is the key, and a search looks at addresses and names alike."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import list_maximum
from ngnprov.calls.undo import Step
from ngnprov.db.failures import Duplicate
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip.accounts.lookup import find_account, lock_account
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.errors import EntryExists, EntryUnknown
from ngnprov.ports.sip.features.phonebook import store
from ngnprov.ports.sip.features.phonebook.groups import group_of_entry
from ngnprov.ports.sip.features.phonebook.store import MOST, PATTERNED, Entry, Patterned
from ngnprov.ports.sip.features.phonebook.wire import (
    PhonebookEntryAnswer,
    PhonebookEntryFields,
    PhonebookPageAnswer,
)
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.wire import RangeFields
from ngnprov.zonefiles import hostnames

LONGEST = 255
"""Characters of an address or a name."""


def add_entry(call: Call, sip_id: SipIdFields, new: PhonebookEntryFields) -> PhonebookEntryAnswer:
    """Add an entry. Raises AccountUnknown, MissingInput, InvalidValue (text, group, number of entries), EntryExists."""
    account = lock_account(call, sip_id)
    entry = Entry(uri=_uri(new), name=_name(new), group_name=_group(new))
    try:
        store.insert(call.unit, account.id, entry)
    except Duplicate:
        raise EntryExists("the phonebook has an entry with this address", field="entry.uri") from None
    if store.count_of(call.unit, account.id) > MOST:
        raise InvalidValue(f"a phonebook has at most {MOST} entries", field="entry")
    undo_by = [Step("sip", "deletePhonebookEntry", {"sipId": account.sip_id, "uri": entry.uri})]
    call.created(account.subject, _journaled(entry), account.customer, undo_by=undo_by)
    return _answer(entry)


def update_entry(call: Call, sip_id: SipIdFields, given: PhonebookEntryFields) -> bool:
    """Change the name and the group, each when given. Raises AccountUnknown, MissingInput, InvalidValue, EntryUnknown."""
    account = lock_account(call, sip_id)
    old = _known(call, account, _uri(given), "entry.uri")
    new = Entry(
        uri=old.uri,
        name=_name(given) if "name" in given else old.name,
        group_name=_group(given) if "group" in given else old.group_name,
    )
    if new != old:
        store.update(call.unit, account.id, old.uri, {"name": new.name, "group_name": new.group_name})
        undo_by = [_again("updatePhonebookEntry", account, old)]
        call.changed(account.subject, _journaled(old), _journaled(new), account.customer, undo_by=undo_by)
    return True


def delete_entry(call: Call, sip_id: SipIdFields, uri: str) -> bool:
    """Remove an entry. Raises AccountUnknown, EntryUnknown."""
    account = lock_account(call, sip_id)
    old = _known(call, account, uri, "uri")
    store.delete_entry(call.unit, account.id, old.uri)
    undo_by = [_again("addPhonebookEntry", account, old)]
    call.removed(account.subject, _journaled(old), account.customer, undo_by=undo_by)
    return True


def get_entries(call: Call, sip_id: SipIdFields, match: PhonebookEntryFields, span: RangeFields) -> PhonebookPageAnswer:
    """Entries whose address **or** name match the patterns given, in the group given ("": in none). By name, then address.

    Raises AccountUnknown, MissingInput.
    """
    account = find_account(call, sip_id)
    patterns = {name: match[name] for name in PATTERNED if match.get(name)}
    group = match["group"].strip() if "group" in match else None
    most = list_maximum(call)
    start, count = span.get("start", 0), min(span.get("count", most), most)
    found, total = store.find(call.unit, account.id, patterns, group, start, count)
    return PhonebookPageAnswer(rows=[_answer(entry) for entry in found], total=total)


def steps_of_all(call: Call, account: Account) -> list[Step]:
    """What makes a phonebook again that goes with its account."""
    entries, _ = store.find(call.unit, account.id, {}, None, 0, MOST)
    return [_again("addPhonebookEntry", account, entry) for entry in entries]


def _again(operation: str, account: Account, entry: Entry) -> Step:
    given = {"uri": entry.uri, "name": entry.name, "group": entry.group_name}
    return Step("sip", operation, {"sipId": account.sip_id, "entry": given})


def _known(call: Call, account: Account, uri: str, field: str) -> Entry:
    found = store.get(call.unit, account.id, uri.strip())
    if found is None:
        raise EntryUnknown("the phonebook has no entry with this address", field=field)
    return found


def _uri(entry: PhonebookEntryFields) -> str:
    """The address in lower case and trimmed, not otherwise normalised: the client looks up what it wrote."""
    return required(hostnames.lower(_bounded(entry, "uri").strip()), "entry.uri")


def _name(entry: PhonebookEntryFields) -> str:
    return _bounded(entry, "name")


def _bounded(entry: PhonebookEntryFields, member: Patterned) -> str:
    text = entry.get(member, "")
    if len(text) > LONGEST:
        raise InvalidValue(f"must be at most {LONGEST} characters long", field=f"entry.{member}")
    return text


def _group(entry: PhonebookEntryFields) -> str:
    return group_of_entry(entry.get("group", ""), "entry.group")


def _answer(entry: Entry) -> PhonebookEntryAnswer:
    """The older members: no first name, and the name after its first blank as the last (4.8)."""
    return PhonebookEntryAnswer(
        uri=entry.uri,
        name=entry.name,
        group=entry.group_name,
        first_name="",
        last_name=entry.name.partition(" ")[2],
    )


def _journaled(entry: Entry) -> dict[str, Any]:
    return {"phonebook": {"uri": entry.uri, "name": entry.name, "group": entry.group_name}}
