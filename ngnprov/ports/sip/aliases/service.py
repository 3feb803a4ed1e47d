# SPDX-License-Identifier: Apache-2.0
"""The rules of SIP aliases (sip.md 5.8)."""

from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls import keeping
from ngnprov.calls.call import Call
from ngnprov.calls.once import Once
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.ports.customer import entitlements, tenancy
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts import store as accounts
from ngnprov.ports.sip.aliases import chains, store
from ngnprov.ports.sip.aliases.store import Address, Alias
from ngnprov.ports.sip.aliases.wire import AliasQueryFields, SipAliasAnswer, SipAliasFields, SipAliasPageAnswer
from ngnprov.ports.sip.domains import service as domains
from ngnprov.ports.sip.domains.store import DOMAINS
from ngnprov.ports.sip.errors import AliasExists, AliasInUse, AliasUnknown
from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields

CREDIT = "sip_alias_credit"

_unknown = partial(AliasUnknown, "there is no such SIP alias")
_taken = partial(AliasExists, "the address is taken")
_in_use = partial(AliasInUse, "the alias is that of an extension, and is kept by PbxPort")
REVERSAL: Reversal[Alias] = Reversal(
    *("sip", "addAlias", "updateAlias", "deleteAlias", "alias"),
    shown=lambda _, alias: _answer(alias),
    named_by=lambda alias: {"id": {"username": alias.username, "domain": alias.domain}},
)
ALIASES = Resource(
    store.ALIASES,
    subject=lambda alias: f"SIP alias {alias.address}",
    unknown=_unknown,
    exists=_taken,
    in_use=_in_use,
    reversal=REVERSAL,
)


def add_alias(call: Call, new: SipAliasFields) -> SipAliasAnswer:
    """Create an alias; raises as :meth:`NewAliases.make`."""
    return _answer(NewAliases(call).make(new))


class NewAliases:
    """The aliases that one call makes: domains and owners that several have are looked up, and held, once."""

    def __init__(self, call: Call, once: Once | None = None) -> None:
        self._call = call
        self._once = once or Once(call)

    def make(self, new: SipAliasFields, *, counts: bool = True) -> Alias:
        """Make an alias in a domain of the caller's scope. It consumes ``sip_alias_credit`` of the domain's customer,
        unless it stands for one that goes or the caller has claimed it: ``counts`` is false then.

        The target need not exist and may be foreign; one without a domain is in the alias' own. It may be an alias that does
        not lead back (``chains``). Raises MissingInput, InvalidValue, DomainUnknown, AliasExists (also for an account of this
        address), CustomerUnknown (owner), CustomerLimit, ResellerLimit, NotAuthorized (inactive reseller).
        """
        call = self._call
        username, place = names.address(new.get("id", {}), "alias.id")
        domain = self._once(domains.lock_domain, place, "alias.id.domain")
        target_username, target_domain = target = _target(new, place)
        if store.is_taken(call.unit, username, place) or accounts.is_taken(call.unit, username, place):
            raise _taken(field="alias.id")
        chains.refuse_loop(call, (username, place), target, is_new=True)
        owner = tenancy.lock_owner_of_new(self._once, new.get("owner"), "alias.owner")
        if counts:
            entitlements.claim(call, domain.customer, domain.reseller, {CREDIT: 1})
        alias = Alias(
            id=0,
            username=username,
            domain=place,
            target_username=target_username,
            target_domain=target_domain,
            owner=owner,
            customer=domain.customer,
            reseller=domain.reseller,
            change_date=call.now,
        )
        return ALIASES.create(call, alias, field="alias.id")


def update_alias(call: Call, given: SipAliasFields) -> bool:
    """Lead the alias to another target, or give it another owner; what is absent stays.

    Raises MissingInput, InvalidValue, AliasUnknown, CustomerUnknown (owner), AliasInUse (target).
    """
    alias = ALIASES.lock(call, *names.parts(given.get("id", {}), "alias.id"), field="alias.id")
    wanted: dict[str, Any] = {}
    if given.get("target"):
        wanted["target_username"], wanted["target_domain"] = target = _target(given, alias.domain)
        if target != (alias.target_username, alias.target_domain):
            keeping.require_free(call, store.ALIASES, alias, _in_use)
            chains.refuse_loop(call, (alias.username, alias.domain), target)
    wanted["owner"] = tenancy.owner_after_update(call, given.get("owner"), "alias.owner", kept=alias.owner)
    ALIASES.update(call, alias, wanted)
    return True


def delete_alias(call: Call, id: SipIdFields, *, counts: bool = True) -> bool:
    """Remove an alias and give its credit back. Raises MissingInput, AliasUnknown, AliasInUse."""
    username, domain = names.parts(id, "id")
    if DOMAINS.lock(call.unit, call.actor, domain) is None:  # before the alias, in the order in which a domain is moved
        raise _unknown(field="id")
    alias = ALIASES.lock(call, username, domain, field="id")
    ALIASES.remove(call, alias)
    if counts:
        entitlements.release(call, alias.customer, alias.reseller, {CREDIT: 1})
    return True


def follow(call: Call, former: Address, username: str) -> None:
    """Let the aliases in scope that lead to an address lead to that of another user name in the same domain."""
    for alias in store.leading_to(call.unit, call.actor, former):
        wanted = {"target_username": username, "change_date": call.now}
        store.ALIASES.update(call.unit, alias.id, wanted)
        call.changed(ALIASES.subject(alias), alias._asdict(), {"target_username": username})


def get_alias(call: Call, id: SipIdFields) -> SipAliasAnswer:
    """One alias in scope. Raises MissingInput, AliasUnknown."""
    return _answer(ALIASES.get(call, *names.parts(id, "id"), field="id"))


def get_aliases(call: Call, query: AliasQueryFields) -> SipAliasPageAnswer:
    """Aliases in scope that match (sip.md 3)."""
    return ALIASES.find(call, query, _answer)


def _target(given: SipAliasFields, domain: str) -> Address:
    """User name and domain or address of a target; it may lie anywhere."""
    target = given.get("target") or {}
    username, place = names.parts({**target, "domain": target.get("domain") or domain}, "alias.target")
    return names.username(username, "alias.target.username"), names.host(place, "alias.target.domain")


def _answer(alias: Alias) -> SipAliasAnswer:
    return SipAliasAnswer(
        id=SipIdAnswer(username=alias.username, domain=alias.domain),
        target=SipIdAnswer(username=alias.target_username, domain=alias.target_domain),
        owner=alias.owner,
        customer=alias.customer,
        reseller=alias.reseller,
        change_date=clock.to_seconds(alias.change_date),
    )
