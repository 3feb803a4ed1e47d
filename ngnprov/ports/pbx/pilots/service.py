# SPDX-License-Identifier: Apache-2.0
"""The rules of pilots (pbx.md 8)."""

from collections.abc import Callable, Sequence
from typing import Any

from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.calls.fields import fields_as, part_of, required
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx import e164
from ngnprov.ports.pbx.account_ids import AccountId
from ngnprov.ports.pbx.blocking.layers import require_manageable
from ngnprov.ports.pbx.checking import service as checking
from ngnprov.ports.pbx.checking.resolver import Found
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.errors import DomainOfAnother, PilotExists, PilotProtected
from ngnprov.ports.pbx.extensions import changes, fields, making, renumbering, store
from ngnprov.ports.pbx.extensions.lookup import PILOTS, Pbx, hold_pbx
from ngnprov.ports.pbx.extensions.making import Plan
from ngnprov.ports.pbx.extensions.presentation import answer
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.tables import PILOT
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.pbx.numbers.service import Wanted
from ngnprov.ports.pbx.numbers.tables import BASE
from ngnprov.ports.pbx.pilots.wire import (
    AddedPilotAnswer,
    BaseNumberFields,
    PilotFields,
    RenumberedAnswer,
    UpdatedPilotAnswer,
)
from ngnprov.ports.pbx.rewriting.assigning import set_rewrite_rules
from ngnprov.ports.sip.domains import service as domains

PATH = "pilot"
_OWN = ("display_name", "web_password")
"""Members that a customer's own login changes."""


def look_ahead(context: Context, new: PilotFields) -> Found | None:
    """What DNS says of the domain of a pilot that is to be made."""
    domain = new.get("new_domain", {}).get("domain") or new.get("domain")
    return checking.look_ahead(context, domain) if domain else None


def add_pilot(call: Call, new: PilotFields) -> AddedPilotAnswer:
    """Make the pilot of a customer (E1, E2), and tell what it may lack (D6).

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, PilotExists, DomainUnknown, DomainOfAnother,
    DomainExists, RuleSetUnknown, SubscribersReached, NumberTaken, AccountExists, WebUsernameTaken, CustomerLimit,
    ResellerLimit."""
    pbx = hold_pbx(call, new.get("customer"), f"{PATH}.customer")
    if PILOTS.records.get(call.unit, call.actor, pbx.customer) is not None:
        raise PilotExists("the customer has a pilot", field=f"{PATH}.customer")
    base = _base(new.get("number", {}))
    required(new.get("sip_username"), f"{PATH}.sipUsername")
    required(new.get("sip_password"), f"{PATH}.sipPassword")
    columns = fields.columns(call, new, PATH)
    name = columns.pop("name", "") or new.get("display_name") or pbx.profile.name
    plan = Plan(
        pbx=pbx,
        kind=PILOT,
        account_id=AccountId(pbx.customer),
        domain=_domain(call, pbx, new),
        name=name,
        path=PATH,
        display_name=columns.pop("display_name", ""),
        username=changes.sip_username(new["sip_username"], f"{PATH}.sipUsername"),
        password=new["sip_password"],
        numbers=[Wanted(base, BASE)],
        numbers_field=f"{PATH}.number",
        columns=columns,
        products_field=lambda _: f"{PATH}.customer",
    )
    if new.get("rewrite_rule_set"):
        with fields_as({"domain": f"{PATH}.domain"}, f"{PATH}.rewriteRuleSet"):
            set_rewrite_rules(call, plan.domain, new["rewrite_rule_set"])
    made = making.NewExtensions(call).make(plan, _removal).extension
    return AddedPilotAnswer(answer(call, made), checking.warnings_of(call, plan.domain, call.ahead))


def update_pilot(call: Call, given: PilotFields) -> UpdatedPilotAnswer:
    """Change the members given (E15). A customer's own login changes the display name and the password for the web.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NoPilot, BlockedFromAbove, WebUsernameTaken,
    NumbersTooLong, NumberTaken.
    """
    pbx = hold_pbx(call, given.get("customer"), f"{PATH}.customer")
    pilot = PILOTS.lock(call, pbx.customer, field=f"{PATH}.customer")
    require_manageable(call, pilot, f"{PATH}.customer")
    is_own = call.actor.level is Level.CUSTOMER
    wanted: Any = {name: value for name, value in given.items() if not is_own or name in _OWN}
    became: dict[str, str] = {}
    if "number" in wanted:
        became = _rebase(call, pbx, pilot, wanted["number"])
        pilot = PILOTS.lock(call, pbx.customer)
    changed = changes.update(call, pilot, wanted, PATH, _back(pilot))
    if became and changed is pilot:
        store.EXTENSIONS.count_change(call.unit, pilot.id)
        changed = pilot._replace(version=pilot.version + 1)
    return UpdatedPilotAnswer(answer(call, changed), [RenumberedAnswer(*each) for each in became.items()])


