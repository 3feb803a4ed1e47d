# SPDX-License-Identifier: Apache-2.0
"""Random steps of a walk (test_walk.py): requests of the ports' tables, with some values exchanged for others of the same place."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ngnprov.calls.port import find_ports
from ngnprov.calls.refusing import refusals_of
from ngnprov.errors import CustomerLimit
from tests.support import matrix
from tests.support.every_operation import MORE, OTHERS, TABLES
from tests.support.matrix import Others

WHO = tuple(who for who, level in matrix.WHO.items() if level is not None)
REQUESTS = [(port, operation, row.arguments) for port, table in TABLES.items() for operation, row in table.items()]
BESIDE = [(port, operation, arguments) for port, more in MORE.items() for operation, arguments in more]
CHANGES = [each for each in (*REQUESTS, *BESIDE) if not each[1].startswith("get")]
CLAIMING = {op.name for port in find_ports() for op in port.operations() if CustomerLimit in refusals_of(op)} | {
    "setProperties"
}
CLAIMS = [each for each in CHANGES if each[1] in CLAIMING or "customer" in str(each[2])]
"""What takes credits, moves or sets them."""


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody's call."""

    who: str
    port: str
    operation: str
    arguments: Mapping[str, Any]


def step_of(seed: int) -> Step | None:
    """A random step; none for 0, to which a failing walk is shortened."""
    if not seed:
        return None
    chance = random.Random(seed)
    port, operation, arguments = chance.choice(chance.choice((CLAIMS, CLAIMS, CLAIMS, CHANGES, REQUESTS)))
    return Step(chance.choice(WHO), port, operation, varied(chance, OTHERS[port], arguments, ""))


def varied(chance: random.Random, others: Others, value: Any, path: str) -> Any:
    """Arguments in which about one value in three is another one."""
    if isinstance(value, Mapping):
        return {name: varied(chance, others, each, f"{path}.{name}") for name, each in value.items()}
    if isinstance(value, list):
        return [varied(chance, others, each, path) for each in value]
    found = others.get(".".join(path.split(".")[-2:])) or others.get(path.rpartition(".")[2])
    return chance.choice(found) if found and not chance.randrange(3) else value
