# SPDX-License-Identifier: Apache-2.0
"""The PBX of a customer for another one, by the services of the operations that make one (tenant.md 21).

Short numbers are the same, and whatever refers to an extension refers to the one of its number here. Identities are new:
account ids, passwords that nobody knows, telephone numbers that follow from the base number. Phones, telephone numbers beside
those, logins for the web, mailboxes and where recordings go are somebody's own, and are not copied.
"""

import secrets
from collections.abc import Iterable
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.copying import Copy, Copying, Part
from ngnprov.calls.fields import fields_as, required
from ngnprov.ports.pbx import account_ids
from ngnprov.ports.pbx.account_ids import AccountId
from ngnprov.ports.pbx.agreements import service as agreements
from ngnprov.ports.pbx.agreements import store as agreement_store
from ngnprov.ports.pbx.agreements.operations import ADDING, SUBJECT
from ngnprov.ports.pbx.attendants import presentation as attendants_shown
from ngnprov.ports.pbx.attendants import service as attendants
from ngnprov.ports.pbx.errors import BadKey, BadMember, NoPilot, RuleSetUnknown
from ngnprov.ports.pbx.extensions import presentation, store
from ngnprov.ports.pbx.extensions import service as extensions
from ngnprov.ports.pbx.extensions.operations import IN_PBX, MAKING, MAKING_USERS
from ngnprov.ports.pbx.extensions.renumbering import base_of
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.tables import ATTENDANT, GROUP, PILOT, USER
from ngnprov.ports.pbx.groups import presentation as groups_shown
from ngnprov.ports.pbx.groups import service as groups
from ngnprov.ports.pbx.permissions import WRITE_AGREEMENT, WRITE_EXTENSIONS, WRITE_GROUPS, WRITE_PILOTS
from ngnprov.ports.pbx.pilots import service as pilots
from ngnprov.ports.pbx.rewriting import store as rule_sets
from ngnprov.ports.sip.errors import DomainExists
from ngnprov.ports.sip.groups.service import ANONYMOUS
from ngnprov.ports.tenant.profiles.lookup import PROFILES

_DOMAIN, _NUMBER = "options.domain", "options.number"
_FIELDS = {
    **{field: field for field in (_DOMAIN, _NUMBER)},
    **{f"pilot.number{member}": _NUMBER + member for member in ("", ".cc", ".ac", ".sn")},
    **dict.fromkeys(("pilot.newDomain", "pilot.newDomain.domain", "pilot.domain"), _DOMAIN),
}


def _agreement(call: Call, copy: Copy) -> int:
    items: list[Any] = [
        {
            "product": item.code,
            "quantity": item.quantity or 0,
            "end_user_name": item.end_user_name,
            "activation": item.activation,
        }
        for item in agreement_store.of_customer(call.unit, copy.source)
    ]
    if items:
        agreements.set_agreement(call, copy.target, items, below_use=False)
    return len(items)


def _pilot(call: Call, copy: Copy) -> int:
    found = _of_kind(call, copy.source, PILOT)
    for pilot in found:
        given: Any = {
            "customer": copy.target,
            "new_domain": {"domain": required(copy.domain, _DOMAIN)},
            "number": required(copy.number, _NUMBER),
            "name": PROFILES.get(call, copy.target).name,
            "sip_username": pilot.sip_username,
            "sip_password": secrets.token_urlsafe(18),
        }
        if name := _rule_set(call, copy, pilot):
            given["rewrite_rule_set"] = name
        pilots.add_pilot(call, given)
    return len(found)


def _rule_set(call: Call, copy: Copy, pilot: Extension) -> str:
    """The rewrite rules of the domain, where the copy may have them."""
    former = PROFILES.get(call, copy.source).reseller
    found = rule_sets.of_domain(call.unit, pilot.domain, former)
    usable = (rule_sets.PROVIDER, PROFILES.get(call, copy.target).reseller)
    return found.name if found is not None and found.reseller in usable else ""


