# SPDX-License-Identifier: Apache-2.0
"""Mono's ``wsdl``, the way of .NET Framework's web references, both dialects."""

from pathlib import Path
from typing import Any

import pytest

from .compiled import compiled
from .program import Server, tell
from .story import Reading, WholeStory


@pytest.fixture(scope="module", params=["encoded", "literal"])
def told(request: pytest.FixtureRequest, server: Server, build_cache: Path) -> dict[str, Any]:
    program = compiled(f"mono {request.param}", "story", server, build_cache)
    return tell(program, server, f"mono-{request.param}")


class TestMono(WholeStory):
    # xsd:integer, which has no bounds, is a text in .NET; the detail of a fault comes as XML
    reading = Reading(id=str, errorcode=str)
