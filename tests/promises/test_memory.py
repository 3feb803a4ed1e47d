# SPDX-License-Identifier: Apache-2.0
"""A list of 100,000 customers is answered in bounded memory."""

import sys
from pathlib import Path

import pytest

from tests.support.world import Template

MEGABYTE = 1_000_000


@pytest.mark.slow
def test_a_list_of_100_000_customers_costs_less_than_100_megabytes(
    sqlite_template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "scripts" / "benchmark")
    memory = __import__("memory")
    live = memory.serve(sqlite_template, tmp_path)
    try:
        above, size, _ = memory.grown(live)
    finally:
        live.stop()
    assert size > 100 * MEGABYTE
    assert above < 100 * MEGABYTE
    sys.modules.pop("memory")
