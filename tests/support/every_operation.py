# SPDX-License-Identifier: Apache-2.0
"""Every operation of every port with a request, and a server on which an administrator can call them all in their order.

What a port adds stands in tests/ports/<port>/table.py: its ``TABLE``, and ``fill``, which makes the records of its requests. For
random walks (tests/promises/steps.py) there may be ``MORE`` requests, and ``OTHERS``, values that stand in them instead.
"""

import importlib
import re
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from ngnprov.calls.port import find_ports
from tests.support.caller import Caller, Fault
from tests.support.matrix import More, Others, Table
from tests.support.scene import Scene
from tests.support.world import World


def table_of(port: str) -> ModuleType:
    """The table of a port. Raises LookupError that says which file to write."""
    name = f"tests.ports.{port}.table"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if not f"{name}.".startswith(f"{error.name}."):
            raise  # it is there, and imports something that is not
        raise LookupError(
            f"write {name.replace('.', '/')}.py with TABLE, a Row for each operation of the port, and fill: "
            "CONTRIBUTING.md, A port (tests/planted/table.py is one)"
        ) from None


_MODULES = {port.title.removesuffix("Port"): table_of(port.name) for port in find_ports()}
TABLES: dict[str, Table] = {port: module.TABLE for port, module in _MODULES.items()}
"""By port."""
MORE: dict[str, More] = {port: getattr(module, "MORE", ()) for port, module in _MODULES.items()}
OTHERS: dict[str, Others] = {port: getattr(module, "OTHERS", {}) for port, module in _MODULES.items()}


def fill(world: World) -> None:
    """Make people and records."""
    scene = Scene(world, "encoded")
    for module in _MODULES.values():
        module.fill(scene)


class Crowd(Scene):
    """All of them."""

    @classmethod
    def fill(cls, world: World) -> None:
        """Make them."""
        fill(world)


def told(caller: Caller, port: str, operation: str, arguments: Mapping[str, Any]) -> Any:
    """The answer without the time of day and what is another each time, or the members of the fault."""
    try:
        answer = caller.call(operation, arguments, port)
    except Fault as fault:
        return fault.members
    return without_moments(answer)


def without_moments(value: Any) -> str:
    """As text, without what differs from call to call: times, transactions, files that hold one, a token or digest that is
    another one each time, and numbers of subscriptions, which databases count differently where a call was refused."""
    text = _FILE.sub(
        r"'\1': one", _TOKEN.sub(r"'\1': one", repr(value))
    )  # first: digits of a digest may look like a time
    text = _TRANSACTION.sub("transaction: one", _MOMENT.sub("then", text))
    return _SUBSCRIPTION.sub("'subscription': one", text)


def succeeds(port: str, operation: str) -> bool:
    """Is the request of its row answered, where nothing outside of the server is there?"""
    return not TABLES[port][operation].known


_FILE = re.compile(r"'(content|sha256)': '[A-Za-z0-9+/=]{64,}'")
_TOKEN = re.compile(
    r"'(token|secret|uri|quoteDigest)': '(?:[0-9a-f]{64}|[A-Za-z0-9_-]{22}|ngs_[A-Za-z0-9_-]{43}|[A-Z2-7]{32}|otpauth://[^']*)'"
)
_SUBSCRIPTION = re.compile(r"'subscription': \d+")
_TRANSACTION = re.compile(r"""(['"])transaction\1: (['"])[0-9a-f]+\2""")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?|20\d{8}")
