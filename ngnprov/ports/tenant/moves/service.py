# SPDX-License-Identifier: Apache-2.0
"""The rules of moving a customer to another reseller (tenant.md 20): it is quoted, and goes with all it has, or stays.

What each port has to do with it, it declares (``Port.moving``); the entry itself moves by the rules of CustomerPort
(customer.md I5), which also let an entry move on which nothing hangs.
"""

from collections.abc import Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.fields import part_of, required
from ngnprov.calls.moving import Impact, Move
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer.tenancy import Tenancy, read_tenancy
from ngnprov.ports.tenant.billing import service as billing
from ngnprov.ports.tenant.contacts import service as contacts
from ngnprov.ports.tenant.errors import MoveChanged
from ngnprov.ports.tenant.lifecycle.ending import require_open
from ngnprov.ports.tenant.lifecycle.suspending import hold
from ngnprov.ports.tenant.moves import impacts
from ngnprov.ports.tenant.moves.wire import MoveImpactAnswer, MoveQuoteAnswer, TenantMoveFields
from ngnprov.ports.tenant.owning import digest_of_quote, owned
from ngnprov.ports.tenant.profiles import service as profiles
from ngnprov.ports.tenant.profiles.lookup import PROFILES, require_not_terminated
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.profiles.wire import CustomerProfileAnswer

PATH = "move"
_DIGEST = "quoteDigest"


def quote_move(call: Call, given: TenantMoveFields) -> MoveQuoteAnswer:
    """What it means that a customer goes to another reseller, and what stands against it (O1).

    Raises MissingInput, InvalidValue (no reseller, or the present one; a customer that is a reseller), CustomerUnknown,
    Terminated.
    """
    field = f"{PATH}.customer"
    profile = PROFILES.get(call, required(given.get("customer"), field), field=field)
    require_not_terminated(call, profile, field)
    move = _move(call, given, profile)
    found = impacts.find(call, profile, move, given.get("product_type"))
    return MoveQuoteAnswer(
        customer=move.customer,
        former_reseller=move.former,
        reseller=move.reseller,
        impacts=[_answer(impact) for impact in found],
        quote_digest=_digest(call, given, move, found),
    )


def move_tenant(call: Call, given: TenantMoveFields, quote_digest: str) -> CustomerProfileAnswer:
    """Let a customer go to another reseller with all it has, as it was quoted (O2 to O7); all of it, or nothing.

    Raises as :func:`quote_move`, MoveChanged, whatever was quoted to stand against it, ContactUnknown, BillingProfileUnknown,
    NameTaken (the handle of the billing profile).
    """
    with part_of(PATH):
        profile = hold(call, given.get("customer", 0))
    move = _move(call, given, profile)
    found = impacts.find(call, profile, move, given.get("product_type"))
    if call.reverts is None and required(quote_digest, _DIGEST) != _digest(call, given, move, found):
        raise MoveChanged("what the customer has is not what was quoted: quote it again", field=_DIGEST)
    for impact in found:
        if impact.refusal is not None:
            raise impact.refusal
    _carry_out(call, given, profile, move)
    return profiles.get_profile(call, move.customer)


def _carry_out(call: Call, given: TenantMoveFields, profile: Profile, move: Move) -> None:
    parts: dict[str, Any] = {"contact": None, "billing_profile": None}
    copies: list[Step] = []
    with call.parts():
        if profile.contact or given.get("contact_id"):
            parts["contact"] = _contact(call, given, profile, move, copies)
        if profile.billing_profile or given.get("billing_profile_id"):
            parts["billing_profile"] = _billing_profile(call, given, profile, move, copies)
        # what is the former reseller's does not go along, and the database sees to it
        PROFILES.records.update(call.unit, move.customer, {"contact": None, "billing_profile": None}, counts=False)
        more = call.context.move(call, move)
        wanted: dict[str, Any] = {**parts, "change_date": call.now}
        if "product_type" in given:
            wanted["product_type"] = given["product_type"].lower()
        PROFILES.records.update(call.unit, move.customer, wanted)
        arrived = {"customer": move.customer, "reseller": move.reseller, "name": profile.name}
        call.created(f"arrival of customer {move.customer}", arrived)
    before = _told(profile)
    after = {**before, "reseller": move.reseller, **parts, **{n: v for n, v in wanted.items() if n in before}}
    undo_by = [_back(profile, given), *copies, *more]
    call.changed(f"move of customer {move.customer}", before, after, move.customer, undo_by=undo_by)
    call.context.suspension_changed(call, move.customer)


