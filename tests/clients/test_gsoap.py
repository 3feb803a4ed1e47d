# SPDX-License-Identifier: Apache-2.0
"""gSOAP in C++, both dialects."""

from pathlib import Path
from typing import Any

import pytest

from .compiled import compiled
from .program import Server, tell
from .story import WholeStory


@pytest.fixture(scope="module", params=["encoded", "literal"])
def told(request: pytest.FixtureRequest, server: Server, build_cache: Path) -> dict[str, Any]:
    program = compiled(f"gsoap {request.param}", "story", server, build_cache)
    return tell(program, server, f"gsoap-{request.param}")


class TestGsoap(WholeStory):
    pass
