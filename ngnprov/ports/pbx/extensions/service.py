# SPDX-License-Identifier: Apache-2.0
"""The rules of extensions (pbx.md 8): users, and what is the same for every kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, Self

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required, wire_name
from ngnprov.calls.once import Once
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer.tenancy import read_tenancy
from ngnprov.ports.pbx import e164
from ngnprov.ports.pbx.account_ids import AccountId
from ngnprov.ports.pbx.blocking.layers import require_manageable
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.errors import NumbersUsedUp
from ngnprov.ports.pbx.extensions import activation, changes, fields, making, renumbering, store
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS, PILOTS, Pbx, find_extension, hold_pbx
from ngnprov.ports.pbx.extensions.made import Made
from ngnprov.ports.pbx.extensions.making import Plan
from ngnprov.ports.pbx.extensions.presentation import answer, answer_all, answer_made
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.tables import USER
from ngnprov.ports.pbx.extensions.wire import (
    DirectoryEntryAnswer,
    ExtensionAnswer,
    ExtensionFields,
    ExtensionPageAnswer,
    ExtensionQueryFields,
    FreedExtensionAnswer,
)
from ngnprov.ports.pbx.groups import joining
from ngnprov.ports.pbx.names import MOST_AT_ONCE
from ngnprov.ports.pbx.numbers.service import Wanted, is_free
from ngnprov.ports.pbx.numbers.tables import DERIVED
from ngnprov.ports.pbx.products.service import ADDON, CALL_PLAN, MAIN
from ngnprov.ports.pbx.subscriptions import service as subscriptions
from ngnprov.ports.sip.accounts.making import is_address_free
from ngnprov.ports.tenant.producttypes import features
from ngnprov.ports.tenant.profiles.lookup import PROFILES
from ngnprov.ports.tenant.profiles.store import Profile

PATH = "extension"
GROUPS = f"{PATH}.groups"
FIRST_WITHOUT_RANGE = "100"
"""The number that is proposed first where the customer has no range of extensions."""


def add_extension(call: Call, new: ExtensionFields) -> ExtensionAnswer:
    """Make a user: its SIP account, its number, its subscriptions (E1 to E8), its place in groups (G9). The lowest number that
    is free if none is given.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NoPilot, NotInAgreement, QuantityReached,
    MainMissing, AddonWithoutMain, ProductHeld, ResellerQuantityReached, NoFreeLicence, SubscribersReached, ExtensionExists,
    OutOfRange, NumbersUsedUp, NumbersTooLong, WebUsernameTaken, NumberTaken, AccountExists, CustomerLimit, ResellerLimit,
    GroupUnknown, BlockedFromAbove.
    """
    (shown,) = answer_made(call, [NewUsers(call).make(new)])
    return shown


class NewUsers:
    """The users that one call makes (:class:`~ngnprov.ports.pbx.extensions.making.NewExtensions`)."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._once = Once(call)
        self._making = making.NewExtensions(call, self._once)

    def hold(self, customer: int) -> Self:
        """Hold what many that are made one by one may need; see :meth:`.making.NewExtensions.hold`."""
        home = self._once(_find_home, customer)
        self._making.hold(home.pbx.owner, home.pilot.domain)
        return self

    def make(self, new: ExtensionFields) -> Made:
        """Make one; see :func:`add_extension`."""
        call, home = self._call, self._once(_find_home, new.get("customer"))
        groups = joining.find_groups(call, home.pbx.customer, new.get("groups", ()), GROUPS)
        number = (
            new.get("number", "")
            or next(self._once(_free_numbers, home.pbx.customer, home), "")
            or _used_up(f"{PATH}.number")
        )
        made = self._making.make(_plan(call, home, new, number), partial(_removal, groups))
        joining.join(call, groups, [made.extension], GROUPS)
        return made._replace(groups=_numbers(groups))

    def make_many(self, first: ExtensionFields, count: int) -> list[Made]:
        """Make several; see :func:`add_extensions`."""
        call, least = self._call, first.get("number", "")
        home = self._once(_find_home, first.get("customer"))
        groups = joining.find_groups(call, home.pbx.customer, first.get("groups", ()), GROUPS)
        if least:
            fields.internal_number(home.pbx.profile, least, f"{PATH}.number")
        free = free_numbers(call, home.pbx.profile, home.pilot, home.base, least)
        chosen = [number for number, _ in zip(free, range(count), strict=False)]
        if len(chosen) < count:
            _used_up("count")
        like = _plan(call, home, first, chosen[0])
        made = self._making.make_all([_like(like, home, number) for number in chosen], partial(_removal, groups))
        joining.join(call, groups, [each.extension for each in made], GROUPS)
        return [each._replace(groups=_numbers(groups)) for each in made]