def _users(call: Call, copy: Copy) -> int:
    found = _of_kind(call, copy.source, USER)
    if not found:
        return 0
    making = extensions.NewUsers(call).hold(copy.target)
    shows: list[tuple[str, str]] = []
    for user, shown in zip(found, presentation.answer_all(call, found), strict=True):
        given: Any = {
            "customer": copy.target,
            "number": shown.number,
            **{name: getattr(shown, name) for name in ("name", "display_name", "timezone", "local_prefix")},
            **{name: getattr(shown, name) for name in ("main_product", "addons", "call_plan")},
            **_username(user),
        }
        if user.caller_id == ANONYMOUS:
            given["caller_id"] = ANONYMOUS
        elif user.caller_id:
            shows.append((shown.number, user.caller_id))
        making.make(given)
    for number, caller_id in shows:
        _show(call, copy, number, caller_id)
    return len(found)


def _show(call: Call, copy: Copy, number: str, caller_id: str) -> None:
    """Let calls of a user show what follows from the base number as what the former one shows does, if it does."""
    former, base = (_base(call, customer) for customer in (copy.source, copy.target))
    short = caller_id.removeprefix(former)
    is_there = not short or store.named(call.unit, copy.target, short) is not None
    if caller_id.startswith(former) and is_there:
        extensions.update_extension(call, {"customer": copy.target, "number": number, "caller_id": base + short})


def _base(call: Call, customer: int) -> str:
    (pilot,) = _of_kind(call, customer, PILOT)
    return base_of(call, pilot).number


def _groups(call: Call, copy: Copy) -> int:
    found = _of_kind(call, copy.source, GROUP)
    for group, shown in zip(found, groups_shown.answer_all(call, found), strict=True):
        given: Any = {
            "customer": copy.target,
            **{name: getattr(shown, name) for name in ("number", "name", "display_name")},
            **{name: getattr(shown, name) for name in ("policy", "timeout", "cancel_mode")},
            **{name: getattr(shown, name) for name in ("main_product", "addons")},
            "members": [_here(copy, member, {}) for member in shown.members],
            **_username(group),
        }
        groups.add_group(call, given)
    return len(found)


def _attendants(call: Call, copy: Copy) -> int:
    """Keys of one may lead to another, so all are there before any has its keys."""
    found = _of_kind(call, copy.source, ATTENDANT)
    all_shown = attendants_shown.answer_all(call, found)
    nums: dict[int, int] = {}
    for attendant, shown in zip(found, all_shown, strict=True):
        given: Any = {
            "customer": copy.target,
            **{name: getattr(shown, name) for name in ("name", "display_name", "greeting", "main_product", "addons")},
            **_username(attendant),
        }
        nums[shown.num] = attendants.add_attendant(call, given).num
    for shown in all_shown:
        keys: list[Any] = [{"button": each.button, "target": _here(copy, each.target, nums)} for each in shown.keys]
        if keys:
            attendants.update_attendant(call, {"customer": copy.target, "num": nums[shown.num], "keys": keys})
    return len(found)


def _here(copy: Copy, name: str, nums: dict[int, int]) -> str:
    """How what is named by a number or an account id is named here; a telephone number is the same."""
    named = account_ids.parse(name)
    if named is None:
        return name
    return str(AccountId(copy.target, named.number, nums.get(named.attendant, 0)))


def _username(extension: Extension) -> dict[str, str]:
    """A user name that was chosen, which is another one's in another domain; one that follows from the account id is new."""
    is_chosen = extension.sip_username != extension.account_id
    return {"sip_username": extension.sip_username} if is_chosen else {}


def _of_kind(call: Call, customer: int, kind: str) -> list[Extension]:
    return [each for each in store.of_customer(call.unit, customer) if each.kind == kind]


def _part(place: int, permission: Any, make: Any) -> Part:
    """A part; what is refused of it stands in the member that says so."""

    def copied(call: Call, copy: Copy) -> int:
        with fields_as(_FIELDS, "options.include", "options.include"):
            count: int = make(call, copy)
        return count

    return Part(place, (permission,), copied)


def _each(*groups: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(refusal for group in groups for refusal in group))


COPYING = Copying(
    {
        "agreement": _part(1, WRITE_AGREEMENT, _agreement),
        "pilot": _part(3, WRITE_PILOTS, _pilot),
        "extensions": _part(4, WRITE_EXTENSIONS, _users),
        "groups": _part(5, WRITE_GROUPS, _groups),
        "attendants": _part(6, WRITE_EXTENSIONS, _attendants),
    },
    _each(SUBJECT, ADDING, IN_PBX, MAKING, MAKING_USERS, (BadMember, BadKey, NoPilot, RuleSetUnknown, DomainExists)),
)
