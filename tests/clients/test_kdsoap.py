# SPDX-License-Identifier: Apache-2.0
"""KDSoap on Qt 5, document/literal."""

from pathlib import Path
from typing import Any

import pytest

from .compiled import compiled
from .program import Server, tell
from .story import Reading, WholeStory, whole


@pytest.fixture(scope="module")
def told(server: Server, build_cache: Path) -> dict[str, Any]:
    return tell(compiled("kdsoap", "story", server, build_cache), server, "kdsoap")


class TestKdsoap(WholeStory):
    # Qt writes a double without fraction as a whole number; the detail of a fault is read without its types
    reading = Reading(number=whole, errorcode=str)
