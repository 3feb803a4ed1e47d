# SPDX-License-Identifier: Apache-2.0
"""The steps that make an entry again as it was (calls/undo.py)."""

from collections.abc import Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.reversal import changed_members
from ngnprov.calls.undo import Step
from ngnprov.db.columns import money_out
from ngnprov.ports.customer.properties.merging import PropertyChanges
from ngnprov.ports.customer.properties.secrets import hold_secrets
from ngnprov.ports.customer.properties.store import Property
from ngnprov.ports.customer.store import Account
from ngnprov.ports.customer.tables import PASSWORD


def steps_back(
    call: Call,
    before: Account,
    after: Account,
    present: Sequence[Property],
    merged: PropertyChanges,
    pointing: Sequence[int] = (),
) -> list[Step]:
    """What gives an entry, with the properties ``present``, its former members again, and other entries that were
    ``pointing`` at it this member. ``merged`` is what has changed of the properties."""
    changed = changed_members(before, after)
    members = {name: value for name, value in _plain(before).items() if name == "id" or name in changed}
    if "password" in changed:
        members["password"] = PASSWORD.open(call.context.keys, before.password, id=before.id)
    if properties := _properties_back(present, merged):
        members["properties"] = properties
    is_secret = hold_secrets(str(item["name"]) for item in properties)
    return [Step("customer", "updateAccount", {"account": members}, is_secret), *_pointing_again(before.id, pointing)]


def steps_of_entry(
    call: Call, account: Account, properties: Sequence[Property], pointing: Sequence[int] = ()
) -> list[Step]:
    """What makes an entry again that was removed, with its number."""
    given = _given(call, account, properties)
    return [Step("customer", "addAccount", {"account": given}), *_pointing_again(account.id, pointing)]


def _pointing_again(id: int, pointing: Sequence[int]) -> list[Step]:
    return [Step("customer", "updateAccount", {"account": {"id": each, "impersonate": id}}) for each in pointing]


def _plain(account: Account) -> dict[str, Any]:
    """The members of an entry as a caller would give them, but for its password."""
    members = account._replace(password=b"")._asdict()
    del members["change_date"]
    return {**members, "balance": money_out(account.balance), "credit": money_out(account.credit)}


def _given(call: Call, account: Account, properties: Sequence[Property]) -> dict[str, Any]:
    """An entry as a caller would give it, with its password whatever the settings show."""
    password = PASSWORD.open(call.context.keys, account.password, id=account.id)
    return {**_plain(account), "password": password, "properties": [item._asdict() for item in properties]}


def _properties_back(present: Sequence[Property], merged: PropertyChanges) -> list[dict[str, str | None]]:
    """Properties that changed or went as they were; those that came with a null, which takes them away."""
    stored = {item.name: item._asdict() for item in present}
    touched = [*(item.name for item in merged.changed), *merged.removed]
    return [stored.get(name) or {"name": name, "value": None} for name in touched]
