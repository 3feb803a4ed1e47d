# SPDX-License-Identifier: Apache-2.0
"""The rules of groups (pbx.md G1 to G7)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx.account_ids import AccountId
from ngnprov.ports.pbx.blocking.layers import require_manageable
from ngnprov.ports.pbx.errors import BadMember
from ngnprov.ports.pbx.extensions import changes, fields, making
from ngnprov.ports.pbx.extensions.changes import Beside
from ngnprov.ports.pbx.extensions.lookup import PILOTS, Pbx, find_named, hold_pbx
from ngnprov.ports.pbx.extensions.making import Plan
from ngnprov.ports.pbx.extensions.renumbering import base_of
from ngnprov.ports.pbx.extensions.service import derived_number, next_number
from ngnprov.ports.pbx.extensions.store import Extension, number_of
from ngnprov.ports.pbx.extensions.tables import GROUP, PILOT, USER
from ngnprov.ports.pbx.groups import store
from ngnprov.ports.pbx.groups.joining import MOST_MEMBERS
from ngnprov.ports.pbx.groups.lookup import GROUPS
from ngnprov.ports.pbx.groups.presentation import answer, answer_all
from ngnprov.ports.pbx.groups.store import Details
from ngnprov.ports.pbx.groups.tables import CANCEL, CANCEL_MODES, POLICIES, SERIAL
from ngnprov.ports.pbx.groups.wire import GroupAnswer, GroupFields, GroupPageAnswer, GroupQueryFields
from ngnprov.ports.tenant.producttypes import features

PATH = "group"
USUAL = Details(policy=SERIAL, timeout=10, cancel_mode=CANCEL, members=())


class Wanted(NamedTuple):
    """What a group is to have; ``members`` by their numbers in the database, None when they stay."""

    details: Details
    members: Sequence[int] | None


def add_group(call: Call, new: GroupFields) -> GroupAnswer:
    """Make a group with its SIP account, its number and its members (G1 to G4); the lowest number that is free if none is
    given.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NoPilot, BadMember, NotInAgreement,
    QuantityReached, AddonWithoutMain, ProductHeld, ResellerQuantityReached, SubscribersReached, ExtensionExists, OutOfRange,
    NumbersUsedUp, NumbersTooLong, NumberTaken, AccountExists, CustomerLimit, ResellerLimit.
    """
    pbx = hold_pbx(call, new.get("customer"), f"{PATH}.customer")
    features.require(call, pbx.profile.product_type, features.GROUPS, f"{PATH}.customer")
    pilot = PILOTS.get(call, pbx.customer, field=f"{PATH}.customer")
    base = base_of(call, pilot).number
    written = new.get("number", "") or next_number(call, pbx, pilot, base, f"{PATH}.number")
    number = fields.internal_number(pbx.profile, written, f"{PATH}.number")
    columns = fields.columns(call, new, PATH)
    wanted = _wanted(call, pbx.customer, new, USUAL)
    main = new.get("main_product")
    plan = Plan(
        pbx=pbx,
        kind=GROUP,
        account_id=AccountId(pbx.customer, number),
        domain=pilot.domain,
        name=required(columns.get("name"), f"{PATH}.name"),
        path=PATH,
        display_name=columns.pop("display_name", ""),
        username=changes.sip_username(new.get("sip_username", ""), f"{PATH}.sipUsername"),
        password=new.get("sip_password", ""),
        products=[*filter(None, [main]), *new.get("addons", ())],
        products_field=fields.of_products(new, PATH),
        numbers=[derived_number(base, number, f"{PATH}.number")],
        numbers_field=f"{PATH}.number",
        columns=columns,
        beside=_told(wanted.details),
    )
    made = making.NewExtensions(call).make(plan, _removal).extension
    store.insert(call.unit, made.id, wanted.details, wanted.members or ())
    return answer(call, made)


def update_group(call: Call, given: GroupFields) -> GroupAnswer:
    """Change the members given (G5); those of the group are replaced by the list that is given.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, GroupUnknown, BlockedFromAbove,
    BadMember.
    """
    pbx, group = _hold(call, given)
    present = _details(call, group)
    wanted = _wanted(call, pbx.customer, given, present)
    beside = Beside(_told(present), _told(wanted.details))
    changed = changes.update(call, group, given, PATH, _back(group), beside)
    if wanted.details != present:
        store.change(call.unit, group.id, wanted.details, wanted.members)
    return answer(call, changed)


def delete_group(call: Call, given: GroupFields) -> GroupAnswer:
    """Remove a group with its account, its number and its subscriptions; its members stay (G6). The group as it was.

    Raises MissingInput, CustomerUnknown, NotPbx, Terminated, GroupUnknown, BlockedFromAbove,
    Referred.
    """
    pbx, group = _hold(call, given)
    shown = answer(call, group)
    told = _told(_details(call, group))
    members = [number_of(each) for each in store.member_ids(call.unit, group.id)]
    making.remove(call, pbx, group, partial(_again, shown, members), f"{PATH}.number", told)
    store.delete_all(call.unit, group.id)
    return shown


def get_groups(call: Call, query: GroupQueryFields) -> GroupPageAnswer:
    """Groups in scope that match (pbx.md G8)."""
    return GROUPS.find_together(call, query, lambda groups: answer_all(call, groups))


def _hold(call: Call, given: GroupFields) -> tuple[Pbx, Extension]:
    pbx = hold_pbx(call, given.get("customer"), f"{PATH}.customer")
    number = required(given.get("number"), f"{PATH}.number")
    group = GROUPS.lock(call, pbx.customer, number, field=f"{PATH}.number")
    require_manageable(call, group, f"{PATH}.number")
    return pbx, group


def _details(call: Call, group: Extension) -> Details:
    return store.details_of(call.unit, [group.id])[group.id]


def _wanted(call: Call, customer: int, given: GroupFields, present: Details) -> Wanted:
    """What a group is to have when it has what is ``present`` now. Raises InvalidValue, BadMember."""
    policy = given.get("policy", "") or present.policy
    if policy not in POLICIES:
        raise InvalidValue("must be serial, parallel, random or circular", field=f"{PATH}.policy")
    mode = given.get("cancel_mode", "") or present.cancel_mode
    if mode not in CANCEL_MODES:
        raise InvalidValue("must be bye or cancel", field=f"{PATH}.cancelMode")
    details = present._replace(policy=policy, timeout=given.get("timeout", present.timeout), cancel_mode=mode)
    if "members" not in given:
        return Wanted(details, None)
    members = _members(call, customer, given["members"])
    shown = tuple(each.number or each.account_id for each in members)
    return Wanted(details._replace(members=shown), [each.id for each in members])


def _members(call: Call, customer: int, written: Sequence[str]) -> list[Extension]:
    """The users, or the pilot, that are named (G4). Raises InvalidValue, BadMember."""
    if len(written) > MOST_MEMBERS:
        raise InvalidValue(f"must be at most {MOST_MEMBERS}", field=f"{PATH}.members")
    found: dict[int, Extension] = {}
    for place, name in enumerate(written):
        field = f"{PATH}.members.{place}"
        member = find_named(call, customer, name) if name else None
        if member is None or member.kind not in (PILOT, USER):
            raise BadMember("is no user of the customer", field=field)
        if member.id in found:
            raise BadMember("is a member already", field=field)
        found[member.id] = member
    return list(found.values())


def _told(details: Details) -> Mapping[str, Any]:
    """What a group has besides, for the journal."""
    return {**details._asdict(), "members": list(details.members)}


def _removal(group: Extension) -> Sequence[Step]:
    return [Step("pbx", "deleteGroup", {PATH: {"customer": group.customer, "number": group.number}})]


def _back(group: Extension) -> Callable[[dict[str, Any]], Step]:
    named_by = {"customer": group.customer, "number": group.number}
    return lambda members: Step("pbx", "updateGroup", {PATH: {**named_by, **members}})


_GIVEN = (
    *("customer", "number", "name", "display_name", "sip_username"),
    *("policy", "timeout", "cancel_mode", "main_product"),
)


def _again(shown: GroupAnswer, ids: list[str], password: str) -> Sequence[Step]:
    """What makes a group again as it was shown, of the same members."""
    members = {name: getattr(shown, name) for name in _GIVEN}
    lists = {"members": ids, "addons": list(shown.addons)}
    return [Step("pbx", "addGroup", {PATH: {**members, **lists, "sip_password": password}}, is_secret=True)]
