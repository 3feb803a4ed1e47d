# SPDX-License-Identifier: Apache-2.0
"""PHP 8 ext-soap: RPC/encoded with and without WSDL, document/literal."""

from typing import Any

import pytest

from .program import Server, command, tell
from .story import Reading, WholeStory


class TestEncoded(WholeStory):
    @pytest.fixture(scope="class", params=["wsdl-encoded", "plain-encoded"])
    @classmethod
    def told(cls, request: pytest.FixtureRequest, server: Server) -> dict[str, Any]:
        return tell(command("php", "story"), server, f"php-{request.param}", request.param)


class TestLiteral(WholeStory):
    reading = Reading(errorcode=str)  # ext-soap reads the detail of a literal fault without its types

    @pytest.fixture(scope="class")
    @classmethod
    def told(cls, server: Server) -> dict[str, Any]:
        return tell(command("php", "story"), server, "php-wsdl-literal", "wsdl-literal")
