# SPDX-License-Identifier: Apache-2.0
"""Giving an extension another number, and a customer another base number (pbx.md E14, E15): all that follows, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.ports.enum.names import LONGEST_NUMBER
from ngnprov.ports.pbx.account_ids import AccountId
from ngnprov.ports.pbx.attendants import store as keys
from ngnprov.ports.pbx.blocking.layers import require_all_manageable
from ngnprov.ports.pbx.errors import NumbersTooLong
from ngnprov.ports.pbx.extensions import fields, store
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS, Pbx
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.numbers import store as numbers
from ngnprov.ports.pbx.numbers.moving import Move, move
from ngnprov.ports.pbx.numbers.service import redirect
from ngnprov.ports.pbx.numbers.store import Number
from ngnprov.ports.pbx.numbers.tables import BASE, DERIVED
from ngnprov.ports.sip.accounts import renaming


def base_of(call: Call, pilot: Extension) -> Number:
    """The base number, which every pilot has."""
    return next(each for each in numbers.of_extension(call.unit, pilot.id) if each.role == BASE)


def derived(base: str, number: str, field: str) -> str:
    """The base number with that of an extension behind it. Raises NumbersTooLong."""
    if len(base + number) > LONGEST_NUMBER:
        raise NumbersTooLong(
            f"makes with the base number one of more than {LONGEST_NUMBER} digits (E.164)", field=field
        )
    return base + number


def renumber(call: Call, pbx: Pbx, extension: Extension, base: Number, written: str, field: str) -> Extension:
    """Give an extension that is locked another number; its account id follows, and its account where that is called so.

    An account whose password is not kept in clear keeps its user name, over which its digests are. Raises InvalidValue,
    OutOfRange, ExtensionExists, NumbersTooLong, NumberTaken, AccountExists.
    """
    number = fields.internal_number(pbx.profile, written, field)
    if number == extension.number:
        return extension
    EXTENSIONS.require_none(call, pbx.customer, number, field=field)
    account_id = str(AccountId(pbx.customer, number))
    wanted: dict[str, Any] = {"number": number, "account_id": account_id}
    led = numbers.of_extension(call.unit, extension.id)
    is_renamed = extension.sip_username == extension.account_id and renaming.can_be_renamed(call, extension.sip_id)  # type: ignore[arg-type]
    if is_renamed:
        wanted["sip_username"] = account_id
    changed = extension._replace(**wanted)
    own = derived(base.number, number, field)
    moves = [Move(each, own, changed) for each in led if each.role == DERIVED]
    others = [each for each in led if each.role != DERIVED]
    former = {each.former.number: each.number for each in moves}
    if extension.caller_id in former:
        wanted["caller_id"] = former[extension.caller_id]
    with call.parts():
        if is_renamed:
            renaming.rename_account(call, extension.sip_id, account_id, field)  # type: ignore[arg-type]
            redirect(call, others, extension.id, changed.sip_id, field)
        keys.follow(call.unit, move(call, pbx.owner, moves, field))
    showing = [each for number in former for each in store.showing(call.unit, pbx.customer, number)]
    _follow(call, (each for each in showing if each.id != extension.id), former)
    named = {"customer": pbx.customer, "from": number, "to": extension.number}
    back = [Step("pbx", "renumberExtension", named)]
    return _store(call, extension, wanted, _told(call, extension, led), back)


def rebase(call: Call, pbx: Pbx, pilot: Extension, base: Number, digits: str, field: str) -> dict[str, str]:
    """Give a customer another base number: the numbers derived from it follow, and caller IDs that are among them.

    What each number has become. Raises NumbersTooLong, NumberTaken for the first clash; the undo is the caller's.
    """
    extensions = {each.id: each for each in store.of_customer(call.unit, pbx.customer)}
    require_all_manageable(call, list(extensions.values()), field)
    moves = [Move(base, digits, pilot)]
    for each in numbers.derived_of(call.unit, pbx.customer):
        extension = extensions[each.extension or 0]
        moves.append(Move(each, derived(digits, extension.number or "", field), extension))
    keys.follow(call.unit, move(call, pbx.owner, moves, field))
    became = {each.former.number: each.number for each in moves}
    _follow(call, (each for each in extensions.values() if each.id != pilot.id), became)
    if pilot.caller_id in became:  # the caller counts the change of the pilot
        store.EXTENSIONS.update(call.unit, pilot.id, {"caller_id": became[pilot.caller_id]}, counts=False)
    return became


def _follow(call: Call, extensions: Iterable[Extension], became: Mapping[str, str]) -> None:
    """Let caller IDs of extensions follow the numbers that they are, and each of the extensions count a change."""
    for extension in extensions:
        changed = {"caller_id": became[extension.caller_id]} if extension.caller_id in became else {}
        store.EXTENSIONS.update(call.unit, extension.id, changed)


def _told(call: Call, extension: Extension, led: Sequence[Number]) -> tuple[list[str], list[str]]:
    """Its numbers, before and now."""
    now = numbers.of_extension(call.unit, extension.id)
    return sorted(each.number for each in led), sorted(each.number for each in now)


def _store(
    call: Call, extension: Extension, wanted: dict[str, Any], told: tuple[list[str], list[str]], back: list[Step]
) -> Extension:
    present = extension._asdict()
    changed = {**wanted, "change_date": call.now}
    EXTENSIONS.records.update(call.unit, extension.id, changed)
    before, after = told
    # by its number in the database: its account id is another before and after an undo
    call.changed(
        f"PBX extension no. {extension.id}",
        {**present, "numbers": before},
        {**changed, "numbers": after},
        undo_by=back,
    )
    return extension._replace(**changed, version=extension.version + 1)
