# SPDX-License-Identifier: Apache-2.0
"""The rules of auto attendants (pbx.md T1 to T7)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.fields import composed, required
from ngnprov.calls.undo import Step
from ngnprov.ports.pbx.account_ids import AccountId
from ngnprov.ports.pbx.attendants import store
from ngnprov.ports.pbx.attendants.lookup import ATTENDANTS, key_to
from ngnprov.ports.pbx.attendants.presentation import answer, answer_all
from ngnprov.ports.pbx.attendants.store import Details, Key
from ngnprov.ports.pbx.attendants.tables import KEYS
from ngnprov.ports.pbx.attendants.wire import (
    AttendantKeyFields,
    AutoAttendantAnswer,
    AutoAttendantFields,
    AutoAttendantPageAnswer,
    AutoAttendantQueryFields,
)
from ngnprov.ports.pbx.blocking.layers import require_manageable
from ngnprov.ports.pbx.errors import BadKey
from ngnprov.ports.pbx.extensions import changes, fields, making
from ngnprov.ports.pbx.extensions.changes import Beside
from ngnprov.ports.pbx.extensions.lookup import PILOTS, Pbx, hold_pbx
from ngnprov.ports.pbx.extensions.making import Plan
from ngnprov.ports.pbx.extensions.store import Extension, next_attendant, number_of
from ngnprov.ports.pbx.extensions.tables import ATTENDANT
from ngnprov.ports.pbx.subscriptions import service as subscriptions
from ngnprov.ports.tenant.producttypes import features

PATH = "attendant"
NOTHING = Details(greeting="", keys=())


def add_attendant(call: Call, new: AutoAttendantFields) -> AutoAttendantAnswer:
    """Make an auto attendant with its SIP account and its product (T1 to T4).

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NoPilot, BadKey, NotInAgreement, QuantityReached,
    MainMissing, AddonWithoutMain, ProductHeld, ResellerQuantityReached, SubscribersReached, AccountExists, CustomerLimit,
    ResellerLimit.
    """
    pbx = hold_pbx(call, new.get("customer"), f"{PATH}.customer")
    features.require(call, pbx.profile.product_type, features.ATTENDANTS, f"{PATH}.customer")
    pilot = PILOTS.get(call, pbx.customer, field=f"{PATH}.customer")
    columns = fields.columns(call, new, PATH)
    details = _wanted(call, pbx.customer, new, NOTHING)
    main = new.get("main_product", "")
    if not main and call.reverts is None:  # one that had none comes back with none
        main = subscriptions.single_main(call.unit, pbx.owner, ATTENDANT, f"{PATH}.mainProduct")
    plan = Plan(
        pbx=pbx,
        kind=ATTENDANT,
        account_id=AccountId(pbx.customer, attendant=_count(call, pbx, new)),
        domain=pilot.domain,
        name=required(columns.get("name"), f"{PATH}.name"),
        path=PATH,
        display_name=columns.pop("display_name", ""),
        username=changes.sip_username(new.get("sip_username", ""), f"{PATH}.sipUsername"),
        password=new.get("sip_password", ""),
        products=[each for each in (main, *new.get("addons", ())) if each],
        products_field=fields.of_products(new, PATH),
        columns=columns,
        beside=_told(details),
    )
    made = making.NewExtensions(call).make(plan, _removal).extension
    store.insert(call.unit, made.id, details)
    return answer(call, made)


def update_attendant(call: Call, given: AutoAttendantFields) -> AutoAttendantAnswer:
    """Change the members given (T5); its keys are replaced by the list that is given.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, AttendantUnknown, BadKey.
    """
    _, attendant = _hold(call, given)
    present = store.details_of(call.unit, [attendant.id])[attendant.id]
    wanted = _wanted(call, attendant.customer, given, present)
    if attendant.id in {key.extension for key in wanted.keys}:
        raise BadKey("must not lead to the auto attendant itself", field=f"{PATH}.keys")
    beside = Beside(_told(present), _told(wanted))
    changed = changes.update(call, attendant, given, PATH, _back(attendant), beside)
    if wanted != present:
        store.change(call.unit, attendant.id, wanted)
    return answer(call, changed)


def delete_attendant(call: Call, given: AutoAttendantFields) -> AutoAttendantAnswer:
    """Remove an auto attendant with its account and its subscriptions (T6). The attendant as it was.

    Raises MissingInput, CustomerUnknown, NotPbx, Terminated, AttendantUnknown, Referred.
    """
    pbx, attendant = _hold(call, given)
    shown = answer(call, attendant)
    details = store.details_of(call.unit, [attendant.id])[attendant.id]
    making.remove(call, pbx, attendant, partial(_again, shown, details), f"{PATH}.num", _told(details))
    store.delete_all(call.unit, attendant.id)
    return shown


def get_attendants(call: Call, query: AutoAttendantQueryFields) -> AutoAttendantPageAnswer:
    """Auto attendants in scope that match (pbx.md T8)."""
    return ATTENDANTS.find_together(call, query, lambda attendants: answer_all(call, attendants))


def _hold(call: Call, given: AutoAttendantFields) -> tuple[Pbx, Extension]:
    pbx = hold_pbx(call, given.get("customer"), f"{PATH}.customer")
    num = required(given.get("num"), f"{PATH}.num")
    attendant = ATTENDANTS.lock(call, pbx.customer, num, field=f"{PATH}.num")
    require_manageable(call, attendant, f"{PATH}.num")
    return pbx, attendant


def _count(call: Call, pbx: Pbx, new: AutoAttendantFields) -> int:
    """The count of a new one, which is given once; only an undo gives that of a removed one again (T2)."""
    former = new.get("num", 0) if call.reverts is not None else 0
    return former or next_attendant(call.unit, pbx.customer)


def _wanted(call: Call, customer: int, given: AutoAttendantFields, present: Details) -> Details:
    """What an attendant is to have when it has what is ``present`` now. Raises InvalidValue, BadKey."""
    greeting = composed(given.get("greeting", present.greeting), f"{PATH}.greeting", allowed="\n")
    return Details(greeting, _keys(call, customer, given["keys"]) if "keys" in given else present.keys)


def _keys(call: Call, customer: int, given: Sequence[AttendantKeyFields]) -> tuple[Key, ...]:
    """Keys and where they lead (T4). Raises BadKey."""
    found: dict[str, Key] = {}
    for place, each in enumerate(given):
        field = f"{PATH}.keys.{place}"
        key = each.get("button", "")
        if key not in KEYS:
            raise BadKey("must be 0 to 9, *, #, timeout or invalid", field=f"{field}.button")
        if key in found:
            raise BadKey("is given twice", field=f"{field}.button")
        found[key] = key_to(call, customer, key, each.get("target", ""), f"{field}.target")
    return store.in_order(list(found.values()))


def _told(details: Details) -> Mapping[str, Any]:
    """What an attendant has besides, for the journal, and as a caller gives it."""
    return {"greeting": details.greeting, "keys": [{"button": key.key, "target": key.target} for key in details.keys]}


def _removal(attendant: Extension) -> Sequence[Step]:
    return [Step("pbx", "deleteAutoAttendant", {PATH: _named(attendant)})]


def _back(attendant: Extension) -> Callable[[dict[str, Any]], Step]:
    return lambda members: Step("pbx", "updateAutoAttendant", {PATH: {**_named(attendant), **members}})


def _named(attendant: Extension) -> dict[str, Any]:
    return {"customer": attendant.customer, "num": attendant.attendant}


_GIVEN = ("customer", "num", "name", "display_name", "sip_username", "greeting", "main_product")


def _again(shown: AutoAttendantAnswer, details: Details, password: str) -> Sequence[Step]:
    """What makes an attendant again as it was shown, with keys that lead to the same extensions."""
    keys = [
        {"button": each.key, "target": each.target if each.extension is None else number_of(each.extension)}
        for each in details.keys
    ]
    members = {name: getattr(shown, name) for name in _GIVEN}
    lists = {"keys": keys, "addons": list(shown.addons)}
    return [
        Step("pbx", "addAutoAttendant", {PATH: {**members, **lists, "sip_password": password}}, is_secret=True),
    ]
