# SPDX-License-Identifier: Apache-2.0
"""gSOAP in C++, both dialects: stubs generated from the served WSDL and compiled."""

from pathlib import Path
from typing import Any

import pytest

from .program import HERE, Server, built, missing, need, published, run, tell
from .story import WholeStory

PATHS = {"encoded": "/ngnpro/customer/", "literal": "/soap/customer/"}


def compile_story(folder: Path, dialect: str) -> None:
    """customer.wsdl to the program ``story``."""
    if not Path("/usr/include/stdsoap2.h").exists():
        missing("gSOAP's stdsoap2.h", "libgsoap-dev")
    sources = HERE / "gsoap"
    header = ["-t", str(sources / "typemap.dat"), "-o", "customer.h"]
    run([need("wsdl2h", "gsoap"), *header, "customer.wsdl"], cwd=folder)
    stubs = ["-C", "-j", "-L", "-x", "-I/usr/share/gsoap/import"]
    if dialect == "encoded":
        stubs.append("-t")  # writes xsi:type, which tells an empty text from none
    run([need("soapcpp2", "gsoap"), *stubs, "customer.h"], cwd=folder)
    units = [sources / "story.cpp", *sorted(folder.glob("soap*.cpp"))]
    options = ["-std=c++17", "-I.", f'-DDIALECT="{dialect}.h"']
    run([need("g++", "g++"), *options, "-o", "story", *units, "-lgsoap++"], cwd=folder)


@pytest.fixture(scope="module", params=["encoded", "literal"])
def told(request: pytest.FixtureRequest, server: Server, build_cache: Path) -> dict[str, Any]:
    dialect = request.param
    wsdl = published(server, PATHS[dialect])
    folder = built(build_cache, f"gsoap-{dialect}", wsdl, lambda made: compile_story(made, dialect))
    return tell([folder / "story"], server, f"gsoap-{dialect}", url=server.url + PATHS[dialect])


class TestGsoap(WholeStory):
    pass
