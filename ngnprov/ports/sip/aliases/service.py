# SPDX-License-Identifier: Apache-2.0
"""The rules of SIP aliases (sip.md 5.8)."""

from collections.abc import Mapping
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate
from ngnprov.db.unit import Row
from ngnprov.ports.customer import entitlements, owners
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts import store as accounts
from ngnprov.ports.sip.aliases import chains, store
from ngnprov.ports.sip.aliases.store import ALIASES, Alias
from ngnprov.ports.sip.domains import service as domains
from ngnprov.ports.sip.domains.store import DOMAINS
from ngnprov.ports.sip.errors import AliasExists, AliasUnknown

CREDIT = {"sip_alias_credit": 1}

Members = Mapping[str, Any]


def add_alias(call: Call, new: Members) -> Row:
    """Create an alias in a domain of the caller's scope; it consumes ``sip_alias_credit`` of the domain's customer.

    The target need not exist and may be foreign; one without a domain is in the alias' own. It may be an alias that does not
    lead back (``chains``). Raises MissingInput, InvalidValue, DomainUnknown, AliasExists (also for an account of this
    address), CustomerUnknown (owner), CustomerLimit, ResellerLimit, NotAuthorized (inactive reseller).
    """
    username, place = names.address(new.get("id", {}), "alias.id")
    held = domains.hold_domain(call, place, "alias.id.domain")
    owner = domains.owner_of(held)
    target_username, target_domain = target = _target(new, place)
    if store.is_taken(call.unit, username, place) or accounts.is_taken(call.unit, username, place):
        raise _taken()
    chains.refuse_loop(call, (username, place), target)
    if new.get("owner"):
        owners.hold_owner(call, new["owner"], "alias.owner")
    entitlements.claim(call, owner.customer, owner.reseller, CREDIT)
    values = {
        "username": username,
        "domain": place,
        "target_username": target_username,
        "target_domain": target_domain,
        "owner": new.get("owner", 0),
        "customer": owner.customer,
        "reseller": owner.reseller,
        "change_date": call.now,
    }
    try:
        id = ALIASES.insert(call.unit, values)
    except Duplicate:
        raise _taken() from None
    stored = Alias(id=id, **values)
    call.created(_subject(stored), stored._asdict())
    return _present(stored)


def update_alias(call: Call, given: Members) -> bool:
    """Lead the alias to another target, or give it another owner; what is absent stays.

    Raises MissingInput, InvalidValue, AliasUnknown, CustomerUnknown (owner).
    """
    alias = _hold(call, given.get("id", {}), "alias.id")
    changes: dict[str, Any] = {}
    if given.get("target"):
        changes["target_username"], changes["target_domain"] = target = _target(given, alias.domain)
        if target != (alias.target_username, alias.target_domain):
            chains.refuse_loop(call, (alias.username, alias.domain), target)
    if "owner" in given and given["owner"] != alias.owner:
        if given["owner"]:
            owners.hold_owner(call, given["owner"], "alias.owner")
        changes["owner"] = given["owner"]
    present = alias._asdict()
    changes = {name: value for name, value in changes.items() if value != present[name]}
    if changes:
        ALIASES.update(call.unit, alias.id, {**changes, "change_date": call.now})
        call.changed(_subject(alias), present, changes)
    return True


def delete_alias(call: Call, id: Members) -> bool:
    """Remove an alias and give its credit back. Raises MissingInput, AliasUnknown."""
    _, domain = names.parts(id, "id")
    if DOMAINS.lock(call.unit, call.actor, domain) is None:  # before the alias, as whoever moves the domain
        raise _unknown("id")
    alias = _hold(call, id, "id")
    ALIASES.delete(call.unit, alias.id)
    entitlements.release(call, alias.customer, alias.reseller, CREDIT)
    call.removed(_subject(alias), alias._asdict())
    return True


def get_alias(call: Call, id: Members) -> Row:
    """One alias in scope. Raises MissingInput, AliasUnknown."""
    alias = ALIASES.get(call.unit, call.actor, *names.parts(id, "id"))
    if alias is None:
        raise _unknown("id")
    return _present(alias)


def get_aliases(call: Call, query: Members) -> Row:
    """Aliases in scope that match (sip.md 3)."""
    page = ALIASES.find(call.unit, call.actor, query, call.context.settings.lists.maximum)
    return page.answer(lambda rows: [_present(Alias._make(row)) for row in rows])


def _hold(call: Call, id: Members, field: str) -> Alias:
    alias = ALIASES.lock(call.unit, call.actor, *names.parts(id, field))
    if alias is None:
        raise _unknown(field)
    return alias


def _unknown(field: str) -> AliasUnknown:
    return AliasUnknown("there is no such SIP alias", field=field)


def _taken() -> AliasExists:
    return AliasExists("the address is taken", field="alias.id")


def _target(given: Members, domain: str) -> tuple[str, str]:
    """User name and domain or address of a target; it may lie anywhere."""
    target = given.get("target") or {}
    username, place = names.parts({**target, "domain": target.get("domain") or domain}, "alias.target")
    return names.username(username, "alias.target.username"), names.host(place, "alias.target.domain")


def _present(alias: Alias) -> Row:
    return (
        (alias.username, alias.domain),
        (alias.target_username, alias.target_domain),
        alias.owner,
        alias.customer,
        alias.reseller,
        alias.change_date[: clock.LENGTH_OF_SECONDS],
    )


def _subject(alias: Alias) -> str:
    return f"SIP alias {alias.address}"
