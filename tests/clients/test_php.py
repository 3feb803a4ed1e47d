# SPDX-License-Identifier: Apache-2.0
"""PHP 8 ext-soap: RPC/encoded with and without WSDL, document/literal."""

from typing import Any

import pytest

from .program import HERE, Server, missing, need, tell, works
from .story import Reading, WholeStory


def php(server: Server, mode: str) -> dict[str, Any]:
    """The story in one of the program's modes."""
    interpreter = need("php", "php-cli")
    if not works(interpreter, "-r", "exit(extension_loaded('soap') ? 0 : 1);"):
        missing("PHP's soap extension", "php-soap")
    return tell([interpreter, HERE / "php/story.php"], server, f"php-{mode}", mode)


class TestEncoded(WholeStory):
    @pytest.fixture(scope="class", params=["wsdl-encoded", "plain-encoded"])
    @classmethod
    def told(cls, request: pytest.FixtureRequest, server: Server) -> dict[str, Any]:
        return php(server, request.param)


class TestLiteral(WholeStory):
    reading = Reading(errorcode=str)  # ext-soap reads the detail of a literal fault without its types

    @pytest.fixture(scope="class")
    @classmethod
    def told(cls, server: Server) -> dict[str, Any]:
        return php(server, "wsdl-literal")
