# SPDX-License-Identifier: Apache-2.0
"""The rules of entries (customer.md 6 and 7), one function for each operation, and what other ports ask of them.

All checks come before the first write; the unit of work makes the rest undone.
"""

from collections.abc import Iterable
from typing import Any

from ngnprov.auth import passwords
from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.keeping import WENT_ALONG, steps_of_kept
from ngnprov.calls.keeping import told as told_of_kept
from ngnprov.calls.undo import Step
from ngnprov.db.columns import fold
from ngnprov.db.failures import Duplicate, Referenced
from ngnprov.db.ledgers import counters, sequences
from ngnprov.db.unit import Unit
from ngnprov.errors import CustomerExists, CustomerInUse, InvalidValue, NotAuthorized
from ngnprov.ports.customer import entitlements, remaking, store
from ngnprov.ports.customer.changes import PLAIN, administrators_members, changes_of, impersonate, require_reseller
from ngnprov.ports.customer.lookup import ACCOUNTS
from ngnprov.ports.customer.presentation import answer, answer_all
from ngnprov.ports.customer.properties import secrets
from ngnprov.ports.customer.properties import service as properties
from ngnprov.ports.customer.properties.merging import PropertyOwner, is_self, merge
from ngnprov.ports.customer.properties.store import of_account, values_of
from ngnprov.ports.customer.store import Account
from ngnprov.ports.customer.tables import PASSWORD
from ngnprov.ports.customer.wire import (
    CustomerAccountAnswer,
    CustomerAccountFields,
    CustomerQueryFields,
    CustomerQueryResultAnswer,
)
from ngnprov.sealing.keys import Keys


def add_account(call: Call, new: CustomerAccountFields) -> CustomerAccountAnswer:
    """Create a customer, as :func:`make_account` does; what the operation answers."""
    return make_account(call, new)[1]


def make_account(call: Call, new: CustomerAccountFields) -> tuple[Account, CustomerAccountAnswer]:
    """Create a customer; without a reseller named by an administrator, a reseller (I1-I7, 7.1). As stored, and as answered.

    An administrator behind an entry creates as its reseller would, be the reseller active or not (6.3).
    Raises MissingInput (username, password), InvalidValue (reseller, impersonate), CustomerExists (username or id taken),
    NotAuthorized (plain customers; inactive resellers; a user who gives a password or impersonate).
    """
    actor = call.actor
    username = required(new.get("username"), "account.username")
    password = _password(call, new)
    if actor.impersonated_by_admin:
        entitlements.require_reseller(call.unit, actor.reseller)
    elif not actor.is_admin:
        entitlements.require_active(call.unit, actor.reseller)
    _require_unknown(call, username)
    id = _number(call, new)
    reseller = _reseller_of_new(call, new, id)
    if reseller != id:
        call.require_open(reseller, "account.reseller")
    plain: dict[str, Any] = {member: new.get(member, "") for member in PLAIN}
    account = Account(
        id=id,
        reseller=reseller,
        impersonate=impersonate(call, new.get("impersonate", 0), id, reseller, 0),
        username=username,
        password=PASSWORD.seal(call.context.keys, password, id=id),
        balance=0,
        credit=0,
        company_code="",
        reseller_active=id == reseller and call.context.settings.customers.reseller_active_default,
        change_date=call.now,
        **plain,
    )
    if actor.is_admin:
        account = account._replace(**administrators_members(new))
    merged = merge(
        call,
        Level.RESELLER if actor.impersonated_by_admin else actor.level,
        PropertyOwner(0 if id != reseller else id, reseller),
        (),
        new.get("properties", ()),
        path="account.properties",
        strictly=False,
    )
    values = account._asdict()
    try:
        store.ACCOUNTS.insert(call.unit, {**values, "barred": False})
    except Duplicate as duplicate:
        raise _exists(duplicate) from None
    call.made(store.ACCOUNTS, id)
    properties.add(call, id, merged)
    told = {**values, "properties": properties.journal_values(merged.changed)}
    call.created(account.subject, told, undo_by=[Step("customer", "deleteAccount", {"id": id})])
    call.context.accompany(call, id, reseller)
    return account, answer(call, account, merged.changed)


def _password(call: Call, new: CustomerAccountFields) -> str:
    """The password of a new customer. A user gives none, and gets no other way round his roles either (tenant.md R2): nobody
    knows the one that is made then, until the reseller sets another."""
    if not call.actor.user:
        return required(new.get("password"), "account.password")
    for member in ("password", "impersonate"):
        if new.get(member):
            raise NotAuthorized(
                "is set by the login of the reseller alone, not by its users", field=f"account.{member}"
            )
    return passwords.generate_password()


def update_account(call: Call, given: CustomerAccountFields, *, moves: bool = False) -> None:
    """Change the members given and keep the others (7.2); what the actor may not change is kept silently. With ``moves`` all
    that an entry has follows it to another reseller.

    Raises MissingInput (id), CustomerUnknown, CustomerExists (username taken), InvalidValue, CustomerInUse (a reseller with
    customers, or a customer with records or with what its reseller has, cannot change its reseller).
    """
    id = required(given.get("id"), "account.id")
    account = ACCOUNTS.lock(call, id)
    call.require_open(id, "account.id")
    changes = changes_of(call, account, given, moves=moves)
    if fold(changes.get("username", "")) not in ("", fold(account.username)):
        _require_unknown(call, changes["username"])
    present = of_account(call.unit, call.context.keys, id)
    merged = merge(
        call,
        call.actor.level,
        PropertyOwner(id, changes.get("reseller", account.reseller)),
        present,
        given.get("properties", ()),
        path="account.properties",
        strictly=False,
    )
    try:
        store.ACCOUNTS.update(call.unit, id, {**changes, "change_date": call.now})
    except (Duplicate, Referenced) as failure:
        if isinstance(failure, Duplicate) and "username" in failure.key:
            raise _exists(failure) from None
        raise CustomerInUse(
            f"customer {id} has what is its reseller's, or a name that another one has there, and cannot change its reseller",
            holder=id,
        ) from None
    properties.change(call, id, merged)
    pointing = store.clear_impersonation(call.unit, id) if "reseller" in changes else []
    old, new = properties.journal_merge(present, merged)
    call.changed(
        account.subject,
        {**account._asdict(), "impersonated_by": pointing, "properties": old},
        {**changes, "impersonated_by": [], "properties": new},
        undo_by=lambda: remaking.steps_back(call, account, account._replace(**changes), present, merged, pointing),
    )


