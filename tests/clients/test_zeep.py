# SPDX-License-Identifier: Apache-2.0
"""zeep, document/literal."""

import sys
from typing import Any

import pytest

from .program import HERE, Server, tell
from .story import Reading, WholeStory


@pytest.fixture(scope="module")
def told(server: Server) -> dict[str, Any]:
    return tell([sys.executable, HERE / "python/zeep_story.py"], server, "zeep")


class TestZeep(WholeStory):
    reading = Reading(empty=None)  # zeep reads every empty element as None
