# SPDX-License-Identifier: Apache-2.0
"""The rules of the profiles of resellers (tenant.md 10). Every reseller has one, stored or not."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required, wire_name
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal, given_of
from ngnprov.calls.undo import Step
from ngnprov.db.unit import Unit
from ngnprov.errors import CustomerUnknown, InvalidValue, LimitReached, NotAuthorized
from ngnprov.ports.customer import tenancy
from ngnprov.ports.tenant import regions, texts
from ngnprov.ports.tenant.resellers import store
from ngnprov.ports.tenant.resellers.store import ResellerRules
from ngnprov.ports.tenant.resellers.wire import (
    QuotaMessageAnswer,
    QuotaMessageFields,
    ResellerProfileAnswer,
    ResellerProfileFields,
)

OF_ADMINISTRATORS = ("trial_allowed", "trial_max_days", "strict_hand_down")
"""What no reseller gives itself."""

_AS_GIVEN = (*OF_ADMINISTRATORS, "second_factor_required")


def field_of(member: str) -> str:
    """A member as faults name it."""
    return f"profile.{wire_name(member)}"


def get_reseller_profile(call: Call, reseller: int) -> ResellerProfileAnswer:
    """What holds for a reseller in scope, the caller's own when none is named.

    Raises MissingInput, CustomerUnknown, InvalidValue.
    """
    found = tenancy.read_tenancy(call, required(reseller or call.actor.reseller, "reseller"), "reseller")
    _require_reseller(found, "reseller")
    rules = store.of_reseller(call.unit, found.reseller)
    if rules.change_date:
        PROFILES.note(call, rules)
    return answer(rules)


def set_reseller_profile(call: Call, given: ResellerProfileFields) -> ResellerProfileAnswer:
    """Change the members given; a reseller's own login changes what is not the administrator's.

    Raises MissingInput, CustomerUnknown, InvalidValue, NotAuthorized.
    """
    field = field_of("reseller")
    named = required(given.get("reseller") or call.actor.reseller, field)
    owner = tenancy.find_tenancy(call, named, field, CustomerUnknown)
    _require_reseller(owner, field)
    store.make_if_new(call.unit, owner.reseller, call.now)
    rules = PROFILES.lock(call, owner.reseller, field=field)
    wanted = _wanted(given)
    if not call.actor.is_admin:
        _require_allowed(rules, wanted)
    changed = PROFILES.update(call, rules, wanted)
    return answer(changed if changed is rules else changed._replace(version=rules.version + 1))


def steps_of(call: Call, account: Any) -> Sequence[Step]:
    """What makes the profile of a reseller again, when its entry was made again."""
    rules = store.of_reseller(call.unit, account.id)
    if account.id != account.reseller or not rules.change_date:
        return []
    return [Step("tenant", "setResellerProfile", {"profile": given_of(answer(rules))})]


def thresholds_of(unit: Unit, reseller: int) -> list[int]:
    """At how many per cent of a limit a reseller wants to be told, ascending; none where it has not said."""
    return [int(percent) for percent in store.of_reseller(unit, reseller).thresholds.split()]


def hint_of(unit: Unit, reseller: int, code: int) -> str:
    """What a reseller says of a limit that is reached, "" for nothing."""
    return dict(_messages(store.of_reseller(unit, reseller))).get(code, "")


def answer(rules: ResellerRules) -> ResellerProfileAnswer:
    """A stored profile as it is answered."""
    shown = rules._asdict() | {
        "quota_messages": [QuotaMessageAnswer(code, text) for code, text in _messages(rules)],
        "thresholds": [int(percent) for percent in rules.thresholds.split()],
        "change_date": clock.to_seconds(rules.change_date),
    }
    return ResellerProfileAnswer(**shown)


def _journal_values(rules: ResellerRules) -> Mapping[str, Any]:
    return {**rules._asdict(), "quota_messages": dict(_messages(rules)), "customer": rules.reseller}


PROFILES = Resource(
    store.PROFILES,
    subject=lambda rules: f"profile of reseller {rules.reseller}",
    unknown=partial(CustomerUnknown, "there is no such customer"),
    journal_values=_journal_values,
    reversal=Reversal(
        *("tenant", "setResellerProfile", "setResellerProfile", "", "profile"),
        shown=lambda _, rules: answer(rules),
        key=("reseller",),
    ),
)
"""A profile is neither made nor removed by itself."""


def _messages(rules: ResellerRules) -> list[tuple[int, str]]:
    """(code, text), by code."""
    return [(int(code), text) for code, text in json.loads(rules.quota_messages or "{}").items()]


def _require_reseller(found: tenancy.Tenancy, field: str) -> None:
    if found.customer != found.reseller:
        raise InvalidValue("is not the id of a reseller", field=field)


def _require_allowed(rules: ResellerRules, wanted: Mapping[str, Any]) -> None:
    """Raise NotAuthorized when a reseller would change what is the administrator's; pages send whole records."""
    for name in OF_ADMINISTRATORS:
        if name in wanted and wanted[name] != getattr(rules, name):
            raise NotAuthorized("is for administrators to change", field=field_of(name))


def _wanted(given: ResellerProfileFields) -> dict[str, Any]:
    """By column what was supplied. Raises InvalidValue, MissingInput."""
    wanted: dict[str, Any] = {name: value for name, value in given.items() if name in _AS_GIVEN}
    for name, check in _CHECKS.items():
        if name in given:
            wanted[name] = check(given[name], field_of(name))  # type: ignore[literal-required]
    return wanted


def _currency(code: str, field: str) -> str:
    if code and not regions.is_currency(code):
        raise InvalidValue("must be empty, or the code of a currency such as EUR (ISO 4217)", field=field)
    return code


def _quota_messages(given: Sequence[QuotaMessageFields], field: str) -> str:
    known, found = codes_of_limits(), dict[int, str]()
    for place, message in enumerate(given):
        code = message.get("code", 0)
        if code not in known:
            listed = ", ".join(map(str, known))
            raise InvalidValue(f"must be the code of a limit that is reached: {listed}", field=f"{field}.{place}.code")
        if code in found:
            raise InvalidValue(f"must not name {code} twice", field=f"{field}.{place}.code")
        member = f"{field}.{place}.text"
        found[code] = texts.line(required(message.get("text"), member), member)
    return json.dumps(dict(sorted(found.items())), ensure_ascii=False) if found else ""


def _thresholds(given: Sequence[int], field: str) -> str:
    for place, percent in enumerate(given):
        if not percent:
            raise InvalidValue("must be 1 to 100 per cent", field=f"{field}.{place}")
    return " ".join(map(str, sorted(set(given))))


_CHECKS: Mapping[str, Callable[[Any, str], str]] = {
    "brand_name": texts.line,
    "currency": _currency,
    "quota_messages": _quota_messages,
    "thresholds": _thresholds,
}


def codes_of_limits() -> list[int]:
    """The codes of the faults that say that a limit is reached, of every port."""
    found, waiting = set[int](), [LimitReached]
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if "code" in vars(each):
            found.add(each.code)
    return sorted(found)
