# SPDX-License-Identifier: Apache-2.0
"""The tools that judge a change are the same for everybody, today and tomorrow."""

import re
from configparser import ConfigParser

from tests.shape.sources import ROOT


def test_every_tool_of_the_tests_has_an_exact_version() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    tools = set(re.findall(r"^([\w-]+)", config["options.extras_require"]["test"], re.MULTILINE))
    held = set(re.findall(r"^([\w-]+)==[\w.]+$", (ROOT / "scripts/constraints.txt").read_text(), re.MULTILINE))
    assert tools, "setup.cfg has no extra for the tests"
    assert tools <= held, f"add the versions that `.venv/bin/pip list` tells to scripts/constraints.txt: {tools - held}"
