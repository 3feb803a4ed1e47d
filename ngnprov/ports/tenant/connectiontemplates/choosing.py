# SPDX-License-Identifier: Apache-2.0
"""Which template a connection has, and what it gets of it (connections.md C3)."""

from collections.abc import Mapping
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer.tenancy import read_tenancy
from ngnprov.ports.tenant.connections.store import Connection
from ngnprov.ports.tenant.connections.wire import ConnectionFields
from ngnprov.ports.tenant.connectiontemplates import store
from ngnprov.ports.tenant.connectiontemplates.store import ConnectionTemplate
from ngnprov.ports.tenant.errors import TemplateMissing, TemplateUnknown

_FIELD = "connection"
_NEEDED = ("type", "host")


def template_for(call: Call, new: ConnectionFields, customer: int) -> ConnectionTemplate | None:
    """The template of a new connection: the one that is named, else the default of the customer's reseller if something is
    missing, or of the connection's type; it stays as it is until the unit ends.

    Raises TemplateUnknown, TemplateMissing, InvalidValue (the type is another one).
    """
    reseller = read_tenancy(call, customer, f"{_FIELD}.customer").reseller
    named = new.get("template", 0)
    if named:
        found = store.TEMPLATES.lock_any(call.unit, named)
        if found is None or found.reseller != reseller:
            raise TemplateUnknown("there is no such template", field=f"{_FIELD}.template")
        if new.get("type") and new["type"] != found.type:
            raise InvalidValue(f"is not that of the template, {found.type}", field=f"{_FIELD}.type")
        return found
    missing = next((name for name in _NEEDED if not new.get(name)), "")
    if not missing:
        return None
    default = store.default_of(call.unit, reseller)
    if default is None or (new.get("type") and new["type"] != default.type):
        text = "must be given, as there is no template to take it from"
        raise TemplateMissing(text, field=f"{_FIELD}.{missing}")
    return default


def completed(new: ConnectionFields, template: ConnectionTemplate | None) -> Mapping[str, Any]:
    """Type and host of a new connection: as they are given, else those of its template."""
    if template is None:
        return new
    return {"type": new.get("type") or template.type, "host": new.get("host") or template.host}


def template_of(call: Call, connection: Connection) -> ConnectionTemplate | None:
    """The template that a connection has, for reading."""
    return None if connection.template is None else store.of_id(call.unit, connection.template)
