# SPDX-License-Identifier: Apache-2.0
"""The reference at ``GET /``: a page of all ports, one for each port, and one for each operation with requests and answers.

Pages link to each other relatively, so that they work behind any proxy; ``root`` is the way from the page that is shown to
that of the server (``../../``). ``base`` is the server's URL as written in WSDL addresses, without a trailing slash.
"""

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from ngnprov import __version__
from ngnprov.calls.operation import Operation
from ngnprov.calls.port import Port
from ngnprov.errors import CustomerUnknown
from ngnprov.soap.publishing import samples
from ngnprov.soap.publishing.catalogue import ASKED, GENERAL, fault_rows, operation_row, port_row, type_row
from ngnprov.soap.publishing.prose import as_html, breakable
from ngnprov.soap.reading.envelope import Dialect
from ngnprov.soap.types import SoapAuth
from ngnprov.soap.used_types import own_types

_DIALECTS: tuple[tuple[str, Dialect], ...] = (("document/literal", "literal"), ("RPC/encoded", "encoded"))


def _resource(name: str) -> bytes:
    return files("ngnprov.soap.publishing").joinpath("templates", name).read_bytes()


SCRIPT: Final = _resource("search.js")
"""What makes the search box work; served by us, as the policy wants it."""

_STYLE = _resource("style.css").decode()
SECURITY_POLICY: Final = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)
"""Content-Security-Policy of the pages: nothing but their own style sheet and script, and an empty icon."""

_environment = Environment(
    loader=PackageLoader("ngnprov.soap.publishing"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_environment.filters.update(prose=as_html, breakable=breakable)
_environment.globals.update(style=_STYLE, version=__version__)


@lru_cache(maxsize=8)
def index(ports: tuple[Port, ...], base: str, root: str) -> str:
    """The first page: how to call, every operation of every port, what is good to know, general faults, the login
    and the headers of our own."""
    unknown = CustomerUnknown("there is no such customer")
    return _render(
        "index.html",
        ports,
        "",
        base=base,
        root=root,
        general=fault_rows(GENERAL),
        asked=fault_rows(ASKED),
        login=type_row("SoapAuth", SoapAuth),
        own=[type_row(name, declared) for name, declared in own_types().items()],
        fault_literal=samples.fault(unknown, "literal"),
        fault_encoded=samples.fault(unknown, "encoded"),
    )


@lru_cache(maxsize=16)
def port_page(ports: tuple[Port, ...], port: Port, base: str, root: str) -> str:
    """The page of a port: its addresses, operations and types."""
    return _render("port.html", ports, port.name, base=base, root=root, port=port_row(port))


@lru_cache(maxsize=64)
def operation_page(ports: tuple[Port, ...], port: Port, operation: str, base: str, root: str) -> str:
    """The page of an operation, by name, with requests and answers in both dialects. Raises KeyError."""
    declared = _operations(port)[operation]
    shown = [
        {
            "title": title,
            "dialect": dialect,
            "request": samples.request(port, declared, dialect),
            "answer": samples.answer(port, declared, dialect),
        }
        for title, dialect in _DIALECTS
    ]
    row = operation_row(port, declared)
    return _render(
        "operation.html", ports, port.name, base=base, root=root, port=port_row(port), operation=row, samples=shown
    )


def has_operation(port: Port, name: str) -> bool:
    """Is there a page of it?"""
    return name in _operations(port)


@lru_cache(maxsize=64)
def _operations(port: Port) -> dict[str, Operation]:
    return {operation.name: operation for operation in port.operations()}


def _render(template: str, ports: tuple[Port, ...], here: str, **shown: Any) -> str:
    return _environment.get_template(template).render(ports=[port_row(port) for port in ports], here=here, **shown)
