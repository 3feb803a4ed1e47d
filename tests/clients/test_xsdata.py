# SPDX-License-Identifier: Apache-2.0
"""xsdata, document/literal."""

from pathlib import Path
from typing import Any

import pytest

from .compiled import compiled
from .program import Server, tell
from .story import WholeStory


@pytest.fixture(scope="module")
def told(server: Server, build_cache: Path) -> dict[str, Any]:
    return tell(compiled("xsdata", "story", server, build_cache), server, "xsdata")


class TestXsdata(WholeStory):
    pass
