# SPDX-License-Identifier: Apache-2.0
"""Answers that are built by position name the members that they fill, in the order of types.py.

Types alone would not see that two texts have changed places.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from ngnprov import ports

PORTS = Path(ports.__file__).parent
ANSWERS = {
    name: value._fields
    for path in PORTS.rglob("wire.py")
    for name, value in vars(
        import_module(".".join(["ngnprov", *path.relative_to(PORTS.parent).with_suffix("").parts]))
    ).items()
    if name.endswith("Answer") and hasattr(value, "_fields")
}


def by_position() -> Iterator[tuple[str, str, list[str]]]:
    for path in PORTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ANSWERS:
                given = [getattr(each, "attr", getattr(each, "id", "")) for each in node.args]
                if len(given) > 2:
                    yield f"{path.relative_to(PORTS)}:{node.lineno}", node.func.id, given


@pytest.mark.parametrize(("place", "answer", "given"), list(by_position()))
def test_each_value_is_called_as_the_member_that_it_fills(place: str, answer: str, given: list[str]) -> None:
    assert given == list(ANSWERS[answer]), f"{place}: name them as in types.py, in its order"


def test_the_answer_of_the_longest_lists_is_built_so() -> None:
    assert {answer for _, answer, _ in by_position()} >= {"SipAccountAnswer"}
