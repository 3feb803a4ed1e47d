# SPDX-License-Identifier: Apache-2.0
"""The struct and list types that operations use, by their namespace: what documents must declare, and answers name."""

from collections.abc import Iterable

from ngnprov.calls.port import Port
from ngnprov.soap.namespaces import OWN
from ngnprov.soap.types import (
    TYPES_NAMESPACE,
    RequestOptions,
    RequestReply,
    WireType,
    is_record,
    item_type,
    members,
    type_name,
    types_namespace,
)


def collect(ports: Iterable[Port]) -> dict[str, dict[str, WireType]]:
    """Every struct and list type that the operations use, by namespace and name, those that others rest on first."""
    found: dict[str, dict[str, WireType]] = {}
    for port in ports:
        for operation in port.operations():
            for declared in (*operation.parameters.values(), *([operation.returns] if operation.returns else [])):
                _visit(declared, port.type_namespace, found)
    return found


def own_types() -> dict[str, WireType]:
    """Those of the headers ``request`` and ``reply``, by name."""
    found: dict[str, dict[str, WireType]] = {}
    for declared in (RequestOptions, RequestReply):
        _visit(declared, OWN, found)
    return found[OWN]


def _visit(declared: WireType, around: str, found: dict[str, dict[str, WireType]]) -> None:
    """Add a struct or list type, and first all that it rests on."""
    item = item_type(declared)
    parts = [item] if item is not None else members(declared).values() if is_record(declared) else None
    if parts is None:
        return
    namespace = types_namespace(declared, around)
    if type_name(declared) in found.get(namespace, {}):
        return
    for part in parts:
        _visit(part, namespace, found)
    found.setdefault(namespace, {})[type_name(declared)] = declared


def other_namespaces(ports: Iterable[Port]) -> list[str]:
    """The namespaces of types that are not NGNPro's."""
    return [namespace for namespace in collect(ports) if namespace != TYPES_NAMESPACE]
