# SPDX-License-Identifier: Apache-2.0
"""The rules of CustomerPort (customer.md 6 and 7), one function for each operation.

Accounts come in as decoded members and go out as wire rows (``presentation``). All checks come before the first write;
the unit of work makes the rest undone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ngnprov.calls.actor import Actor, Level
from ngnprov.calls.call import Call
from ngnprov.db.columns import money_in
from ngnprov.db.failures import Duplicate, Referenced
from ngnprov.db.ledgers import sequences
from ngnprov.db.unit import Row
from ngnprov.errors import (
    CustomerExists,
    CustomerInUse,
    CustomerUnknown,
    InvalidValue,
    MissingInput,
    NotAuthorized,
)
from ngnprov.ports.customer import entitlements, store
from ngnprov.ports.customer.presentation import present, present_page
from ngnprov.ports.customer.properties import Merge, Subject, follow_credits, is_own, merge
from ngnprov.ports.customer.store import PLACE, Property
from ngnprov.ports.customer.tables import PASSWORD

ADMINISTRATORS_ONLY = ("balance", "credit", "company_code", "reseller_active")
"""Members that nobody else may set (customer.md 6.4); besides them ``reseller`` and ``id``."""

PLAIN = (
    *("first_name", "last_name", "organization", "vat_number", "email", "web", "tel", "fax", "mobile", "sip"),
    *("enum", "address", "postcode", "city", "state", "country", "timezone", "language", "bank_account"),
    *("billing_address", "billing_email"),
)
"""Members without rules of their own."""

Members = Mapping[str, Any]


def add_account(call: Call, new: Members) -> Row:
    """Create a customer; without a reseller named by an administrator, a reseller (I1-I7, 7.1).

    An administrator behind an entry creates as its reseller would, be the reseller active or not (6.3).
    Raises MissingInput (username, password), InvalidValue (reseller, impersonate), CustomerExists (username or id taken),
    NotAuthorized (plain customers; inactive resellers).
    """
    actor = call.actor
    for member in ("username", "password"):
        if not new.get(member):
            raise MissingInput("must not be empty", field=f"account.{member}")
    if actor.administrator:
        entitlements.require_reseller(call.unit, actor.reseller)
    elif not actor.is_admin:
        entitlements.require_active(call.unit, actor.reseller)
    id = _number(call, new)
    reseller = _reseller_of_new(call, new, id)
    values: dict[str, Any] = {
        "id": id,
        "reseller": reseller,
        "impersonate": _impersonate(call, new.get("impersonate", 0), id, reseller, 0),
        "username": new["username"],
        "password": call.context.keys.seal(new["password"], PASSWORD.at(id=id)),
        "balance": 0,
        "credit": 0,
        "company_code": "",
        "reseller_active": id == reseller and call.context.settings.customers.reseller_active_default,
        "change_date": call.now,
        **{member: new.get(member, "") for member in PLAIN},
    }
    if actor.is_admin:
        values.update(_administrators_members(new))
    merged = merge(
        call,
        Level.RESELLER if actor.administrator else actor.level,
        Subject(0 if id != reseller else id, reseller),
        (),
        new.get("properties", ()),
        path="account.properties",
        strictly=False,
    )
    try:
        store.insert_account(call.unit, values)
    except Duplicate as duplicate:
        raise _exists(duplicate) from None
    _store_properties(call, id, merged)
    call.created(_subject(id), {**values, "properties": _journaled(merged.changed)})
    row = tuple(values[name] for name in store.COLUMNS)
    return present(call, row, merged.changed)


def update_account(call: Call, given: Members) -> None:
    """Change the members given and keep the others (7.2); what the actor may not change is kept silently.

    Raises MissingInput (id), CustomerUnknown, CustomerExists (username taken), InvalidValue, CustomerInUse (a reseller with
    customers, or a customer with records, cannot change its reseller).
    """
    id = given.get("id")
    if not id:
        raise MissingInput("must not be empty", field="account.id")
    row = _known(store.lock(call.unit, call.actor, id))
    changes = _changes(call, given, row)
    reseller: int = changes["reseller"] if "reseller" in changes else row[PLACE["reseller"]]
    present_properties = store.properties_of(call.unit, id)
    merged = merge(
        call,
        call.actor.level,
        Subject(id, reseller),
        present_properties,
        given.get("properties", ()),
        path="account.properties",
        strictly=False,
    )
    try:
        store.update_account(call.unit, id, {**changes, "change_date": call.now})
    except Duplicate as duplicate:
        raise _exists(duplicate) from None
    _store_properties(call, id, merged)
    pointing = store.unpoint(call.unit, id) if "reseller" in changes else []
    old, new = _journaled_merge(present_properties, merged)
    call.changed(
        _subject(id),
        {**_columns(row), "impersonated_by": pointing, "properties": old},
        {**changes, "impersonated_by": [], "properties": new},
    )


def delete_account(call: Call, id: int) -> None:
    """Remove an entry to which nothing refers (7.4). Raises CustomerUnknown, CustomerInUse, NotAuthorized."""
    actor = call.actor
    row = _known(store.lock(call.unit, actor, id))
    if not actor.is_admin and not actor.administrator and is_own(actor, id):
        raise NotAuthorized("nobody deletes his own entry")
    used = call.context.in_use(call.unit, id)
    if children := store.count_children(call.unit, id):
        used["customers"] = children
    if used:
        listed = ", ".join(f"{count} {kind}" for kind, count in sorted(used.items()))
        raise CustomerInUse(f"customer {id} still has {listed}", used=sum(used.values()), holder=id)
    properties = store.properties_of(call.unit, id)
    pointing = store.unpoint(call.unit, id)
    try:
        store.delete_account(call.unit, id)
    except Referenced:
        raise CustomerInUse(f"customer {id} still has records", holder=id) from None
    call.removed(_subject(id), {**_columns(row), "impersonated_by": pointing, "properties": _journaled(properties)})


def get_account(call: Call, id: int) -> Row:
    """One entry in scope. Raises CustomerUnknown."""
    row = _known(store.get(call.unit, call.actor, id))
    return present(call, row, store.properties_of(call.unit, id))


def get_customers(call: Call, query: Members) -> Row:
    """Every entry in scope that matches, resellers included (1.5)."""
    query = _with_switch(query, restrict=None)
    page = store.find(call.unit, call.actor, query, call.context.settings.lists.maximum)
    return present_page(call, page)


def get_resellers(call: Call, query: Members) -> Row:
    """Resellers that match; a lookup by id finds plain customers too (4.3)."""
    by_id = bool((query.get("filter") or {}).get("customer"))
    query = _with_switch(query, restrict=not by_id)
    page = store.find(call.unit, call.actor, query, call.context.settings.lists.maximum)
    return present_page(call, page)


def set_properties(call: Call, customer: int, given: Sequence[Members]) -> None:
    """Store properties beside the others (7.3). Raises CustomerUnknown, NotAuthorized, InvalidValue."""
    row = _known(store.lock(call.unit, call.actor, customer))
    present_properties = store.properties_of(call.unit, customer)
    subject = Subject(customer, row[PLACE["reseller"]])
    merged = merge(call, call.actor.level, subject, present_properties, given, path="properties", strictly=True)
    if not merged:
        return
    _store_properties(call, customer, merged)
    old, new = _journaled_merge(present_properties, merged)
    call.changed(_subject(customer), {"properties": old}, {"properties": new})


def get_properties(call: Call, customer: int) -> list[Property]:
    """Every property of an entry in scope. Raises CustomerUnknown."""
    _known(store.get(call.unit, call.actor, customer))
    return store.properties_of(call.unit, customer)


def _known(row: Row | None) -> Row:
    if row is None:
        raise CustomerUnknown("there is no such customer")
    return row


def _number(call: Call, new: Members) -> int:
    """The id of a new entry: the one that an administrator chose, or the next (I1, I6)."""
    chosen = new.get("id", 0)
    if not chosen or not call.actor.may_choose_ids:
        return store.new_id(call.unit)
    if chosen > sequences.HIGHEST_CHOSEN:
        raise InvalidValue(f"must be at most {sequences.HIGHEST_CHOSEN} when chosen", field="account.id")
    store.claim_id(call.unit, chosen)
    return int(chosen)


def _reseller_of_new(call: Call, new: Members, id: int) -> int:
    """I2, I3, I4, I7."""
    if not call.actor.is_admin:
        return call.actor.reseller
    named: int = new.get("reseller", 0) or id
    if named != id:
        _require_reseller(call, named)
    return named


def _require_reseller(call: Call, id: int) -> None:
    if store.hold_reseller(call.unit, id) is None:
        raise InvalidValue("is not the id of a reseller", field="account.reseller")


def _impersonate(call: Call, wanted: int, id: int, reseller: int, kept: int) -> int:
    """An entry of the same reseller or 0; for others than administrators what is not possible is kept (7.1).

    The entry is held: who deletes or moves it at this moment finds this one pointing at it.
    """
    if wanted in (0, id) or store.reseller_of_held(call.unit, wanted) == reseller:
        return wanted
    if call.actor.is_admin:
        raise InvalidValue("is not an entry of the same reseller", field="account.impersonate")
    return kept


def _administrators_members(given: Members) -> dict[str, Any]:
    found = {name: given[name] for name in ADMINISTRATORS_ONLY if name in given}
    return {name: money_in(value) if name in ("balance", "credit") else value for name, value in found.items()}


def _changes(call: Call, given: Members, row: Row) -> dict[str, Any]:
    """The columns that the update changes, as the actor may (6.4)."""
    actor = call.actor
    wanted: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
    if actor.is_admin:
        wanted.update(_administrators_members(given))
        wanted.update(_new_reseller(call, given, row))
    if actor.level > Level.CUSTOMER and "username" in given:
        if not given["username"]:
            raise InvalidValue("must not be empty", field="account.username")
        wanted["username"] = given["username"]
    wanted.update(_new_impersonate(call, given, row, wanted))
    changes = {name: value for name, value in wanted.items() if value != row[PLACE[name]]}
    if given.get("password"):
        changes.update(_new_password(call, given["password"], row))
    return changes


def _new_impersonate(call: Call, given: Members, row: Row, wanted: Members) -> dict[str, Any]:
    actor: Actor = call.actor
    id, kept = row[PLACE["id"]], row[PLACE["impersonate"]]
    reseller = wanted.get("reseller", row[PLACE["reseller"]])
    if "reseller" in wanted and kept and given.get("impersonate", kept) == kept:
        return {"impersonate": 0}  # the entry named before belongs to the old reseller
    is_allowed = actor.is_admin or (actor.level is Level.RESELLER and not is_own(actor, id))
    if "impersonate" not in given or given["impersonate"] == kept or not is_allowed:
        return {}
    return {"impersonate": _impersonate(call, given["impersonate"], id, reseller, kept)}


def _new_reseller(call: Call, given: Members, row: Row) -> dict[str, Any]:
    """I5: a reseller of another id, only while nothing hangs on the entry."""
    id, present_reseller = row[PLACE["id"]], row[PLACE["reseller"]]
    named = given.get("reseller", 0)
    if named in (0, present_reseller):
        return {}
    if named != id:
        _require_reseller(call, named)
    if store.count_children(call.unit, id):
        raise CustomerInUse(f"reseller {id} still has customers and cannot change its reseller", holder=id)
    if used := call.context.in_use(call.unit, id):
        listed = ", ".join(f"{count} {kind}" for kind, count in sorted(used.items()))
        raise CustomerInUse(f"customer {id} still has {listed} and cannot change its reseller", holder=id)
    return {"reseller": named}


def _new_password(call: Call, password: str, row: Row) -> dict[str, Any]:
    place = PASSWORD.at(id=row[PLACE["id"]])
    sealed: bytes = row[PLACE["password"]]
    if call.context.keys.opens(sealed, place) and call.context.keys.open(sealed, place) == password:
        return {}
    return {"password": call.context.keys.seal(password, place)}


def _with_switch(query: Members, restrict: bool | None) -> Members:
    """The query with ``only_resellers`` decided; None takes it as sent, "0" being false (4.3)."""
    given = query.get("filter") or {}
    if restrict is None:
        restrict = given.get("only_resellers", "") not in ("", "0")
    return {**query, "filter": {**given, "only_resellers": "1" if restrict else ""}}


def _store_properties(call: Call, id: int, merged: Merge) -> None:
    store.store_properties(call.unit, id, merged.changed, merged.removed)
    follow_credits(call, id, merged)


def _subject(id: int) -> str:
    return f"customer {id}"


def _columns(row: Row) -> dict[str, Any]:
    """A stored entry by column; SQLite's truth values are numbers."""
    return {**dict(zip(store.COLUMNS, row, strict=True)), "reseller_active": bool(row[PLACE["reseller_active"]])}


def _journaled(properties: Iterable[Property]) -> dict[str, list[str]]:
    return {name: [value, category, permission] for name, category, value, permission in properties}


def _journaled_merge(present_properties: Iterable[Property], merged: Merge) -> tuple[Members, Members]:
    """The properties that a merge touches, as they were and as they are; None is one that is not there."""
    old, new = _journaled(present_properties), _journaled(merged.changed)
    touched = [*new, *merged.removed]
    return {name: old.get(name) for name in touched}, {name: new.get(name) for name in touched}


def _exists(duplicate: Duplicate) -> CustomerExists:
    return CustomerExists("the username is taken" if "username" in duplicate.key else "the id is taken")


def property_values(call: Call, ids: Iterable[int], name: str) -> dict[int, str]:
    """The values of a property of any entries, for the rules of other ports; entries without it are left out."""
    return store.property_values(call.unit, list(dict.fromkeys(ids)), name)