def delete_account(call: Call, id: int) -> None:
    """Remove an entry to which nothing refers (7.4). Raises CustomerUnknown, CustomerInUse, NotAuthorized."""
    actor = call.actor
    account = ACCOUNTS.lock(call, id)
    if not actor.is_admin and not actor.impersonated_by_admin and is_self(actor, id):
        raise NotAuthorized("nobody deletes his own entry")
    used = call.context.in_use(call.unit, id)
    if children := store.count_children(call.unit, id):
        used["customers"] = children
    if used:
        listed = ", ".join(f"{count} {kind}" for kind, count in sorted(used.items()))
        raise CustomerInUse(f"customer {id} still has {listed}", used=sum(used.values()), holder=id)
    owned = of_account(call.unit, call.context.keys, id)
    gone = properties.journal_values(owned)
    pointing = store.clear_impersonation(call.unit, id)
    kept = steps_of_kept(call, store.ACCOUNTS, account)
    counters.forget(call.unit, id)
    try:
        store.ACCOUNTS.delete(call.unit, id)
    except Referenced:
        raise CustomerInUse(f"customer {id} still has records", holder=id) from None
    told: dict[str, Any] = {**account._asdict(), "impersonated_by": pointing, "properties": gone}
    if kept:
        told[WENT_ALONG] = told_of_kept(kept)
    call.removed(
        account.subject,
        told,
        undo_by=() if kept is None else lambda: [*remaking.steps_of_entry(call, account, owned, pointing), *kept],
    )


def get_account(call: Call, id: int) -> CustomerAccountAnswer:
    """One entry in scope. Raises CustomerUnknown."""
    account = ACCOUNTS.get(call, id)
    return answer(call, account, of_account(call.unit, call.context.keys, id))


def get_customers(call: Call, query: CustomerQueryFields) -> CustomerQueryResultAnswer:
    """Every entry in scope that matches, resellers included (1.5)."""
    switch = (query.get("filter") or {}).get("only_resellers", "")
    return _find(call, query, only_resellers=switch not in ("", "0"))  # as PHP reads it (4.3)


def get_resellers(call: Call, query: CustomerQueryFields) -> CustomerQueryResultAnswer:
    """Resellers that match; a lookup by id finds plain customers too (4.3)."""
    return _find(call, query, only_resellers=not (query.get("filter") or {}).get("customer"))


def bar(call: Call, id: int, *, is_barred: bool) -> None:
    """Refuse the logins of an entry that is held, and of all its customers if it is a reseller, or let them in again."""
    store.bar(call.unit, id, is_barred=is_barred)


def count_children(unit: Unit, id: int) -> int:
    """How many customers an entry has, as a reseller."""
    return store.count_children(unit, id)


def property_values(call: Call, ids: Iterable[int], name: str) -> dict[int, str]:
    """The values of a property of any entries, for the rules of other ports; entries without it are left out.

    Of one that is no secret.
    """
    return values_of(call.unit, ids, name)


def auth_token(keys: Keys, unit: Unit, id: int) -> str:
    """The token by which an entry is known at doors that are no SOAP (3.3), "" for none. Raises InternalFailure."""
    return secrets.auth_token(unit, keys, id)


def _find(call: Call, query: CustomerQueryFields, *, only_resellers: bool) -> CustomerQueryResultAnswer:
    given = query.get("filter") or {}
    query = {**query, "filter": {**given, "only_resellers": "1" if only_resellers else ""}}
    return ACCOUNTS.find_together(call, query, lambda found: answer_all(call, found))


def _number(call: Call, new: CustomerAccountFields) -> int:
    """The id of a new entry: the one that an administrator chose, or the next (I1, I6)."""
    chosen = new.get("id", 0)
    if not chosen or not call.actor.may_choose_ids:
        return store.new_id(call.unit)
    if chosen > sequences.HIGHEST_CHOSEN:
        raise InvalidValue(f"must be at most {sequences.HIGHEST_CHOSEN} when chosen", field="account.id")
    store.claim_id(call.unit, chosen)
    return chosen


def _reseller_of_new(call: Call, new: CustomerAccountFields, id: int) -> int:
    """I2, I3, I4, I7."""
    if not call.actor.is_admin:
        return call.actor.reseller
    named = new.get("reseller", 0) or id
    if named != id:
        require_reseller(call, named)
    return named


def _require_unknown(call: Call, username: str) -> None:
    """Raise CustomerExists when somebody else than a customer logs in under the name: he could not any more."""
    if call.context.knows_login(call.unit, fold(username)):
        raise CustomerExists("the username is taken")


def _exists(duplicate: Duplicate) -> CustomerExists:
    return CustomerExists("the username is taken" if "username" in duplicate.key else "the id is taken")
