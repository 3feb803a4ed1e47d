# SPDX-License-Identifier: Apache-2.0
"""Stored extensions as the wire shows them."""

from collections.abc import Sequence

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.ports.pbx.blocking import store as blocks
from ngnprov.ports.pbx.blocking.store import Layer
from ngnprov.ports.pbx.extensions.made import Made
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.pbx.groups.store import of_members
from ngnprov.ports.pbx.numbers import store as numbers
from ngnprov.ports.pbx.numbers.store import Number
from ngnprov.ports.pbx.numbers.tables import DID
from ngnprov.ports.pbx.products.service import ADDON, CALL_PLAN, MAIN
from ngnprov.ports.pbx.revisions.states import states_of, states_of_new
from ngnprov.ports.pbx.subscriptions import service as subscriptions
from ngnprov.ports.pbx.subscriptions.store import Subscription
from ngnprov.ports.sip.accounts.lookup import Account, find_accounts
from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields
from ngnprov.ports.tenant.lifecycle.levels import LEVELS

UNIVERSAL = "universal"
"""The role of every account that was made with an extension."""
ACTIVE, INACTIVE, BLOCKED = "active", "inactive", "blocked"


def answer(call: Call, extension: Extension) -> ExtensionAnswer:
    """An extension as it is answered."""
    (shown,) = answer_all(call, [extension])
    return shown


def answer_all(call: Call, extensions: Sequence[Extension]) -> list[ExtensionAnswer]:
    """Extensions as they are answered, in the same order."""
    if not extensions:
        return []
    ids = [each.id for each in extensions]
    addresses: list[SipIdFields] = [{"username": each.sip_username, "domain": each.domain} for each in extensions]
    held = subscriptions.held_by(call.unit, ids)
    layers = blocks.layers_of(call.unit, ids)
    led: dict[int, list[Number]] = {}
    for number in numbers.of_extensions(call.unit, ids):
        if number.extension is not None:
            led.setdefault(number.extension, []).append(number)
    groups = of_members(call.unit, ids)
    states = states_of(call.unit, extensions, held, led)
    return [
        _answer(
            each,
            account,
            held.get(each.id, ()),
            led.get(each.id, ()),
            groups.get(each.id, ()),
            layers.get(each.id, ()),
            states[each.id],
        )
        for each, account in zip(extensions, find_accounts(call, addresses), strict=True)
    ]


def answer_made(call: Call, made: Sequence[Made]) -> list[ExtensionAnswer]:
    """New extensions as they are answered, in the same order. Nothing of what was just stored is read back."""
    held = {each.extension.id: each.held for each in made}
    led = {each.extension.id: each.numbers for each in made}
    states = states_of_new(call.unit, [each.extension for each in made], held, led)
    from_above = (Layer(level="", is_own=False),)
    return [
        _answer(
            each.extension,
            each.account,
            each.held,
            each.numbers,
            each.groups,
            from_above if each.is_blocked else (),
            states[each.extension.id],
        )
        for each in made
    ]


def _answer(
    extension: Extension,
    account: Account | None,
    held: Sequence[Subscription],
    led: Sequence[Number],
    groups: Sequence[str],
    layers: Sequence[Layer],
    draft_state: str,
) -> ExtensionAnswer:
    own = next((each.number for each in led if each.role != DID), "")
    return ExtensionAnswer(
        customer=extension.customer,
        kind=extension.kind,
        number=extension.number or "",
        account_id=extension.account_id,
        account_role=UNIVERSAL,
        name=extension.name,
        display_name=extension.display_name,
        sip_account=SipIdAnswer(extension.sip_username, extension.domain),
        sip_username=extension.sip_username,
        sip_password="",
        primary_number=own,
        numbers=sorted(each.number for each in led),
        web_username=extension.web_username,
        web_password="",
        email="" if account is None else account.email,
        timezone="" if account is None else account.timezone,
        main_product=_of_kind(held, MAIN),
        addons=sorted(each.code for each in held if each.kind == ADDON),
        call_plan=_of_kind(held, CALL_PLAN),
        local_prefix=extension.local_prefix,
        caller_id=extension.caller_id,
        record_outbound=extension.record_outbound,
        record_email=extension.record_email,
        record_subject=extension.record_subject,
        groups=groups,
        blocked_by=sorted((each.level for each in layers if each.is_own), key=LEVELS.index),
        status=BLOCKED if layers else ACTIVE if extension.active else INACTIVE,
        draft_state=draft_state,
        created_by=extension.created_by,
        create_date=clock.to_seconds(extension.create_date),
        change_date=clock.to_seconds(extension.change_date),
        version=extension.version,
    )


def _of_kind(held: Sequence[Subscription], kind: str) -> str:
    return next((each.code for each in held if each.kind == kind), "")
