# SPDX-License-Identifier: Apache-2.0
"""What an update changes of a stored entry, as the caller may (customer.md 6.4, 7.2)."""

from collections.abc import Mapping
from typing import Any

from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.db.columns import money_in
from ngnprov.errors import CustomerInUse, InvalidValue
from ngnprov.ports.customer import store
from ngnprov.ports.customer.properties.merging import is_self
from ngnprov.ports.customer.store import Account
from ngnprov.ports.customer.tables import PASSWORD
from ngnprov.ports.customer.wire import CustomerAccountFields, CustomerAccountMember

ADMINISTRATORS_ONLY: tuple[CustomerAccountMember, ...] = ("balance", "credit", "company_code", "reseller_active")
"""Members that nobody else may set (customer.md 6.4); besides them ``reseller`` and ``id``."""

PLAIN: tuple[CustomerAccountMember, ...] = (
    *("first_name", "last_name", "organization", "vat_number", "email", "web", "tel", "fax", "mobile", "sip"),
    *("enum", "address", "postcode", "city", "state", "country", "timezone", "language", "bank_account"),
    *("billing_address", "billing_email"),
)
"""Members without rules of their own."""


def changes_of(call: Call, account: Account, given: CustomerAccountFields, *, moves: bool = False) -> dict[str, Any]:
    """The columns that the update changes; with ``moves`` all that hangs on an entry follows it to another reseller.

    Raises InvalidValue, CustomerInUse (I5).
    """
    actor = call.actor
    wanted: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
    if actor.is_admin:
        wanted.update(administrators_members(given))
        wanted.update(_new_reseller(call, given, account, moves=moves))
    if actor.level > Level.CUSTOMER and "username" in given:
        if not given["username"]:
            raise InvalidValue("must not be empty", field="account.username")
        wanted["username"] = given["username"]
    wanted.update(_new_impersonate(call, given, account, wanted))
    present = account._asdict()
    changes = {name: value for name, value in wanted.items() if value != present[name]}
    if given.get("password"):
        changes.update(_new_password(call, given["password"], account))
    return changes


def administrators_members(given: CustomerAccountFields) -> dict[str, Any]:
    """Those of :data:`ADMINISTRATORS_ONLY` that are given, as they are stored."""
    found: dict[str, Any] = {name: given[name] for name in ADMINISTRATORS_ONLY if name in given}
    return {name: money_in(value) if name in ("balance", "credit") else value for name, value in found.items()}


def require_reseller(call: Call, id: int) -> None:
    """Raise InvalidValue unless a reseller has this id; it is then held until the unit ends."""
    if store.lock_reseller(call.unit, id) is None:
        raise InvalidValue("is not the id of a reseller", field="account.reseller")


def impersonate(call: Call, wanted: int, id: int, reseller: int, kept: int) -> int:
    """An entry of the same reseller or 0; for others than administrators what is not possible is kept (7.1).

    The entry is held: who deletes or moves it at this moment finds this one pointing at it. Raises InvalidValue.
    """
    if wanted in (0, id) or store.lock_reseller_of(call.unit, wanted) == reseller:
        return wanted
    if call.actor.is_admin:
        raise InvalidValue("is not an entry of the same reseller", field="account.impersonate")
    return kept


def _new_impersonate(
    call: Call, given: CustomerAccountFields, account: Account, wanted: Mapping[str, Any]
) -> dict[str, Any]:
    actor, kept = call.actor, account.impersonate
    if "reseller" in wanted and kept and given.get("impersonate", kept) == kept:
        return {"impersonate": 0}  # the entry named before belongs to the old reseller
    is_allowed = actor.is_admin or (actor.level is Level.RESELLER and not is_self(actor, account.id))
    if "impersonate" not in given or given["impersonate"] == kept or not is_allowed:
        return {}
    reseller = wanted.get("reseller", account.reseller)
    return {"impersonate": impersonate(call, given["impersonate"], account.id, reseller, kept)}


def _new_reseller(call: Call, given: CustomerAccountFields, account: Account, *, moves: bool) -> dict[str, Any]:
    """I5: a reseller of another id, only while nothing hangs on the entry that does not follow it."""
    id, named = account.id, given.get("reseller", 0)
    if named in (0, account.reseller):
        return {}
    if named != id:
        require_reseller(call, named)
    if store.count_children(call.unit, id):
        raise CustomerInUse(f"reseller {id} still has customers and cannot change its reseller", holder=id)
    if not moves and (used := call.context.in_use(call.unit, id)):
        listed = ", ".join(f"{count} {kind}" for kind, count in sorted(used.items()))
        raise CustomerInUse(f"customer {id} still has {listed} and cannot change its reseller", holder=id)
    return {"reseller": named}


def _new_password(call: Call, password: str, account: Account) -> dict[str, Any]:
    keys, place = call.context.keys, PASSWORD.at(id=account.id)
    if keys.opens(account.password, place) and keys.open(account.password, place) == password:
        return {}
    return {"password": keys.seal(password, place)}
