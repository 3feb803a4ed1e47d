# SPDX-License-Identifier: Apache-2.0
"""The rules of connection templates (connections.md 3): each is a reseller's, one may be its default, and no key is told."""

from functools import partial
from typing import Any, Final

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import find_reseller as hold_reseller
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.connections import addresses
from ngnprov.ports.tenant.connections import store as connections
from ngnprov.ports.tenant.connections.adapters import ADAPTERS
from ngnprov.ports.tenant.connectiontemplates import store
from ngnprov.ports.tenant.connectiontemplates.store import ConnectionTemplate
from ngnprov.ports.tenant.connectiontemplates.tables import MASTER_KEY
from ngnprov.ports.tenant.connectiontemplates.wire import (
    ConnectionTemplateAnswer,
    ConnectionTemplateFields,
    ConnectionTemplatePageAnswer,
    ConnectionTemplateQueryFields,
)
from ngnprov.ports.tenant.errors import TemplateInUse, TemplateUnknown
from ngnprov.ports.tenant.owning import find_reseller, new_number

FIELD: Final = "template"


def answer(template: ConnectionTemplate) -> ConnectionTemplateAnswer:
    """A stored template as it is answered, without its key."""
    return _shown(template, "")


def _shown(template: ConnectionTemplate, key: str) -> ConnectionTemplateAnswer:
    shown = template._asdict() | {"master_key": key, "change_date": clock.to_seconds(template.change_date)}
    return ConnectionTemplateAnswer(**shown)


def _with_key(call: Call, template: ConnectionTemplate) -> ConnectionTemplateAnswer:
    """As it would be given. Raises InternalFailure when the key does not open any more."""
    return _shown(template, MASTER_KEY.open(call.context.keys, template.master_key, id=template.id))


TEMPLATES = Resource(
    store.TEMPLATES,
    subject=lambda template: f"connection template {template.id}",
    unknown=partial(TemplateUnknown, "there is no such template"),
    in_use=partial(TemplateInUse, "connections have the template"),
    reversal=Reversal(
        *("tenant", "addConnectionTemplate", "updateConnectionTemplate", "deleteConnectionTemplate", FIELD),
        shown=_with_key,
    ),
)


def add_template(call: Call, new: ConnectionTemplateFields) -> ConnectionTemplateAnswer:
    """Keep a template of the caller's reseller; an administrator names one. A new default takes the place of the former.

    Raises MissingInput (reseller, name, type, host), InvalidValue, NotAuthorized (inactive reseller), ConnectionHostRefused.
    """
    reseller = find_reseller(call, new.get("reseller", 0), f"{FIELD}.reseller")
    entitlements.claim(call, reseller, reseller, {})
    addresses.require_allowed(call, f"{FIELD}.host")
    columns = {"name": _name(new.get("name")), "type": _type(new.get("type"))}
    host = addresses.read(new.get("host", ""), f"{FIELD}.host")
    is_default = new.get("is_default", False)
    if is_default:
        _clear_default(call, reseller)
    id = new_number(call, store.KIND, new.get("id", 0))
    template = ConnectionTemplate(
        id=id,
        reseller=reseller,
        **columns,
        host=host,
        master_key=_sealed(call, new.get("master_key", ""), id),
        is_default=is_default,
        change_date=call.now,
    )
    return answer(TEMPLATES.create(call, template))


def update_template(call: Call, given: ConnectionTemplateFields) -> ConnectionTemplateAnswer:
    """Change the members given. Type and host stay while connections have it, and another host needs the key again.

    Raises MissingInput (id, name, type, host, masterKey), InvalidValue, TemplateUnknown, TemplateInUse, ConnectionHostRefused.
    """
    id = required(given.get("id"), f"{FIELD}.id")
    hold_reseller(
        call, TEMPLATES.get(call, id, field=f"{FIELD}.id").reseller, f"{FIELD}.id"
    )  # before any template of it
    template = TEMPLATES.lock(call, id, field=f"{FIELD}.id")
    addresses.require_allowed(call, f"{FIELD}.host")
    wanted = _wanted(call, template, given)
    _require_unused(call, template, wanted)
    if wanted.get("is_default") and not template.is_default:
        _clear_default(call, template.reseller)
    return answer(TEMPLATES.update(call, template, wanted))


def delete_template(call: Call, id: int) -> None:
    """Remove a template that no connection has. Raises TemplateUnknown, TemplateInUse."""
    TEMPLATES.remove(call, TEMPLATES.lock(call, id, field="id"))


def get_templates(call: Call, query: ConnectionTemplateQueryFields) -> ConnectionTemplatePageAnswer:
    """Templates in scope that match."""
    return TEMPLATES.find(call, query, answer)


def _wanted(call: Call, template: ConnectionTemplate, given: ConnectionTemplateFields) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    if "name" in given:
        wanted["name"] = _name(given["name"])
    if "type" in given:
        wanted["type"] = _type(given["type"])
    if "host" in given:
        wanted["host"] = addresses.read(given["host"], f"{FIELD}.host")
    if "is_default" in given:
        wanted["is_default"] = given["is_default"]
    former = MASTER_KEY.open(call.context.keys, template.master_key, id=template.id)
    if given.get("master_key", former) != former:
        wanted["master_key"] = _sealed(call, given["master_key"], template.id)
    if wanted.get("host", template.host) != template.host and former and "master_key" not in given:
        raise MissingInput("must be given with another host", field=f"{FIELD}.masterKey")
    return wanted


def _require_unused(call: Call, template: ConnectionTemplate, wanted: dict[str, Any]) -> None:
    """Raise TemplateInUse when what its connections have of it would be another."""
    present = template._asdict()
    changed = next((name for name in ("type", "host") if wanted.get(name, present[name]) != present[name]), "")
    count = connections.count_with(call.unit, template.id) if changed else 0
    if count:
        raise TemplateInUse(
            f"{count} connections have it: make another template", field=f"{FIELD}.{changed}", used=count
        )


def _clear_default(call: Call, reseller: int) -> None:
    """Let a reseller, which is held, have no default any more."""
    former = store.default_of(call.unit, reseller)
    if former is not None:
        TEMPLATES.update(call, former, {"is_default": False})


def _name(text: str | None) -> str:
    return texts.line(required(text, f"{FIELD}.name"), f"{FIELD}.name")


def _type(text: str | None) -> str:
    found = required(text, f"{FIELD}.type")
    if found not in ADAPTERS:
        raise InvalidValue(f"must be one of {', '.join(sorted(ADAPTERS))}", field=f"{FIELD}.type")
    return found


def _sealed(call: Call, key: str, id: int) -> bytes:
    return MASTER_KEY.seal(call.context.keys, texts.line(key, f"{FIELD}.masterKey"), id=id)
