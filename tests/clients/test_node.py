# SPDX-License-Identifier: Apache-2.0
"""The npm package soap, document/literal."""

from typing import Any

import pytest

from .program import Server, command, tell
from .story import Reading, WholeStory, whole


@pytest.fixture(scope="module")
def told(server: Server) -> dict[str, Any]:
    return tell(command("node", "story"), server, "node")


class TestNodeSoap(WholeStory):
    # JavaScript has one kind of number: 2.0 is written 2; the detail of a fault is read without its types
    reading = Reading(number=whole, errorcode=str)
