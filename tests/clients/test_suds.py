# SPDX-License-Identifier: Apache-2.0
"""suds-community, both dialects."""

from typing import Any

import pytest

from .program import Server, command, tell
from .story import Reading, WholeStory


@pytest.fixture(scope="module", params=["encoded", "literal"])
def told(request: pytest.FixtureRequest, server: Server) -> dict[str, Any]:
    return tell(command("suds", "story"), server, f"suds-{request.param}", request.param)


class TestSuds(WholeStory):
    # suds reads every empty element as None, and the detail of a fault without its types
    reading = Reading(empty=None, errorcode=str)
