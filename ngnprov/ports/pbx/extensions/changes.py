# SPDX-License-Identifier: Apache-2.0
"""What a call changes of an extension that is there, and what would make it again."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ngnprov.calls.call import Call
from ngnprov.calls.fields import fields_as
from ngnprov.calls.undo import Step
from ngnprov.db.failures import Duplicate
from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx import names
from ngnprov.ports.pbx.errors import CallerIdNotHeld
from ngnprov.ports.pbx.extensions import fields
from ngnprov.ports.pbx.extensions.lookup import EXTENSIONS, taken
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.pbx.numbers import store as numbers
from ngnprov.ports.pbx.subscriptions import service as subscriptions
from ngnprov.ports.sip.accounts import service as accounts
from ngnprov.ports.sip.accounts.lookup import lock_account
from ngnprov.ports.sip.groups import service as groups
from ngnprov.ports.sip.groups.service import ANONYMOUS
from ngnprov.zonefiles import hostnames

OF_ACCOUNT = ("email", "timezone")
"""Members that are the account's own."""
_GIVEN = (
    *("customer", "number", "name", "display_name", "sip_username", "web_username", "email", "timezone"),
    *("main_product", "addons", "call_plan", "local_prefix", "caller_id"),
    *("record_outbound", "record_email", "record_subject"),
)
"""Members that say all of a user."""


def sip_username(written: str, field: str) -> str:
    """The user name that is wanted for an account, "" for the one that follows from its id. Raises InvalidValue."""
    return written if written in ("", "<autoincrement>") else names.sip_username(hostnames.lower(written), field)


def of_account(given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given of the account's own members."""
    return {name: given[name] for name in OF_ACCOUNT if name in given}


class Beside(NamedTuple):
    """What some kinds of extensions have besides, as it is and as it is to be; whoever has it stores it."""

    present: Mapping[str, Any]
    wanted: Mapping[str, Any]


NOTHING_BESIDE = Beside({}, {})


def update(
    call: Call,
    extension: Extension,
    given: Mapping[str, Any],
    path: str,
    back: Callable[[dict[str, Any]], Step],
    beside: Beside = NOTHING_BESIDE,
) -> Extension:
    """Change the members given of an extension that is locked; its account's, too. ``back`` makes the step that undoes it.

    Raises InvalidValue, WebUsernameTaken, CallerIdNotHeld.
    """
    _require_same(call, extension, given, path)
    wanted = fields.columns(call, given, path, extension)
    if "name" in wanted and "display_name" not in given and extension.display_name == extension.name:
        wanted["display_name"] = wanted["name"]
    if wanted.get("caller_id") != extension.caller_id:
        require_held(call, extension.customer, wanted, path)
    account = of_account(given)
    if given.get("sip_password"):
        account["password"] = given["sip_password"]
    if account:
        named = {"account.password": f"{path}.sipPassword", "account.email": f"{path}.email"}
        with fields_as(named, f"{path}.timezone"):
            accounts.update_account(call, {"id": extension.sip_id, **account})  # type: ignore[typeddict-item]
    hidden = wanted.get("caller_id", extension.caller_id) == ANONYMOUS
    if hidden != (extension.caller_id == ANONYMOUS):
        _hide(call, extension, path, hidden=hidden)
    return _store(call, extension, wanted, path, back, beside)


def _hide(call: Call, extension: Extension, path: str, *, hidden: bool) -> None:
    """Let the account hide its caller ID, or show it (E8); a part of the change of the extension."""
    with call.parts():
        account = lock_account(call, extension.sip_id)  # type: ignore[arg-type]
        if hidden:
            groups.join(call, account, ANONYMOUS, f"{path}.callerId")
        else:
            groups.leave(call, account, ANONYMOUS)


def given_again(extension: Extension, shown: ExtensionAnswer, password: str) -> dict[str, Any]:
    """An extension as a caller would give it; the password for the web is its hash, which only an undo may give."""
    members = {name: getattr(shown, name) for name in _GIVEN}
    members["addons"] = list(shown.addons)
    return {**members, "sip_password": password, "web_password": extension.web_password}


def _store(
    call: Call,
    extension: Extension,
    wanted: Mapping[str, Any],
    path: str,
    back: Callable[[dict[str, Any]], Step],
    beside: Beside,
) -> Extension:
    present = {**extension._asdict(), **beside.present}
    changed = {name: value for name, value in {**wanted, **beside.wanted}.items() if value != present[name]}
    if not changed:
        return extension
    former = {name: present[name] for name in changed}
    changed["change_date"] = call.now
    stored = {name: value for name, value in changed.items() if name not in beside.present}
    try:
        EXTENSIONS.records.update(call.unit, extension.id, stored)
    except Duplicate as duplicate:
        raise taken(duplicate, path) from None
    call.changed(extension.subject, present, changed, undo_by=[back(former)])
    return extension._replace(**stored, version=extension.version + 1)


def _require_same(call: Call, extension: Extension, given: Mapping[str, Any], path: str) -> None:
    """Products are assigned, and names stay. Pages send whole records, so what is sent as it is changes nothing."""
    held = {each.code for each in subscriptions.held(call.unit, extension.id)}
    products = {given.get("main_product"), given.get("call_plan"), *given.get("addons", ())} - {None, ""}
    if products - held:
        raise InvalidValue("is not held: assignProduct gives products", field=f"{path}.mainProduct")
    username = given.get("sip_username")
    if username and hostnames.lower(username) != extension.sip_username:
        raise InvalidValue("stays what it is", field=f"{path}.sipUsername")


def require_held(call: Call, customer: int, wanted: Mapping[str, Any], path: str, own: str = "") -> None:
    """Raise CallerIdNotHeld when a caller ID is a number, and neither ``own`` nor one that the customer holds."""
    number = wanted.get("caller_id", "")
    if number in ("", ANONYMOUS, own):
        return
    if numbers.held_by(call.unit, customer, number) is None:
        raise CallerIdNotHeld("is not a number that the customer holds", field=f"{path}.callerId")