def delete_pilot(call: Call, customer: int) -> None:
    """Remove the pilot of a customer who has no other extension. Raises CustomerUnknown, NoPilot, BlockedFromAbove,
    PilotProtected."""
    pbx = hold_pbx(call, customer, "customer")
    pilot = PILOTS.lock(call, pbx.customer, field="customer")
    require_manageable(call, pilot, "customer")
    others = store.count_live(call.unit, pbx.customer) - 1
    phones = devices.count_live(call.unit, pbx.customer)
    if others or phones:
        what = f"{others} other extensions" if others else f"{phones} devices"
        raise PilotProtected(f"the pilot stays while the customer has {what}", field="customer", used=others or phones)
    shown = answer(call, pilot)
    making.remove(call, pbx, pilot, lambda password: _again(pilot, shown, password), "customer")


def _rebase(call: Call, pbx: Pbx, pilot: Extension, given: BaseNumberFields) -> dict[str, str]:
    """What has become of every number with the base number; nothing when it is the same."""
    base, digits = renumbering.base_of(call, pilot), _base(given)
    if digits == base.number:
        return {}
    with call.parts():
        became = renumbering.rebase(call, pbx, pilot, base, digits, f"{PATH}.number")
    back = {"customer": pbx.customer, "number": parts_of(base.number)}
    call.changed(
        f"PBX base number of {pbx.customer}",
        {"numbers": list(became)},
        {"numbers": list(became.values())},
        pbx.customer,
        undo_by=[Step("pbx", "updatePilot", {PATH: back})],
    )
    return became


def _back(pilot: Extension) -> Callable[[dict[str, Any]], Step]:
    return lambda members: Step("pbx", "updatePilot", {PATH: {"customer": pilot.customer, **members}})


def parts_of(digits: str) -> dict[str, str]:
    """A base number as a caller would give it."""
    code = e164.country_code_of(digits) or ""
    return {"cc": code, "ac": "", "sn": digits[len(code) :]}


def _base(given: BaseNumberFields) -> str:
    """The digits of a base number. Raises MissingInput, InvalidValue."""
    country = required(given.get("cc"), f"{PATH}.number.cc")
    subscriber = required(given.get("sn"), f"{PATH}.number.sn")
    return e164.base(country, given.get("ac", ""), subscriber, f"{PATH}.number")


def _domain(call: Call, pbx: Pbx, new: PilotFields) -> str:
    """The domain of a PBX: one that the customer has, or a new one. Raises DomainUnknown, DomainOfAnother, DomainExists."""
    if new.get("new_domain"):
        if new.get("domain"):
            raise InvalidValue("must be empty where newDomain makes one", field=f"{PATH}.domain")
        wanted: Any = {**new["new_domain"], "customer": pbx.customer, "reseller": 0}
        with part_of(f"{PATH}.newDomain", "domain"):
            made = domains.add_domain(call, wanted)
        return made.domain
    name = required(new.get("domain"), f"{PATH}.domain")
    domain = domains.lock_domain(call, name, f"{PATH}.domain")
    if domain.customer != pbx.customer:
        raise DomainOfAnother("is the domain of another customer", field=f"{PATH}.domain")
    return domain.domain


def _removal(pilot: Extension) -> Sequence[Step]:
    return [Step("pbx", "deletePilot", {"customer": pilot.customer})]


def _again(pilot: Extension, shown: ExtensionAnswer, password: str) -> Sequence[Step]:
    """What makes a pilot again as it was shown, and gives it what addPilot does not take."""
    new = {
        "customer": pilot.customer,
        "domain": pilot.domain,
        "number": parts_of(shown.primary_number),
        "name": pilot.name,
        "display_name": pilot.display_name,
        "web_username": pilot.web_username,
        "web_password": pilot.web_password,
        "sip_username": pilot.sip_username,
        "sip_password": password,
    }
    return [Step("pbx", "addPilot", {PATH: new}, is_secret=True)]
