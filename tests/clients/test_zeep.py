# SPDX-License-Identifier: Apache-2.0
"""zeep, document/literal."""

from typing import Any

import pytest

from .program import Server, command, tell
from .story import Reading, WholeStory


@pytest.fixture(scope="module")
def told(server: Server) -> dict[str, Any]:
    return tell(command("zeep", "story"), server, "zeep")


class TestZeep(WholeStory):
    reading = Reading(empty=None)  # zeep reads every empty element as None
