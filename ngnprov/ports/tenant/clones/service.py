# SPDX-License-Identifier: Apache-2.0
"""The rules of making a customer like another one (tenant.md 21): all of it is made, or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.calls.copying import Copy, Part
from ngnprov.calls.fields import required
from ngnprov.calls.policy import Policy
from ngnprov.errors import CustomerUnknown, InvalidValue
from ngnprov.ports.customer.service import get_account
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.customer.wire import CustomerAccountAnswer, CustomerPropertyAnswer
from ngnprov.ports.tenant.clones.wire import ClonedTenantAnswer, CloneOptionsFields, CopiedPartAnswer
from ngnprov.ports.tenant.profiles.lookup import PROFILES, given_again, require_not_terminated
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.tenants import service as tenants
from ngnprov.ports.tenant.tenants.wire import TenantFields

_SOURCE = "source"
_ALIKE: Final = (
    *("kind", "product_type", "max_subscribers", "ext_range_min", "ext_range_max"),
    *("country", "language", "timezone", "date_format", "number_format", "national_prefix", "international_prefix"),
)
"""Members of a profile that are the same, unless something else is given."""


def look_ahead(context: Context, source: int, tenant: TenantFields, *_: object) -> str | None:  # noqa: ARG001
    """What is asked of others before: where the connection of the new customer leads."""
    return tenants.look_ahead(context, tenant)


def clone_tenant(call: Call, source: int, tenant: TenantFields, options: CloneOptionsFields) -> ClonedTenantAnswer:
    """Make a customer as addTenant does, like another one in what it may have, with the parts of it that are included.

    Raises MissingInput, InvalidValue (a customer that is a reseller; a part that there is not), CustomerUnknown, Terminated,
    NotAuthorized, what addTenant raises, and what ports refuse of what they copy.
    """
    profile = _source(call, source)
    parts = _included(call, options.get("include", ()))
    made = tenants.add_tenant(call, _like(call, profile, tenant))
    call.ahead = None  # which was about the connection
    number: Any = options.get("number", {})
    copy = Copy(
        source=profile.customer,
        target=CustomerAccountAnswer._make(made.customer).id,
        domain=options.get("domain", ""),
        number=number,
        terms_version=options.get("terms_version", 0),
    )
    counts = {name: part.make(call, copy) for name, part in parts.items()}
    copied = [CopiedPartAnswer(part=name, records=count) for name, count in counts.items() if count]
    return ClonedTenantAnswer(*made, copied=copied)


def _source(call: Call, source: int) -> Profile:
    """The customer that is copied, which is held: it is copied as it stands at one moment."""
    owner = find_tenancy(call, required(source, _SOURCE), _SOURCE, CustomerUnknown)
    if owner.customer == owner.reseller:
        raise InvalidValue("is a reseller", field=_SOURCE)
    profile = PROFILES.lock(call, owner.customer, field=_SOURCE)
    require_not_terminated(call, profile, _SOURCE)
    return profile


def _included(call: Call, wanted: Sequence[str]) -> Mapping[str, Part]:
    """The parts that are named, all without any; each may be made by the caller. Raises InvalidValue, NotAuthorized."""
    known = call.context.parts
    for place, name in enumerate(wanted):
        if name not in known:
            raise InvalidValue(f"must be one of {', '.join(known)}", field=f"options.include.{place}")
    found = {name: part for name, part in known.items() if not wanted or name in wanted}
    for part in found.values():
        for permission in part.permissions:
            Policy(permission).require(call.actor)
    return found


def _like(call: Call, profile: Profile, tenant: TenantFields) -> TenantFields:
    """What is given of the new customer, and for the rest what the other one may have and how it sees things."""
    again = given_again(call, profile)._asdict()
    alike: Any = {name: again[name] for name in _ALIKE if again[name]}
    account: Any = {**tenant.get("account", {})}
    account["properties"] = _with_limits(call, profile.customer, account.get("properties", ()))
    given: TenantFields = {**tenant, "account": account, "profile": {**alike, **tenant.get("profile", {})}}
    if profile.billing_profile and not (tenant.get("billing_profile") or tenant.get("billing_profile_id")):
        given["billing_profile_id"] = profile.billing_profile
    return given


def _with_limits(call: Call, source: int, given: Sequence[Any]) -> list[Any]:
    """The properties that are given, and the credits and switches of the other customer that are not among them."""
    named = {each.get("name") for each in given}
    limits = call.context.credits | {switch.name for switch in call.context.switches}
    present = CustomerAccountAnswer._make(get_account(call, source)).properties
    wanted = (CustomerPropertyAnswer._make(each) for each in present)
    return [*given, *(each._asdict() for each in wanted if each.name in limits - named)]
