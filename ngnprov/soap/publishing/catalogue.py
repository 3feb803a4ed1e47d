# SPDX-License-Identifier: Apache-2.0
"""What the reference tells of ports, operations, types and faults, from the declarations that the service runs on."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from ngnprov.calls.operation import Operation
from ngnprov.calls.port import OperationGroup, Port
from ngnprov.calls.refusing import refusals_of
from ngnprov.errors import (
    BudgetUsed,
    Busy,
    Changed,
    DatabaseFailure,
    InternalFailure,
    InvalidType,
    InvalidValue,
    MissingInput,
    NotAuthenticated,
    NotAuthorized,
    NotImplementedHere,
    NotRevertible,
    Refusal,
    RequestReused,
    SecondFactorNeeded,
    Terminated,
    TooManyLogins,
)
from ngnprov.soap.publishing.prose import first_paragraph, titled, words
from ngnprov.soap.publishing.schema import reference
from ngnprov.soap.types import WireType, is_record, is_secret, item_type, members, type_name
from ngnprov.soap.used_types import collect

Row = dict[str, Any]
"""What a template shows of one thing, by the names that it uses."""

GENERAL: tuple[type[Refusal], ...] = (
    InvalidType,
    InvalidValue,
    MissingInput,
    InternalFailure,
    DatabaseFailure,
    Busy,
    NotImplementedHere,
    NotAuthenticated,
    NotAuthorized,
    TooManyLogins,
    Terminated,
    BudgetUsed,
    SecondFactorNeeded,
)
"""Faults that any operation can give."""
ASKED: tuple[type[Refusal], ...] = (Changed, RequestReused, NotRevertible)
"""Faults that only those meet who ask for it: by the header ``request``, or to have a change undone."""


@lru_cache(maxsize=64)
def port_row(port: Port) -> Row:
    """A port with its operations in groups, and the types that they use."""
    _, summary = titled(first_paragraph(port.docstring))
    types = collect((port,))
    return {
        "name": port.name,
        "title": port.title,
        "namespace": port.namespace,
        "login": port.accounts.parameters if port.accounts is not None else (),
        "summary": summary,
        "groups": [_group_row(port, service) for service in port.services],
        "type_namespace": port.type_namespace,
        "types": [type_row(name, declared) for each in types.values() for name, declared in each.items()],
        "imported": {name: list(each) for name, each in types.items() if name != port.type_namespace},
    }


def _group_row(port: Port, service: type[OperationGroup]) -> Row:
    """The operations of one service class, under the title that its docstring begins with, else its name."""
    title, summary = titled(first_paragraph(service.__doc__))
    name = service.__name__.removeprefix(port.title.removesuffix("Port"))
    return {
        "id": f"group-{port.name}-{service.__name__}",
        "title": title or ("Operations" if name == "Port" else words(name)),
        "summary": summary,
        "operations": [operation_row(port, operation) for operation in service.operations()],
    }


def operation_row(port: Port, operation: Operation) -> Row:
    """An operation; ``found_by`` are words of it that a search shall find though the list does not show them."""
    faults = [fault_row(refusal) for refusal in refusals_of(operation) if refusal not in GENERAL]
    kinds = [*operation.parameters.values(), *([operation.returns] if operation.returns else [])]
    found_by = [*operation.parameters, *map(_shown, kinds), operation.answers if operation.returns else ""]
    if operation.versioned:
        found_by.append("ifVersion")
    for fault in faults:
        found_by += [str(fault["code"]), fault["name"]]
    return {
        "id": f"{port.name}-{operation.name}",
        "port": port.name,
        "name": operation.name,
        "summary": first_paragraph(operation.summary),
        "who": operation.policy.sentence(),
        "permission": operation.policy.permission.name,
        "writes": operation.writes,
        "versioned": bool(operation.versioned),
        "parameters": [
            {"name": name, "type": _shown(kind), "link": _link(kind), "required": name in operation.required}
            for name, kind in operation.parameters.items()
        ],
        "result": operation.returns
        and {"name": operation.answers, "type": _shown(operation.returns), "link": _link(operation.returns)},
        "faults": faults,
        "found_by": " ".join(dict.fromkeys(filter(None, found_by))),
    }


def type_row(name: str, declared: WireType) -> Row:
    """A struct with its members, or a list with the type of its items."""
    item = item_type(declared)
    if item is not None:
        return {"name": name, "list": _shown(item), "link": _link(item), "members": [], "summary": ""}
    return {
        "name": name,
        "list": "",
        "link": "",
        "summary": first_paragraph(declared.__doc__),
        "members": [
            {"name": wire, "type": _shown(kind), "link": _link(kind), "rule": _rule(kind)}
            for wire, kind in members(declared).items()
        ],
    }


def fault_rows(refusals: Iterable[type[Refusal]]) -> list[Row]:
    """Codes, names and meanings of refusals."""
    return [fault_row(refusal) for refusal in refusals]


def fault_row(refusal: type[Refusal]) -> Row:
    """Code, name and meaning of a refusal."""
    return {"code": refusal.code, "name": refusal.name, "meaning": first_paragraph(refusal.__doc__)}


def _shown(declared: WireType) -> str:
    return _link(declared) or reference(declared)


def _link(declared: WireType) -> str:
    return type_name(declared) if item_type(declared) is not None or is_record(declared) else ""


def _rule(declared: WireType) -> str:
    """The facets in words."""
    if is_record(declared) or item_type(declared) is not None:
        return ""
    facets = declared.Attributes
    if getattr(facets, "money", False):
        return "at most four decimals"
    rules = ["never in logs or the journal"] if is_secret(declared) else []
    if isinstance(getattr(facets, "max_len", None), int):
        rules.insert(0, f"at most {facets.max_len} characters")
    elif getattr(facets, "ge", None) is not None and facets.ge > float("-inf"):
        rules.insert(0, f"{facets.ge} to {facets.le}")
    return ", ".join(rules)
