# SPDX-License-Identifier: Apache-2.0
"""docs/contract/dns.md and enum.md name every rule and every type there is."""

import re
from pathlib import Path

import pytest

from ngnprov.ports.dns import rdata

PAGES = Path(__file__).parents[3] / "docs/contract"


def test_the_page_lists_the_types_of_records() -> None:
    (row,) = re.findall(r"\| D-F \| Sixteen types: (.*?) \|", (PAGES / "dns.md").read_text())
    assert row.replace("and ", "").split(", ") == list(rdata.TYPES)


@pytest.mark.parametrize(
    ("page", "rules"),
    [("dns.md", ["A", "B", "E", "F", "G", "H", "J", "K", "M", "N", "O"]), ("enum.md", ["B", "C", "D", "J", "M", "O"])],
)
def test_the_page_says_every_rule(page: str, rules: list[str]) -> None:
    text = (PAGES / page).read_text()
    assert [rule for rule in rules if f"D-{rule}" not in text] == []


@pytest.mark.parametrize("page", ["dns.md", "enum.md"])
def test_the_modules_that_the_page_names_are_there(page: str) -> None:
    package = PAGES.parents[1] / "ngnprov"
    port = package / "ports" / page.removesuffix(".md")
    for name in re.findall(r"`([a-z_/]+\.py)`", (PAGES / page).read_text()):
        places = [port / name, package / name, PAGES.parents[1] / name]
        assert any(place.exists() for place in places), name
