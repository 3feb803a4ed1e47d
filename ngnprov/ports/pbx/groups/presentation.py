# SPDX-License-Identifier: Apache-2.0
"""Stored groups as the wire shows them: what every extension has, and what only they have."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.ports.pbx.extensions import presentation
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.pbx.groups import store
from ngnprov.ports.pbx.groups.store import Details
from ngnprov.ports.pbx.groups.wire import GroupAnswer


def answer(call: Call, group: Extension) -> GroupAnswer:
    """A group as it is answered."""
    (shown,) = answer_all(call, [group])
    return shown


def answer_all(call: Call, groups: Sequence[Extension]) -> list[GroupAnswer]:
    """Groups as they are answered, in the same order."""
    details = store.details_of(call.unit, [each.id for each in groups])
    shown = presentation.answer_all(call, groups)
    return [_answer(each, details[group.id]) for group, each in zip(groups, shown, strict=True)]


def _answer(shown: ExtensionAnswer, details: Details) -> GroupAnswer:
    return GroupAnswer(
        customer=shown.customer,
        number=shown.number,
        account_id=shown.account_id,
        name=shown.name,
        display_name=shown.display_name,
        sip_account=shown.sip_account,
        sip_username=shown.sip_username,
        sip_password="",
        primary_number=shown.primary_number,
        numbers=shown.numbers,
        policy=details.policy,
        timeout=details.timeout,
        cancel_mode=details.cancel_mode,
        members=details.members,
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
