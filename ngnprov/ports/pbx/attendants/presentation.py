# SPDX-License-Identifier: Apache-2.0
"""Stored auto attendants as the wire shows them: what every extension has, and what only they have."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.ports.pbx.attendants import store
from ngnprov.ports.pbx.attendants.store import Details
from ngnprov.ports.pbx.attendants.wire import AttendantKeyAnswer, AutoAttendantAnswer
from ngnprov.ports.pbx.extensions import presentation
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer


def answer(call: Call, attendant: Extension) -> AutoAttendantAnswer:
    """An auto attendant as it is answered."""
    (shown,) = answer_all(call, [attendant])
    return shown


def answer_all(call: Call, attendants: Sequence[Extension]) -> list[AutoAttendantAnswer]:
    """Auto attendants as they are answered, in the same order."""
    details = store.details_of(call.unit, [each.id for each in attendants])
    shown = presentation.answer_all(call, attendants)
    return [_answer(found, each, details[found.id]) for found, each in zip(attendants, shown, strict=True)]


def _answer(found: Extension, shown: ExtensionAnswer, details: Details) -> AutoAttendantAnswer:
    return AutoAttendantAnswer(
        customer=shown.customer,
        num=found.attendant or 0,
        account_id=shown.account_id,
        name=shown.name,
        display_name=shown.display_name,
        sip_account=shown.sip_account,
        sip_username=shown.sip_username,
        sip_password="",
        numbers=shown.numbers,
        greeting=details.greeting,
        keys=[AttendantKeyAnswer(button=each.key, target=each.target) for each in details.keys],
        main_product=shown.main_product,
        addons=shown.addons,
        blocked_by=shown.blocked_by,
        status=shown.status,
        draft_state=shown.draft_state,
        created_by=shown.created_by,
        create_date=shown.create_date,
        change_date=shown.change_date,
        version=shown.version,
    )
