# SPDX-License-Identifier: Apache-2.0
"""The rules of SIP domains (sip.md 5.1): whose they are, and what moves with them."""

from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.auth import probes
from ngnprov.calls import keeping
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import Tenancy, tenancy_after_update, tenancy_for_creation
from ngnprov.ports.sip import names
from ngnprov.ports.sip.domains import store
from ngnprov.ports.sip.domains.store import Domain
from ngnprov.ports.sip.domains.tables import PRIVATE_KEY
from ngnprov.ports.sip.domains.wire import (
    SipDomainAnswer,
    SipDomainFields,
    SipDomainMember,
    SipDomainPageAnswer,
    SipDomainQueryFields,
)
from ngnprov.ports.sip.errors import DomainExists, DomainInUse, DomainUnknown
from ngnprov.zonefiles import hostnames

PLAIN: tuple[SipDomainMember, ...] = (
    *("certificate", "match_ip_address", "match_sip_domain"),
    *("verify_cert", "require_cert"),
)
"""Members without rules of their own."""

_has_extensions = partial(
    DomainInUse, "the domain has extensions, which stay with their customer", field="domain.customer"
)

DOMAINS = Resource(
    store.DOMAINS,
    subject=lambda domain: f"SIP domain {domain.domain}",
    unknown=partial(DomainUnknown, "there is no such SIP domain"),
    exists=partial(DomainExists, "the domain exists"),
    in_use=partial(DomainInUse, "the domain still has accounts or aliases"),
    reversal=Reversal(
        *("sip", "addDomain", "updateDomain", "deleteDomain", "domain"),
        shown=lambda call, domain: _answer(call, domain),  # noqa: PLW0108  it stands below
        key=("domain",),
    ),
)


def add_domain(call: Call, new: SipDomainFields) -> SipDomainAnswer:
    """Create a domain of the customer named, else of the caller's (5.1).

    Raises MissingInput, InvalidValue (domain, customer, reseller), DomainExists, NotAuthorized (inactive reseller),
    TooManyLogins (of names that others have).
    """
    name = names.domain(required(new.get("domain"), "domain.domain"), "domain.domain")
    owner = tenancy_for_creation(call, new, "domain")
    DOMAINS.require_none(call, name, field="domain.domain")  # before any right: importing clients update it then
    is_bounded = not call.actor.is_admin
    if is_bounded:
        probes.require_few(call.unit, call.actor.login)
    entitlements.claim(call, owner.customer, owner.reseller, {})
    domain = Domain(
        domain=name,
        customer=owner.customer,
        reseller=owner.reseller,
        certificate=new.get("certificate", ""),
        private_key=PRIVATE_KEY.seal(call.context.keys, new.get("private_key", ""), domain=name),
        match_ip_address=new.get("match_ip_address", ""),
        match_sip_domain=new.get("match_sip_domain", ""),
        verify_cert=new.get("verify_cert", False),
        require_cert=new.get("require_cert", False),
        change_date=call.now,
    )
    return _answer(call, DOMAINS.create(call, domain, field="domain.domain", of_others=is_bounded))


def update_domain(call: Call, given: SipDomainFields) -> bool:
    """Change the members given; another customer takes the domain with all accounts and aliases below it (5.1).

    Raises MissingInput, DomainUnknown, InvalidValue, CustomerLimit or ResellerLimit of the new customer, DomainInUse (it has
    extensions).
    """
    domain = lock_domain(call, required(given.get("domain"), "domain.domain"), "domain.domain")
    wanted: dict[str, Any] = {name: given[name] for name in PLAIN if name in given}
    if "private_key" in given and given["private_key"] != _private_key(call, domain):
        wanted["private_key"] = PRIVATE_KEY.seal(call.context.keys, given["private_key"], domain=domain.domain)
    owner = tenancy_after_update(call, given, owner_of(domain), "domain")
    if owner is not None:
        keeping.require_free(call, store.DOMAINS, domain, _has_extensions)
        # what the accounts and aliases below consume becomes the new customer's
        entitlements.transfer(call, owner_of(domain), owner, store.credits_below(call.unit, domain.domain))
        wanted |= {"customer": owner.customer, "reseller": owner.reseller}
    DOMAINS.update(call, domain, wanted)
    return True


def delete_domain(call: Call, name: str) -> bool:
    """Remove a domain without accounts and aliases. Raises DomainUnknown, DomainInUse."""
    DOMAINS.remove(call, lock_domain(call, name, "domain"))
    return True


def get_domains(call: Call, query: SipDomainQueryFields) -> SipDomainPageAnswer:
    """Domains in scope that match (sip.md 3)."""
    return DOMAINS.find(call, query, partial(_answer, call))


def lock_domain(call: Call, name: str, field: str) -> Domain:
    """A domain in scope, held until the unit ends. Raises DomainUnknown on ``field``."""
    return DOMAINS.lock(call, hostnames.lower(name), field=field)


def owner_of(domain: Domain) -> Tenancy:
    """To whom a domain belongs, and what is below it."""
    return Tenancy(domain.customer, domain.reseller)


def _private_key(call: Call, domain: Domain) -> str:
    return PRIVATE_KEY.open(call.context.keys, domain.private_key, domain=domain.domain)


def _answer(call: Call, domain: Domain) -> SipDomainAnswer:
    return SipDomainAnswer(
        domain=domain.domain,
        customer=domain.customer,
        reseller=domain.reseller,
        certificate=domain.certificate,
        private_key=_private_key(call, domain),
        match_ip_address=domain.match_ip_address,
        match_sip_domain=domain.match_sip_domain,
        verify_cert=domain.verify_cert,
        require_cert=domain.require_cert,
        change_date=clock.to_seconds(domain.change_date),
    )