def _told(profile: Profile) -> dict[str, Any]:
    names = ("reseller", "contact", "billing_profile", "product_type")
    return {name: getattr(profile, name) for name in names}


def _back(profile: Profile, given: TenantMoveFields) -> Step:
    """What moves a customer back, to what it had there."""
    members: dict[str, Any] = {
        "customer": profile.customer,
        "reseller": profile.reseller,
        "contact_id": profile.contact or 0,
        "billing_profile_id": profile.billing_profile or 0,
    }
    if "product_type" in given:
        members["product_type"] = profile.product_type
    return Step("tenant", "moveTenant", {PATH: members, _DIGEST: ""})


def _move(call: Call, given: TenantMoveFields, profile: Profile) -> Move:
    """Which customer goes where. Raises MissingInput, InvalidValue, Terminated (a reseller that has ended)."""
    if profile.customer == profile.reseller:
        raise InvalidValue("is a reseller, and belongs to none", field=f"{PATH}.customer")
    field = f"{PATH}.reseller"
    wanted = required(given.get("reseller"), field)
    found = Tenancy(0, 0)
    if PROFILES.records.get(call.unit, call.actor, wanted) is not None:
        found = read_tenancy(call, wanted, field)
    if not found.customer or found.customer != found.reseller:
        raise InvalidValue("is not the id of a reseller", field=field)
    if wanted == profile.reseller:
        raise InvalidValue("is the reseller that the customer has", field=field)
    require_open(call, wanted, field)
    return Move(profile.customer, profile.reseller, wanted)


def _contact(call: Call, given: TenantMoveFields, profile: Profile, move: Move, copies: list[Step]) -> int:
    """The contact that is named, or a copy of the former one (O4)."""
    if given.get("contact_id"):
        return int(owned(contacts.CONTACTS, call, given["contact_id"], move.reseller, f"{PATH}.contactId").id)
    former = contacts.CONTACTS.lock(call, profile.contact)
    made = contacts.make(call, _members(former), move.reseller)
    copies.append(Step("tenant", "deleteContact", {"id": made.id}))
    return made.id


def _billing_profile(call: Call, given: TenantMoveFields, profile: Profile, move: Move, copies: list[Step]) -> int:
    if given.get("billing_profile_id"):
        field = f"{PATH}.billingProfileId"
        return int(owned(billing.PROFILES, call, given["billing_profile_id"], move.reseller, field).id)
    former = billing.PROFILES.lock(call, profile.billing_profile)
    with part_of(f"{PATH}.billingProfileId", "billingProfile.handle"):
        made = billing.make(call, _members(former), move.reseller, "billingProfile")
    copies.append(Step("billing", "deleteProfile", {"id": made.id}))
    return made.id


def _members(record: Any) -> Any:
    """The members of a record that a copy has, too."""
    own = ("id", "reseller", "change_date")
    return {name: value for name, value in record._asdict().items() if name not in own}


def _digest(call: Call, given: TenantMoveFields, move: Move, found: Sequence[Impact]) -> str:
    """Of what is asked for and what it means."""
    return digest_of_quote(call.unit, move.customer, [sorted(given.items()), move, [_answer(each) for each in found]])


def _answer(impact: Impact) -> MoveImpactAnswer:
    refusal = impact.refusal
    return MoveImpactAnswer(
        kind=impact.kind,
        name=impact.name,
        records=impact.records,
        code=0 if refusal is None else refusal.code,
        text="" if refusal is None else refusal.sentence,
    )
