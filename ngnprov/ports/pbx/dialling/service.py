# SPDX-License-Identifier: Apache-2.0
"""The rules of dialling (pbx.md 19)."""

import re
from typing import Final

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx import e164
from ngnprov.ports.pbx.dialling.plans import NotDialled, Plan
from ngnprov.ports.pbx.dialling.wire import DialledNumberAnswer
from ngnprov.ports.pbx.errors import ExtensionUnknown
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS, Pbx, find_called, find_pbx
from ngnprov.ports.pbx.extensions.presentation import ACTIVE, answer
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.tables import PILOT, USER
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.pbx.numbers import store as numbers
from ngnprov.ports.sip.groups.service import ANONYMOUS
from ngnprov.ports.tenant import regions

INTERNAL: Final = "internal"
EMERGENCY: Final = "emergency"
EXTERNAL: Final = "external"

_LAYOUT = str.maketrans("", "", " -./()")
_DIALLED = re.compile(r"\+?[0-9]{1,32}", re.ASCII).fullmatch


def test_dial(call: Call, customer: int, number: str, dialled: str) -> DialledNumberAnswer:
    """What becomes of what a user or the pilot dials (P1 to P5).

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NoPilot, ExtensionUnknown.
    """
    digits = required(dialled, "dialled").translate(_LAYOUT)
    if not _DIALLED(digits):
        raise InvalidValue("must be a telephone number: digits, with a + before them or without", field="dialled")
    pbx = find_pbx(call, customer, "customer")
    extension = find_called(call, pbx.customer, number, "number")
    if extension.kind not in (PILOT, USER):
        raise ExtensionUnknown("is no extension of somebody who dials", field="number")
    shown = answer(call, extension)
    meant = _meant(call, pbx, extension, digits)
    caller = _caller_id(call, extension, shown)
    reason = meant.reason or ("" if shown.status == ACTIVE else f"the extension is {shown.status}")
    if not reason and meant.kind == EXTERNAL and not caller:
        reason = "the caller ID is not a number that the customer holds"
    return meant._replace(
        caller_id=shown.number if meant.kind == INTERNAL and shown.number else caller,
        call_plan=shown.call_plan,
        recorded=shown.record_outbound and meant.kind != EMERGENCY,
        allowed=not reason,
        reason=reason,
    )


def _meant(call: Call, pbx: Pbx, extension: Extension, digits: str) -> DialledNumberAnswer:
    """The number that is meant, or the reason why it is none."""
    other = EXTENSIONS.records.get(call.unit, call.actor, pbx.customer, digits)
    if other is not None:
        return _dialled(digits, INTERNAL, target=other.address)
    base = numbers.base_of(call.unit, pbx.customer)
    country = e164.country_code_of(base) or ""
    profile = pbx.profile
    home = profile.country or e164.region_of(country)
    if e164.is_emergency(digits, home):
        return _dialled(digits, EMERGENCY)
    usual = regions.usual_in(home)
    plan = Plan(
        country_code=country,
        national_prefix=profile.national_prefix or usual.national_prefix,
        international_prefix=profile.international_prefix or usual.international_prefix,
        local_prefix=extension.local_prefix,
    )
    try:
        return _dialled(f"+{plan.meant(digits)}", EXTERNAL)
    except NotDialled as error:
        return _dialled(digits, EXTERNAL, reason=f"what was dialled {error}")


def _caller_id(call: Call, extension: Extension, shown: ExtensionAnswer) -> str:
    """What somebody outside sees; "" for a number that the customer holds no more."""
    if extension.caller_id == ANONYMOUS:
        return ANONYMOUS
    own = extension.caller_id or shown.primary_number or numbers.base_of(call.unit, extension.customer)
    return f"+{own}" if own and numbers.held_by(call.unit, extension.customer, own) is not None else ""


def _dialled(number: str, kind: str, target: str = "", reason: str = "") -> DialledNumberAnswer:
    return DialledNumberAnswer(
        number=number,
        kind=kind,
        target=target,
        caller_id="",
        call_plan="",
        recorded=False,
        allowed=False,
        reason=reason,
    )
