# SPDX-License-Identifier: Apache-2.0
"""The rules of SIP domains (sip.md 5.1): whose they are, and what moves with them."""

from collections.abc import Mapping
from typing import Any

from ngnprov import clock
from ngnprov.auth import probes
from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate, Referenced
from ngnprov.db.unit import Row
from ngnprov.errors import MissingInput
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.owners import Owner, new_owner, owner_of_new
from ngnprov.ports.sip import names
from ngnprov.ports.sip.domains import store
from ngnprov.ports.sip.domains.store import DOMAINS, Domain
from ngnprov.ports.sip.domains.tables import PRIVATE_KEY
from ngnprov.ports.sip.errors import DomainExists, DomainInUse, DomainUnknown
from ngnprov.zonefiles import hostnames

TEXTS = ("certificate", "match_ip_address", "match_sip_domain")
FLAGS = ("verify_cert", "require_cert")

Members = Mapping[str, Any]


def add_domain(call: Call, new: Members) -> Row:
    """Create a domain of the customer named, else of the caller's (5.1).

    Raises MissingInput, InvalidValue (domain, customer, reseller), DomainExists, NotAuthorized (inactive reseller),
    TooManyLogins (of names that others have).
    """
    if not new.get("domain"):
        raise MissingInput("must not be empty", field="domain.domain")
    domain = names.domain(new["domain"], "domain.domain")
    owner = owner_of_new(call, new, "domain")
    if DOMAINS.lock(call.unit, call.actor, domain) is not None:  # before any right: importing clients update it then
        raise _exists()
    is_bounded = not call.actor.is_admin
    if is_bounded:
        probes.require_few(call.unit, call.actor.login)
    entitlements.claim(call, owner.customer, owner.reseller, {})
    values: dict[str, Any] = {
        "domain": domain,
        "customer": owner.customer,
        "reseller": owner.reseller,
        "private_key": _seal(call, domain, new.get("private_key", "")),
        "change_date": call.now,
        **{name: new.get(name, "") for name in TEXTS},
        **{name: new.get(name, False) for name in FLAGS},
    }
    try:
        DOMAINS.insert(call.unit, values)
    except Duplicate:
        raise _exists(of_others=is_bounded) from None
    call.created(_subject(domain), values)
    return _present(call, Domain(**values))


def update_domain(call: Call, given: Members) -> bool:
    """Change the members given; another customer takes the domain with all accounts and aliases below it (5.1).

    Raises MissingInput, DomainUnknown, InvalidValue, CustomerLimit or ResellerLimit of the new customer.
    """
    if not given.get("domain"):
        raise MissingInput("must not be empty", field="domain.domain")
    held = hold_domain(call, given["domain"], "domain.domain")
    domain, present = held.domain, held._asdict()
    changes = {name: given[name] for name in (*TEXTS, *FLAGS) if name in given and given[name] != present[name]}
    if "private_key" in given and given["private_key"] != _open(call, domain, held.private_key):
        changes["private_key"] = _seal(call, domain, given["private_key"])
    owner = new_owner(call, given, owner_of(held), "domain")
    if owner is not None:
        _move_credits(call, domain, owner_of(held), owner)
        changes |= {"customer": owner.customer, "reseller": owner.reseller}
    if changes:
        DOMAINS.update(call.unit, domain, {**changes, "change_date": call.now})
        call.changed(_subject(domain), present, changes)
    return True


def delete_domain(call: Call, name: str) -> bool:
    """Remove a domain without accounts and aliases. Raises DomainUnknown, DomainInUse."""
    held = hold_domain(call, name, "domain")
    try:
        DOMAINS.delete(call.unit, held.domain)
    except Referenced:
        raise DomainInUse("the domain still has accounts or aliases") from None
    call.removed(_subject(held.domain), held._asdict())
    return True


def get_domains(call: Call, query: Members) -> Row:
    """Domains in scope that match (sip.md 3)."""
    page = DOMAINS.find(call.unit, call.actor, query, call.context.settings.lists.maximum)
    return page.answer(lambda rows: [_present(call, row) for row in rows])


def hold_domain(call: Call, name: str, field: str) -> Domain:
    """A domain in scope, held until the unit ends. Raises DomainUnknown on ``field``."""
    domain = DOMAINS.lock(call.unit, call.actor, hostnames.lower(name))
    if domain is None:
        raise DomainUnknown("there is no such SIP domain", field=field)
    return domain


def owner_of(domain: Domain) -> Owner:
    """To whom a domain belongs, and what is below it."""
    return Owner(domain.customer, domain.reseller)


def _move_credits(call: Call, domain: str, old: Owner, new: Owner) -> None:
    """What the accounts and aliases of a domain consume becomes the new customer's (features 003-25)."""
    entitlements.transfer(call, old, new, store.credits_below(call.unit, domain))


def _present(call: Call, row: Row) -> Row:
    domain, customer, reseller, certificate, sealed, address, host, verify, require, changed = row
    key, changed = _open(call, domain, sealed), changed[: clock.LENGTH_OF_SECONDS]
    return domain, customer, reseller, certificate, key, address, host, verify, require, changed


def _exists(*, of_others: bool = False) -> DomainExists:
    return DomainExists("the domain exists", field="domain.domain", of_others=of_others)


def _seal(call: Call, domain: str, key: str) -> bytes:
    return call.context.keys.seal(key, PRIVATE_KEY.at(domain=domain)) if key else b""


def _open(call: Call, domain: str, sealed: bytes) -> str:
    return call.context.keys.open(sealed, PRIVATE_KEY.at(domain=domain)) if sealed else ""


def _subject(domain: str) -> str:
    return f"SIP domain {domain}"
