# SPDX-License-Identifier: Apache-2.0
"""Java: Axis 1.4 (RPC/encoded) and JAX-WS (document/literal)."""

from pathlib import Path
from typing import Any

import pytest

from .compiled import compiled
from .program import Server, tell
from .story import Reading, WholeStory


class TestAxis(WholeStory):
    @pytest.fixture(scope="class")
    @classmethod
    def told(cls, server: Server, build_cache: Path) -> dict[str, Any]:
        return tell(compiled("axis", "story", server, build_cache), server, "axis")


class TestJaxws(WholeStory):
    reading = Reading(faultcode=False)  # the exception that wsimport makes holds text and detail only

    @pytest.fixture(scope="class")
    @classmethod
    def told(cls, server: Server, build_cache: Path) -> dict[str, Any]:
        return tell(compiled("jaxws", "story", server, build_cache), server, "jaxws")
