# SPDX-License-Identifier: Apache-2.0
"""What ``--fast`` keeps: what one process does alone on SQLite. Servers, other programs and PostgreSQL are left out."""

import pytest

LEFT_OUT = frozenset({"postgres", "server", "chromium"})
"""Fixtures that start something."""

FOLDERS = ("clients", "promises", "hostile")


def is_fast(item: pytest.Item) -> bool:
    """Is this a test to run after every change?"""
    return not (
        item.get_closest_marker("slow")
        or LEFT_OUT & set(getattr(item, "fixturenames", ()))
        or "postgresql" in item.name
        or item.path.parent.name in FOLDERS
    )
