# SPDX-License-Identifier: Apache-2.0
"""Clients tell refusals apart by their numbers: no two share one, in whatever ports they are, and the contract lists each."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ngnprov.calls.port import find_ports
from ngnprov.errors import Refusal

PAGES = Path(__file__).parents[2] / "docs/contract"
LOWEST_OF_PORTS = 1000
"""Lower codes are those of every port (wire.md 6.2)."""


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Those of the product that have a number of their own."""
    find_ports()
    for each in kind.__subclasses__():
        is_there = getattr(sys.modules.get(each.__module__), each.__name__, None) is each  # a planted one may be gone
        if is_there and each.__module__.startswith("ngnprov.") and "code" in vars(each):
            yield each
        yield from refusals(each)


def test_a_number_and_a_name_belong_to_one_refusal() -> None:
    for attribute in ("code", "name"):
        counted = Counter(getattr(each, attribute) for each in set(refusals()))
        assert [value for value, count in counted.items() if count > 1] == []


def page_of(kind: type[Refusal]) -> str:
    """The page of the contract that rules a refusal; the kernel's own above the general ones are CustomerPort's."""
    _, _, port = kind.__module__.partition("ngnprov.ports.")
    return port.split(".")[0] or ("wire" if kind.code < LOWEST_OF_PORTS else "customer")


BY_CODE = {str(kind.code): kind for kind in refusals()}


@pytest.mark.parametrize("kind", BY_CODE.values(), ids=BY_CODE)
def test_the_page_that_rules_a_refusal_lists_its_number_and_name(kind: type[Refusal]) -> None:
    assert f"\n| {kind.code} | {kind.name} | " in (PAGES / f"{page_of(kind)}.md").read_text()
