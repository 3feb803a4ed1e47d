# SPDX-License-Identifier: Apache-2.0
"""The rules of profiles (tenant.md 3 to 8). Every customer has one, from the moment when its entry is made."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from ngnprov import clock
from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.undo import Step
from ngnprov.ports.customer import entitlements
from ngnprov.ports.tenant.billing.service import PROFILES as BILLING_PROFILES
from ngnprov.ports.tenant.contacts.service import CONTACTS
from ngnprov.ports.tenant.errors import SubscribersBelowUse
from ngnprov.ports.tenant.invitations import service as invitations
from ngnprov.ports.tenant.lifecycle.levels import LEVELS
from ngnprov.ports.tenant.profiles import changes, localisation, store
from ngnprov.ports.tenant.profiles.localisation import field_of
from ngnprov.ports.tenant.profiles.lookup import PROFILES, given_again, require_not_terminated
from ngnprov.ports.tenant.profiles.status import status_of
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.profiles.wire import (
    CustomerProfileAnswer,
    CustomerProfileFields,
    TenantPageAnswer,
    TenantQueryFields,
)

SUBSCRIBERS: Final = "subscribers"
"""What the limit of a profile is called (pbx.md 6)."""
_PARTS: Mapping[str, Resource[Any]] = {"contact": CONTACTS, "billing_profile": BILLING_PROFILES}
"""Members that name a record of the reseller."""


def accompany(call: Call, customer: int, reseller: int) -> None:
    """Make the profile of a new customer, which is as empty as every one."""
    profile = Profile(customer, reseller, create_date=call.now, change_date=call.now)
    store.PROFILES.insert(call.unit, profile._asdict())


def update_profile(call: Call, given: CustomerProfileFields, *, below_use: bool) -> CustomerProfileAnswer:
    """Change the members given; a customer's own login changes its localisation only. The users of a customer that is enabled
    are invited.

    Raises MissingInput, InvalidValue, CustomerUnknown, ContactUnknown, BillingProfileUnknown, NameTaken, Terminated,
    InHouseExists, TrialOrInHouse, TrialNotAllowed, TrialTooLong, ProductTypeNotOffered,
    SubscribersBelowUse.
    """
    customer = required(given.get("customer"), field_of("customer"))
    # before the profile, as deletions do
    parts = {} if call.actor.level is Level.CUSTOMER else _locked_parts(call, given)
    profile = PROFILES.lock(call, customer, field=field_of("customer"))
    changed = change(call, profile, given, parts, below_use=below_use)
    if changed.enabled and not profile.enabled:
        invitations.invite_waiting(call, customer)
    return answer(call, changed)


def change(
    call: Call, profile: Profile, given: CustomerProfileFields, parts: Mapping[str, Any], *, below_use: bool = False
) -> Profile:
    """Change a profile that is locked; ``parts`` are the contact and billing profile that are named, None for none.

    ``below_use``: there may be more subscribers than are allowed from now on.
    """
    require_not_terminated(call, profile, field_of("customer"))
    for member, part in parts.items():
        if part is not None and part.reseller != profile.reseller:
            raise _PARTS[member].unknown(field=field_of(member))
    wanted = changes.changes_of(call, profile, given)
    wanted |= {member: None if part is None else part.id for member, part in parts.items()}
    changes.require_whole(profile._replace(**wanted))
    if not below_use:
        _require_room(call, profile, wanted.get("max_subscribers"))
    changed = PROFILES.update(call, profile, wanted)
    return changed if changed is profile else changed._replace(version=profile.version + 1)


def _require_room(call: Call, profile: Profile, most: int | None) -> None:
    """Raise SubscribersBelowUse when there are more than ``most`` subscribers, as the port says that limits them."""
    if most is None or most == profile.max_subscribers:
        return
    for limit in call.context.limits(call, profile.customer, profile.reseller, {SUBSCRIBERS: 0}):
        if limit.used > most:
            raise SubscribersBelowUse(
                f"must be at least {limit.used}, as many as there are, or allowBelowUse be given",
                field=field_of("max_subscribers"),
                kind=limit.kind,
                limit=most,
                used=limit.used,
                holder=limit.holder,
            )


def get_profile(call: Call, customer: int) -> CustomerProfileAnswer:
    """The profile of a customer in scope. Raises CustomerUnknown."""
    return answer(call, PROFILES.get(call, customer))


def get_tenants(call: Call, query: TenantQueryFields) -> TenantPageAnswer:
    """Profiles in scope that match (tenant.md 9)."""
    given = query.get("filter") or {}
    trial = "1" if entitlements.is_true(given.get("trial", "")) else ""
    return PROFILES.find(call, {**query, "filter": {**given, "trial": trial}}, partial(answer, call))


def steps_of(call: Call, account: Any) -> Sequence[Step]:
    """What makes the profile of a customer again, when its entry was made again."""
    profile = store.PROFILES.lock_any(call.unit, account.id)
    if profile is None or profile.is_empty:
        return []
    return [Step("tenant", "updateProfile", {"profile": given_again(call, profile)._asdict()})]


def answer(call: Call, profile: Profile) -> CustomerProfileAnswer:
    """A stored profile as the caller sees it: notes are not for customers."""
    shown = localisation.in_effect(profile)
    return CustomerProfileAnswer(
        customer=profile.customer,
        reseller=profile.reseller,
        name=profile.name,
        description=profile.description,
        kind=profile.kind,
        product_type=profile.product_type,
        status=status_of(
            profile.terminate_date,
            suspended=not profile.reseller_active or profile.suspended_by != "",
            enabled=bool(profile.enabled),
            now=call.now,
        ),
        suspended_by=sorted(profile.suspended_by.split(), key=LEVELS.index),
        enabled=profile.enabled,
        contact=profile.contact or 0,
        billing_profile=profile.billing_profile or 0,
        reference=profile.reference,
        country=profile.country,
        language=shown.language,
        timezone=shown.timezone,
        date_format=shown.date_format,
        number_format=shown.number_format,
        national_prefix=shown.national_prefix,
        international_prefix=shown.international_prefix,
        overrides=localisation.overrides(profile),
        notes="" if call.actor.level is Level.CUSTOMER else profile.notes,
        max_subscribers="" if profile.max_subscribers is None else str(profile.max_subscribers),
        ext_range_min=profile.ext_range_min,
        ext_range_max=profile.ext_range_max,
        in_house=profile.in_house,
        trial_since=profile.trial_since,
        trial_until=profile.trial_until,
        trial_ended=profile.trial_ended,
        create_date=clock.to_seconds(profile.create_date),
        terminate_date=clock.to_seconds(profile.terminate_date),
        version=profile.version,
    )


def _locked_parts(call: Call, given: CustomerProfileFields) -> dict[str, Any]:
    """The records that are named, held until the unit ends. Raises ContactUnknown, BillingProfileUnknown."""
    found: dict[str, Any] = {}
    for member, records in _PARTS.items():
        if member in given:
            id: int = given[member]  # type: ignore[literal-required]
            found[member] = records.lock(call, id, field=field_of(member)) if id else None
    return found