def _numbers(groups: Iterable[Extension]) -> list[str]:
    return sorted(each.number or "" for each in groups)


class _Home(NamedTuple):
    """The customer of new users, its pilot and its base number."""

    pbx: Pbx
    pilot: Extension
    base: str


def _find_home(call: Call, customer: int | None) -> _Home:
    pbx = hold_pbx(call, customer, f"{PATH}.customer")
    features.require(call, pbx.profile.product_type, features.EXTENSIONS, f"{PATH}.customer")
    pilot = PILOTS.get(call, pbx.customer, field=f"{PATH}.customer")
    return _Home(pbx, pilot, renumbering.base_of(call, pilot).number)


def _free_numbers(call: Call, _customer: int, home: _Home) -> Iterator[str]:
    return free_numbers(call, home.pbx.profile, home.pilot, home.base)


def add_extensions(call: Call, first: ExtensionFields, count: int) -> list[ExtensionAnswer]:
    """Make ``count`` users with numbers from that of ``first`` on, all as it says; those that are used are passed over (E12).

    All of them or none. Raises as :func:`add_extension`, InvalidValue (count, or a name that only one of them can have).
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise InvalidValue(f"must be 1 to {MOST_AT_ONCE}", field="count")
    for member in ("sip_username", "sip_password", "web_username"):
        if count > 1 and first.get(member):
            raise InvalidValue("must be empty: several extensions are made", field=f"{PATH}.{wire_name(member)}")
    return answer_made(call, NewUsers(call).make_many(first, count))


def update_extension(call: Call, given: ExtensionFields) -> ExtensionAnswer:
    """Change the members given (E10). Products, numbers and groups have operations of their own.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, WebUsernameTaken,
    CallerIdNotHeld, BlockedFromAbove.
    """
    pbx = hold_pbx(call, given.get("customer"), f"{PATH}.customer")
    if call.reverts is not None and "status" in given:
        return answer(call, activation.restore(call, pbx.customer, given))
    extension = _hold_user(call, pbx, given.get("number"), f"{PATH}.number")
    require_manageable(call, extension, f"{PATH}.number")
    if not extension.record_outbound:
        _require_recording(call, pbx, given)
    if call.reverts is not None and "groups" in given:
        joining.leave(call, extension, given["groups"], GROUPS)
        return answer(call, extension)
    return answer(call, changes.update(call, extension, given, PATH, _back(extension)))


def delete_extension(call: Call, customer: int, number: str) -> FreedExtensionAnswer:
    """Remove a user with its account, its number and its subscriptions (E11).

    Raises MissingInput, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, BlockedFromAbove, Referred.
    """
    pbx = hold_pbx(call, customer, "customer")
    extension = _hold_user(call, pbx, number, "number")
    require_manageable(call, extension, "number")
    shown = answer(call, extension)
    names = sorted(each.name for each in devices.of_extensions(call.unit, [extension.id]).get(extension.id, ()))
    freed = making.remove(call, pbx, extension, lambda password: _again(extension, shown, password), "number")
    return FreedExtensionAnswer(freed_numbers=sorted(each.number for each in freed), devices=names)


def renumber_extension(call: Call, customer: int, former: str, number: str) -> ExtensionAnswer:
    """Give a user or a group another number (E14).

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, ExtensionUnknown, BlockedFromAbove,
    ExtensionExists, OutOfRange, NumbersTooLong, NumberTaken, AccountExists."""
    pbx = hold_pbx(call, customer, "customer")
    extension = EXTENSIONS.lock(call, pbx.customer, required(former, "from"), field="from")
    require_manageable(call, extension, "from")
    base = renumbering.base_of(call, PILOTS.get(call, pbx.customer, field="customer"))
    return answer(call, renumbering.renumber(call, pbx, extension, base, number, "to"))


def get_extension(call: Call, customer: int, number: str) -> ExtensionAnswer:
    """An extension of any kind by its number, "" for the pilot. Raises CustomerUnknown, ExtensionUnknown, NoPilot."""
    owner = read_tenancy(call, customer, "customer")
    return answer(call, find_extension(call, owner.customer, number, "number"))


def get_extensions(call: Call, query: ExtensionQueryFields) -> ExtensionPageAnswer:
    """Extensions in scope that match (pbx.md 8)."""
    return EXTENSIONS.find_together(call, query, lambda extensions: answer_all(call, extensions))


def suggest_extension(call: Call, customer: int, count: int) -> list[str]:
    """The lowest numbers that are free; others may take them before. Raises CustomerUnknown, InvalidValue, NumbersUsedUp."""
    if not 1 <= count <= MOST_AT_ONCE:
        raise InvalidValue(f"must be 1 to {MOST_AT_ONCE}", field="count")
    profile = PROFILES.get(call, customer, field="customer")
    pilot = PILOTS.records.get(call.unit, call.actor, profile.customer)
    base = "" if pilot is None else renumbering.base_of(call, pilot).number
    free = free_numbers(call, profile, pilot, base)
    found = [number for number, _ in zip(free, range(count), strict=False)]
    return found or [_used_up("customer")]


def free_numbers(call: Call, profile: Profile, pilot: Extension | None, base: str, least: str = "") -> Iterator[str]:
    """The numbers of extensions that are free from ``least`` on, ascending, all equally long where there is a range (E4).

    Where there is a pilot with its base number, one whose telephone number or account somebody has is none.
    """
    first = least or profile.ext_range_min or FIRST_WITHOUT_RANGE
    last = profile.ext_range_max or "9" * len(first)
    used = set(store.numbers_between(call.unit, profile.customer, first, last))
    for count in range(int(first), int(last) + 1):
        number = str(count).zfill(len(first))
        if number in used or e164.is_emergency(number, profile.country):
            continue
        if pilot is None or _can_be_made(call, pilot, base, number):
            yield number


def _can_be_made(call: Call, pilot: Extension, base: str, number: str) -> bool:
    if not is_free(call, pilot.customer, base + number):
        return False
    names = (str(AccountId(pilot.customer, number)), base + number)
    return all(is_address_free(call, name, pilot.domain) for name in names)


def next_number(call: Call, pbx: Pbx, pilot: Extension, base: str, field: str) -> str:
    """The lowest number that is free. Raises NumbersUsedUp."""
    return next(free_numbers(call, pbx.profile, pilot, base), "") or _used_up(field)


def derived_number(base: str, number: str, field: str) -> Wanted:
    """The telephone number of an extension: the base number and its own behind it (E6). Raises NumbersTooLong."""
    return Wanted(renumbering.derived(base, number, field), DERIVED)


def get_directory(call: Call, customer: int) -> list[DirectoryEntryAnswer]:
    """Every extension of a customer, and where its calls go, by number (E16). Raises CustomerUnknown."""
    owner = read_tenancy(call, customer, "customer")
    return [
        DirectoryEntryAnswer(
            name=each.name,
            display_name=each.display_name,
            number=each.number or "",
            address=f"{each.sip_username}@{each.domain}",
            kind=each.kind,
        )
        for each in store.directory(call.unit, owner.customer)
    ]


def _hold_user(call: Call, pbx: Pbx, number: str | None, field: str) -> Extension:
    extension = EXTENSIONS.lock(call, pbx.customer, required(number, field), field=field)
    if extension.kind != USER:
        raise InvalidValue("is the number of a group, which has operations of its own", field=field)
    return extension


def _plan(call: Call, home: _Home, new: ExtensionFields, written: str) -> Plan:
    pbx = home.pbx
    number = fields.internal_number(pbx.profile, written, f"{PATH}.number")
    columns = fields.columns(call, new, PATH)
    _require_recording(call, pbx, columns)
    derived = derived_number(home.base, number, f"{PATH}.number")
    changes.require_held(call, pbx.customer, columns, PATH, derived.number)
    main = new.get("main_product", "")
    if not main and call.reverts is None:  # one that had none comes back with none
        main = subscriptions.single_main(call.unit, pbx.owner, USER, f"{PATH}.mainProduct")
    _require_kinds(call, pbx, new)
    return Plan(
        pbx=pbx,
        kind=USER,
        account_id=AccountId(pbx.customer, number),
        domain=home.pilot.domain,
        name=required(columns.get("name"), f"{PATH}.name"),
        path=PATH,
        display_name=columns.pop("display_name", ""),
        username=changes.sip_username(new.get("sip_username", ""), f"{PATH}.sipUsername"),
        password=new.get("sip_password", ""),
        products=[each for each in (main, *new.get("addons", ()), new.get("call_plan", "")) if each],
        products_field=fields.of_products(new, PATH),
        numbers=[derived],
        numbers_field=f"{PATH}.number",
        columns=columns,
        account=changes.of_account(new),
    )


def _require_recording(call: Call, pbx: Pbx, wanted: Mapping[str, Any]) -> None:
    """Raise FeatureNotInType when calls are to be recorded, and the product type of the customer has no recording."""
    if wanted.get("record_outbound"):
        features.require(call, pbx.profile.product_type, features.RECORDING, f"{PATH}.recordOutbound")


def _like(plan: Plan, home: _Home, number: str) -> Plan:
    """The same for another number."""
    derived = derived_number(home.base, number, f"{PATH}.number")
    return replace(plan, account_id=AccountId(home.pbx.customer, number), numbers=[derived])


def _require_kinds(call: Call, pbx: Pbx, new: ExtensionFields) -> None:
    """Each product stands in the member of its kind. Raises NotInAgreement, InvalidValue."""
    wanted = [(new.get("main_product", ""), MAIN, "mainProduct"), (new.get("call_plan", ""), CALL_PLAN, "callPlan")]
    wanted += [(code, ADDON, f"addons.{place}") for place, code in enumerate(new.get("addons", ()))]
    for code, kind, member in wanted:
        if code:
            subscriptions.require_kind(call, pbx.owner, code, kind, f"{PATH}.{member}")


def _removal(groups: Sequence[Extension], extension: Extension) -> Sequence[Step]:
    named = {"customer": extension.customer, "number": extension.number}
    return [*joining.steps_out(extension, groups, PATH), Step("pbx", "deleteExtension", named)]


def _back(extension: Extension) -> Callable[[dict[str, Any]], Step]:
    named = {"customer": extension.customer, "number": extension.number}
    return lambda members: Step("pbx", "updateExtension", {PATH: {**named, **members}})


def _again(extension: Extension, shown: ExtensionAnswer, password: str) -> Sequence[Step]:
    """What makes a user again as it was shown."""
    return [Step("pbx", "addExtension", {PATH: changes.given_again(extension, shown, password)}, is_secret=True)]


def _used_up(field: str) -> Any:
    raise NumbersUsedUp("no number of an extension is free", field=field)
