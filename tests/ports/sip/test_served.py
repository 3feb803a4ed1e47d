# SPDX-License-Identifier: Apache-2.0
"""A server in processes of its own asks the platform that its settings name."""

from pathlib import Path

import pytest

from tests.support.live import Live
from tests.support.platform import NAMED


def test_a_running_server_asks_the_platform_of_its_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    (tmp_path / "ngnprov.ini").write_text(f"[sip]\nplatform = {NAMED}\nplatform_options = 6.0\n")
    live = Live(tmp_path)
    live.init()
    live.start()
    try:
        sip = live.call().sip
        assert sip.getMediaSummary() == '[{"ip": "10.0.0.1", "stream_count": {"audio": 2}}]'
    finally:
        live.stop()
