# SPDX-License-Identifier: Apache-2.0
"""Clients tell refusals apart by their numbers: no two share one, in whatever ports they are."""

from collections import Counter
from collections.abc import Iterator

from ngnprov.calls.port import find_ports
from ngnprov.errors import Refusal


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Those of the product that have a number of their own."""
    find_ports()
    for each in kind.__subclasses__():
        if each.__module__.startswith("ngnprov.") and "code" in vars(each):
            yield each
        yield from refusals(each)


def test_a_number_and_a_name_belong_to_one_refusal() -> None:
    for attribute in ("code", "name"):
        counted = Counter(getattr(each, attribute) for each in set(refusals()))
        assert [value for value, count in counted.items() if count > 1] == []
