# SPDX-License-Identifier: Apache-2.0
"""Parts of the tests.

``--alone``  what one process does alone on SQLite, in one dialect: no servers, other programs, PostgreSQL, races or matrices
``--fast``   of these what takes less than two minutes on two idle cores
``--rest``   what is not ``--alone``: CI runs the two one after the other
"""

import re
from pathlib import Path

import pytest

FIXTURES = frozenset({"postgres", "server"})
"""Those that start something."""

TESTS = Path(__file__).parents[1]
TOGETHER = re.compile(
    r"clients/.*|promises/.*|docs/test_(?!pointers).*|serve/test_(server|connections|takeover)|http/test_(hosts|pages)|db/test_postgres_server"
    r"|cli/test_(completion|progress)|hostile/test_(cost|fuzz)|soap/test_(over_http|reference_browser)"
    r"|ports/\w+/test_(\w*served|\w*races|many|matrix|rights|routing_rights|protected_names)"
)
LONG = re.compile(
    r"auth/test_(denied_entries|guessing|busy_logins)|planted/.*|db/test_journal_\w+|upkeep/test_(pruning_open|chain|verifying)"
    r"|cli/test_(?!main).*|ports/\w+/test_\w*commands|intake/test_(slices|adding|records|rows|zones|replace|numbers)"
    r"|soap/test_(reference|amendments_\w+)|zonefiles/test_amendments_names"
    r"|ports/\w+/test_(vouchers|entitlements|list_plans|features_\w+|regexps|records|zones|numbers|amendments\w*|credit\w*)"
)
FIRST = re.compile(
    r"promises/test_(kill|retries|walk|memory|races)|docs/test_pythons|hostile/test_cost|intake/test_zones|serve/test_server"
    r"|clients/test_(sip|gsoap|java|kdsoap)|cli/test_progress"
)
"""Files that take longest: they begin first, so that no worker is at one of them when the others have nothing left."""
OPTIONS = {"--alone": "in one process on SQLite", "--fast": "in two minutes", "--rest": "what is not alone"}


def is_alone(item: pytest.Item) -> bool:
    """Does it need nothing but this process?"""
    place = _place(item)
    chosen = getattr(getattr(item, "callspec", None), "params", {}).values()
    return not (
        item.get_closest_marker("slow")
        or FIXTURES & set(getattr(item, "fixturenames", ()))
        or "postgresql" in item.name
        or (
            any(isinstance(value, str) and value.startswith("literal") for value in chosen)
            and not place.startswith("soap/")
        )
        or TOGETHER.fullmatch(place)
    )


def is_first(item: pytest.Item) -> bool:
    """Is its file among the longest?"""
    return FIRST.fullmatch(_place(item)) is not None


def is_chosen(item: pytest.Item, part: str) -> bool:
    """Does it belong to the part that one of :data:`OPTIONS` names?"""
    if part == "--rest":
        return not is_alone(item)
    return is_alone(item) and (part == "--alone" or not LONG.fullmatch(_place(item)))


def _place(item: pytest.Item) -> str:
    """The file of a test below tests/, without its ending."""
    return (
        item.path.relative_to(TESTS).with_suffix("").as_posix() if item.path.is_relative_to(TESTS) else item.path.stem
    )
