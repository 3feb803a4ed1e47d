# SPDX-License-Identifier: Apache-2.0
"""Declared types as plain Spyne types, for services as one would write them with Spyne 2.14.0 alone."""

from typing import Any

from spyne import Array, Boolean, ComplexModel, Double, Integer, Integer32, Unicode

from ngnprov.soap.types import is_record, item_type, members, type_name, xsd_name

_KINDS = {"string": Unicode, "integer": Integer, "int": Integer32, "double": Double, "boolean": Boolean}
_models: dict[str, Any] = {}


def model(kind: Any) -> Any:
    """The plain Spyne type of a declared one."""
    item = item_type(kind)
    if item is not None:
        return Array(model(item))
    if not is_record(kind):
        return _KINDS[xsd_name(kind)]
    name = type_name(kind)
    if name not in _models:
        info = [(wire, model(member)) for wire, member in members(kind).items()]
        _models[name] = type(name, (ComplexModel,), {"__namespace__": "urn:AGProjects:NGNPro", "_type_info": info})
    return _models[name]


class auth(ComplexModel):
    """The login header."""

    __namespace__ = "urn:AGProjects:NGNPro"
    username = Unicode
    password = Unicode
    admin = Boolean
    impersonate = Integer
