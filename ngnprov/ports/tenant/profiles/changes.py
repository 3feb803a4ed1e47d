# SPDX-License-Identifier: Apache-2.0
"""What a call changes of a profile, as the caller may (tenant.md 4, 5)."""

from collections.abc import Mapping
from typing import Any

from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.errors import InvalidValue
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.errors import TrialOrInHouse
from ngnprov.ports.tenant.producttypes.service import require_offered
from ngnprov.ports.tenant.profiles import localisation, trials
from ngnprov.ports.tenant.profiles.localisation import field_of
from ngnprov.ports.tenant.profiles.store import KINDS, PBX_ACCOUNT, Profile
from ngnprov.ports.tenant.profiles.wire import CustomerProfileFields

MOST_SUBSCRIBERS = 1_000_000
LONGEST_EXTENSION = 8


def changes_of(call: Call, profile: Profile, given: CustomerProfileFields) -> dict[str, Any]:
    """The columns that a call gives other values, but for contact and billing profile.

    What a customer's own login sends beside its localisation stays as it is, as pages send whole records. Raises InvalidValue,
    MissingInput, ProductTypeNotOffered, ProductTypeFixed, TrialOrInHouse, TrialNotAllowed, TrialTooLong.
    """
    wanted: dict[str, Any] = {**localisation.wanted(profile, given, is_undo=call.reverts is not None)}
    if call.actor.level > Level.CUSTOMER:
        wanted |= _texts(given)
        wanted |= {name: value for name, value in given.items() if name in ("enabled", "in_house")}
        if "max_subscribers" in given:
            wanted["max_subscribers"] = _most(given["max_subscribers"])
        wanted |= _range(profile, given)
        wanted |= _kind(call, profile, given)
        if "product_type" in given:
            country = str(wanted.get("country", profile.country))
            wanted["product_type"] = require_offered(
                call, given["product_type"], profile.product_type, country, field_of("product_type")
            )
        trials.dates(call, profile, wanted, given)
    changed = profile._replace(**wanted)
    if changed.in_house and changed.trial_until:
        member = "in_house" if wanted.get("in_house") else "trial_until"
        raise TrialOrInHouse("a tenant is on trial or in-house, and not both", field=field_of(member))
    trials.require_allowed(call, profile, changed)
    return wanted


def require_whole(profile: Profile) -> None:
    """Raise MissingInput unless a tenant with a PBX has what its invoices need."""
    if profile.kind == PBX_ACCOUNT:
        for member in ("name", "contact", "billing_profile"):
            required(getattr(profile, member), field_of(member))


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("name", "description", "reference"):
        if name in given:
            found[name] = texts.line(given[name], field_of(name))
    if "notes" in given:
        found["notes"] = texts.lines(given["notes"], field_of("notes"))
    if "trial_until" in given:
        found["trial_until"] = texts.day(given["trial_until"], field_of("trial_until"))
    return found


def _most(text: str) -> int | None:
    """How many subscribers a tenant may have, None for any number."""
    field = field_of("max_subscribers")
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdecimal() else -1
    if number == 0:
        raise InvalidValue("must not be 0: leave it empty for any number of subscribers", field=field)
    if not 0 < number <= MOST_SUBSCRIBERS:
        raise InvalidValue(f"must be 1 to {MOST_SUBSCRIBERS}, or empty for any number", field=field)
    return number


def _range(profile: Profile, given: Mapping[str, Any]) -> dict[str, str]:
    """The first and last number of extensions: both or none, equally long, in order."""
    names = ("ext_range_min", "ext_range_max")
    if not any(name in given for name in names):
        return {}
    least, most = (given.get(name, getattr(profile, name)) for name in names)
    for name, text in zip(names, (least, most), strict=True):
        texts.digits(text, field_of(name))
        if len(text) > LONGEST_EXTENSION or len(text) == 1:
            raise InvalidValue(f"must have 2 to {LONGEST_EXTENSION} digits", field=field_of(name))
    if bool(least) != bool(most):
        missing = "ext_range_min" if most else "ext_range_max"
        raise InvalidValue("must be given, as the other end of the range is", field=field_of(missing))
    if len(least) != len(most):
        raise InvalidValue("must have as many digits as extRangeMin", field=field_of("ext_range_max"))
    if least > most:
        raise InvalidValue("must not be above extRangeMax", field=field_of("ext_range_min"))
    return {"ext_range_min": least, "ext_range_max": most}


def _kind(call: Call, profile: Profile, given: CustomerProfileFields) -> dict[str, str]:
    """What kind of customer it is, fixed while there is something that no other kind can have."""
    kind = given.get("kind") or profile.kind
    if kind == profile.kind:
        return {}
    if kind not in KINDS:
        raise InvalidValue(f"must be {' or '.join(KINDS)}", field=field_of("kind"))
    if fixing := call.context.fixing_kind(call.unit, profile.customer):
        listed = ", ".join(f"{count} {what}" for what, count in sorted(fixing.items()))
        raise InvalidValue(f"is fixed while there are {listed}", field=field_of("kind"))
    return {"kind": kind}
