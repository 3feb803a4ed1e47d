# SPDX-License-Identifier: Apache-2.0
"""The page at ``GET /``: every port, operation, parameter and fault, from the declarations that the service runs on."""

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from ngnprov import __version__
from ngnprov.errors import (
    Busy,
    CustomerUnknown,
    DatabaseFailure,
    InternalFailure,
    InvalidType,
    InvalidValue,
    MissingInput,
    NotAuthenticated,
    NotAuthorized,
    NotImplementedHere,
    Refusal,
    TooManyLogins,
)
from ngnprov.port import Port
from ngnprov.soap import samples
from ngnprov.soap.envelope import Dialect
from ngnprov.soap.operation import Operation, PortService
from ngnprov.soap.prose import as_html, first_paragraph, titled, words
from ngnprov.soap.schema import collect, reference
from ngnprov.soap.types import SoapAuth, WireType, is_record, is_secret, item_type, members, type_name

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
)
"""Faults that any operation can give."""


_DIALECTS: tuple[tuple[str, Dialect], ...] = (("RPC/encoded", "encoded"), ("document/literal", "literal"))


def _resource(name: str) -> str:
    return files("ngnprov.soap").joinpath(name).read_text(encoding="utf-8")


_STYLE = _resource("reference.css")
_environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
_environment.filters["prose"] = as_html
_PAGE = _environment.from_string(_resource("reference.html"))
SECURITY_POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    + "'"
)
"""Content-Security-Policy of the page: nothing but its own style sheet and an empty icon."""


@lru_cache(maxsize=16)
def render(ports: tuple[Port, ...], base: str) -> str:
    """The page of a server that is reached at ``base`` (no trailing slash)."""
    return _PAGE.render(
        version=__version__,
        base=base,
        style=_STYLE,
        ports=[_port(port, base) for port in ports],
        types=[_type(name, declared) for name, declared in {**collect(ports), "SoapAuth": SoapAuth}.items()],
        general=[_fault(refusal) for refusal in GENERAL],
        fault_encoded=samples.fault(CustomerUnknown("there is no such customer"), "encoded"),
        fault_literal=samples.fault(CustomerUnknown("there is no such customer"), "literal"),
    )


def _port(port: Port, base: str) -> dict[str, Any]:
    _, summary = titled(first_paragraph(port.docstring))
    return {
        "name": port.name,
        "title": port.title,
        "namespace": port.namespace,
        "summary": summary,
        "groups": [_group(port, service) for service in port.services],
        "curl": f"curl -s -H 'Content-Type: text/xml' --data-binary @request.xml {base}/soap/{port.name}/",
    }


def _group(port: Port, service: type[PortService]) -> dict[str, Any]:
    """The operations of one service class, under the title that its docstring begins with, else its name."""
    title, summary = titled(first_paragraph(service.__doc__))
    name = service.__name__.removeprefix(port.title.removesuffix("Port"))
    return {
        "id": f"group-{port.name}-{service.__name__}",
        "title": title or ("Operations" if name == "Port" else words(name)),
        "summary": summary,
        "operations": [_operation(port, operation) for operation in service.operations()],
    }


def _operation(port: Port, operation: Operation) -> dict[str, Any]:
    return {
        "id": f"{port.name}-{operation.name}",
        "name": operation.name,
        "summary": first_paragraph(operation.summary),
        "who": operation.policy.sentence(),
        "writes": operation.writes,
        "parameters": [
            {"name": name, "type": _shown(kind), "link": _link(kind), "required": name in operation.required}
            for name, kind in operation.parameters.items()
        ],
        "result": operation.returns
        and {"name": operation.answers, "type": _shown(operation.returns), "link": _link(operation.returns)},
        "faults": [_fault(refusal) for refusal in operation.faults if refusal not in GENERAL],
        "samples": [
            {
                "title": title,
                "request": samples.request(port, operation, dialect),
                "answer": samples.answer(port, operation, dialect),
            }
            for title, dialect in _DIALECTS
        ],
    }


def _type(name: str, declared: WireType) -> dict[str, Any]:
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


def _shown(declared: WireType) -> str:
    return reference(declared).removeprefix("ngnpro:")


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


def _fault(refusal: type[Refusal]) -> dict[str, Any]:
    return {"code": refusal.code, "name": refusal.name, "meaning": first_paragraph(refusal.__doc__)}
