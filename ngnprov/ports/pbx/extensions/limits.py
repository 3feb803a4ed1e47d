# SPDX-License-Identifier: Apache-2.0
"""How many subscribers a customer may have: pilots, users, groups and auto attendants together (pbx.md E5)."""

from collections.abc import Mapping

from ngnprov.calls.call import Call
from ngnprov.calls.request import Limit
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.errors import SubscribersReached
from ngnprov.ports.pbx.extensions import store
from ngnprov.ports.tenant.profiles.lookup import PROFILES
from ngnprov.ports.tenant.profiles.service import SUBSCRIBERS
from ngnprov.ports.tenant.profiles.store import Profile


def limits(call: Call, customer: int, reseller: int, wanted: Mapping[str, int]) -> list[Limit]:  # noqa: ARG001
    """The limit that new subscribers would meet; None is as many as anybody likes."""
    if SUBSCRIBERS not in wanted:
        return []
    profile = PROFILES.get(call, customer)
    return [_limit(call.unit, profile, wanted[SUBSCRIBERS])]


def require_room(call: Call, profile: Profile, count: int, field: str) -> None:
    """Raise SubscribersReached when a customer, who is held, may not have so many more."""
    if profile.max_subscribers is None:
        return
    limit = _limit(call.unit, profile, count)
    call.meets(limit)
    if limit.is_exceeded:
        text = f"customer {limit.holder} may have {limit.limit} subscribers and has {limit.used}"
        raise limit.refusal(SubscribersReached, f"{text}: there is no room for {count} more", field)


def _limit(unit: Unit, profile: Profile, count: int) -> Limit:
    used = store.count_live(unit, profile.customer)
    return Limit(SUBSCRIBERS, profile.customer, profile.max_subscribers, used, count)
