# SPDX-License-Identifier: Apache-2.0
"""Perl SOAP::Lite, RPC/encoded without WSDL."""

from typing import Any

import pytest

from .program import Server, command, tell
from .story import Reading, WholeStory


@pytest.fixture(scope="module")
def told(server: Server) -> dict[str, Any]:
    return tell(command("perl", "story"), server, "perl")


class TestSoapLite(WholeStory):
    # Perl's scalars keep the text of the wire; SOAP::Lite gives 1 and 0 for true and false
    reading = Reading(number=lambda value: f"{value:g}", flag=int, errorcode=str)
