# SPDX-License-Identifier: Apache-2.0
"""Parts of the tests.

``--alone``  what one process does alone on SQLite, in one dialect: no servers, other programs, PostgreSQL, races or matrices
``--fast``   of these what takes less than two minutes on two idle cores
``--rest``   what is not ``--alone``: CI runs the two one after the other
"""

import re

import pytest

FIXTURES = frozenset({"postgres", "server"})
"""Those that start something."""

FOLDERS = frozenset({"clients", "promises"})
TOGETHER = re.compile(
    r"test_(serve|serve_connections|readme|over_http|postgres_server|hosts|pages|pythons|cli_completion|cli_progress|cost|fuzz|served"
    r"|\w*races|many|matrix|rights|routing_rights|protected_names|reference_browser)"
)
LONG = re.compile(
    r"test_(amendments_vouchers|vouchers|slices|adding|denied_entries|guessing|busy_logins|list_plans|planted_port"
    r"|features_\w+|reference|regexps|records|rows|zones|replace|numbers|cli_\w+|amendments_\w+|credit\w*|pruning|journal_\w+)"
)
OPTIONS = {"--alone": "in one process on SQLite", "--fast": "in two minutes", "--rest": "what is not alone"}


def is_alone(item: pytest.Item) -> bool:
    """Does it need nothing but this process?"""
    chosen = getattr(getattr(item, "callspec", None), "params", {}).values()
    return not (
        item.get_closest_marker("slow")
        or FIXTURES & set(getattr(item, "fixturenames", ()))
        or "postgresql" in item.name
        or (any(value == "literal" for value in chosen) and item.path.parent.name != "wire")
        or item.path.parent.name in FOLDERS
        or TOGETHER.fullmatch(item.path.stem)
    )


def is_chosen(item: pytest.Item, part: str) -> bool:
    """Does it belong to the part that one of :data:`OPTIONS` names?"""
    if part == "--rest":
        return not is_alone(item)
    return is_alone(item) and (part == "--alone" or not LONG.fullmatch(item.path.stem))
