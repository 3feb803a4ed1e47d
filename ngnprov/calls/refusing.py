# SPDX-License-Identifier: Apache-2.0
"""Which refusals an operation can give: its own, and those of ports that take part in it."""

from ngnprov.calls.operation import Operation
from ngnprov.calls.port import find_ports
from ngnprov.errors import Refusal


def refusals_of(operation: Operation) -> tuple[type[Refusal], ...]:
    """What callers of an operation are told of, each once, its own first."""
    found = dict.fromkeys(operation.faults)
    if operation.hook:
        for port in find_ports():
            part = getattr(port, operation.hook)
            found.update(dict.fromkeys(() if part is None else part.faults))
    return tuple(found)
