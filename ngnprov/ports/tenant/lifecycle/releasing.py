# SPDX-License-Identifier: Apache-2.0
"""Removing what a tenant has: of one that has ended, when nobody can restore it any more, and at once, as it was quoted
(tenant.md 15, 16).

Each port removes what is its own, by its own rules. What is kept for the books stays, such as orders, and with it the entry.
"""

from typing import Final, NamedTuple

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.db.unit import Unit
from ngnprov.errors import CustomerInUse, InvalidValue, Refusal
from ngnprov.ports.customer import service as customers
from ngnprov.ports.tenant.errors import DeletionChanged
from ngnprov.ports.tenant.lifecycle import ending, store
from ngnprov.ports.tenant.lifecycle.suspending import CUSTOMER, hold
from ngnprov.ports.tenant.lifecycle.wire import DeletionAnswer, DeletionQuoteAnswer, EndingAnswer
from ngnprov.ports.tenant.owning import digest_of_quote
from ngnprov.ports.tenant.profiles.lookup import PROFILES
from ngnprov.ports.tenant.profiles.status import is_terminated
from ngnprov.ports.tenant.profiles.store import Profile

AT_ONCE: Final = 200
"""Records that are removed in one unit of work, so that nobody waits long for the lock."""
MOST: Final = 5000
"""Records that one call removes."""


_FEES: Final = "fees of a product type"
"""That may be still to be invoiced."""


class _Removal(NamedTuple):
    removed: dict[str, int]
    stays: dict[str, int]


def quote_deletion(call: Call, customer: int) -> DeletionQuoteAnswer:
    """What a tenant has that deleteTenant would remove, but for what is kept for the books (L1).

    Raises MissingInput, CustomerUnknown.
    """
    profile = PROFILES.get(call, required(customer, CUSTOMER), field=CUSTOMER)
    has = call.context.clearable(call.unit, profile.customer)
    digest = digest_of_quote(call.unit, profile.customer, sorted(has.items()))
    return DeletionQuoteAnswer(customer=profile.customer, has=_listed(has), quote_digest=digest)


def delete_tenant(call: Call, customer: int, quote_digest: str) -> DeletionAnswer:
    """Remove a tenant with all it has, as it was quoted, for good (L2, L3).

    Raises MissingInput, CustomerUnknown, CustomerInUse (a reseller with customers), NotAuthorized (his own entry),
    DeletionChanged, InvalidValue (more records than one call removes). CustomerInUse also tells what stands against removing
    one of them.
    """
    profile, digest = _hold(call, customer)
    if required(quote_digest, "quoteDigest") != digest:
        raise DeletionChanged("what the tenant has is not what was quoted: quote it again", field="quoteDigest")
    removal = _remove(call, profile)
    return DeletionAnswer(customer=profile.customer, removed=_listed(removal.removed), stays=_listed(removal.stays))


def due(unit: Unit, day: str, most: int) -> list[int]:
    """The tenants that nobody can restore any more and that have something left."""
    return store.releasable(unit, ending.not_before(clock.now(), day), most)


def carry_out(call: Call, customer: int, day: str) -> str:
    """Remove some of what a tenant had that has ended; the last time let it hold nothing any more (E7)."""
    call.goes_past_ends = True
    profile = PROFILES.records.lock_any(call.unit, customer)
    moment = ending.not_before(call.now, day)
    if profile is None or not is_terminated(profile.terminate_date, moment):
        return ""
    if not profile.held_until or profile.held_until > moment:
        return ""
    with call.parts():
        count = call.context.clear(call, customer, AT_ONCE)
    if count:
        _tell(call, profile, {"records": count}, {"records": 0})
        return f"{count} records of customer {customer} are removed, which has ended"
    PROFILES.records.update(call.unit, customer, {"held_until": "", "change_date": call.now})
    _tell(call, profile, {"held_until": profile.held_until}, {"held_until": ""})
    return f"nothing is held any more of customer {customer}, which has ended"


def _hold(call: Call, customer: int) -> tuple[Profile, str]:
    """The profile, held, and the digest of what the customer has."""
    call.goes_past_ends = True
    profile = hold(call, customer)
    ending.require_no_customers(call, profile.customer)
    id = profile.customer
    return profile, digest_of_quote(call.unit, id, sorted(call.context.clearable(call.unit, id).items()))


def _remove(call: Call, profile: Profile) -> _Removal:
    """Remove all that can be, and the entry if nothing has to stay with it."""
    id = profile.customer
    before, count = call.context.clearable(call.unit, id), 0
    with call.parts():
        while some := _clear(call, id):
            count += some
            if count > MOST:
                text = f"has more than {MOST} records: let it end by terminateTenant, and a server removes them"
                raise InvalidValue(text, field=CUSTOMER)
        stays = call.context.in_use(call.unit, id)
        if profile.product_type:
            stays[_FEES] = 1
        if not stays:
            customers.delete_account(call, id)
    if stays:
        now = call.now
        dates = {"terminate_date": profile.terminate_date or now, "held_until": "", "change_date": now}
        with call.parts():
            ending.close(call, profile._replace(terminate_date=dates["terminate_date"]))
        PROFILES.records.update(call.unit, id, dates)
    _tell(call, profile, {"has": before}, {"has": stays})
    return _Removal(before, stays)


def _clear(call: Call, customer: int) -> int:
    try:
        return call.context.clear(call, customer, AT_ONCE)
    except Refusal as refusal:
        text = f"customer {customer} has something that is not removed: {refusal.sentence} ({refusal.code})"
        raise CustomerInUse(text, field=CUSTOMER, holder=customer) from None


def _tell(call: Call, profile: Profile, before: dict[str, object], after: dict[str, object]) -> None:
    call.changed(PROFILES.subject(profile), before, after, profile.customer)


def _listed(kinds: dict[str, int]) -> list[EndingAnswer]:
    return [EndingAnswer(kind=kind, records=count) for kind, count in sorted(kinds.items())]
