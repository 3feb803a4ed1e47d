# SPDX-License-Identifier: Apache-2.0
"""Perl SOAP::Lite, RPC/encoded without WSDL."""

from typing import Any

import pytest

from .program import HERE, Server, missing, need, tell, works
from .story import Reading, WholeStory


@pytest.fixture(scope="module")
def told(server: Server) -> dict[str, Any]:
    perl = need("perl", "perl")
    if not works(perl, "-MSOAP::Lite", "-e", "1"):
        missing("Perl's SOAP::Lite", "libsoap-lite-perl")
    return tell([perl, HERE / "perl/story.pl"], server, "perl")


class TestSoapLite(WholeStory):
    # Perl's scalars keep the text of the wire; SOAP::Lite gives 1 and 0 for true and false
    reading = Reading(number=lambda value: f"{value:g}", flag=int, errorcode=str)
