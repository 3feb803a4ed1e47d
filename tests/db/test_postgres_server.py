# SPDX-License-Identifier: Apache-2.0
"""A PostgreSQL that goes during the tests is told once, with its log, and those that follow have one again."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = """
import os, signal, psycopg, pytest

def test_before(postgres, request):
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    (server,) = [value for value in request.config.stash._storage.values() if hasattr(value, "revive")]
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()

def test_between():
    pass

def test_after(postgres):
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]

@pytest.mark.parametrize("database", ["postgresql"])
def test_later(request, database):
    psycopg.connect(request.getfixturevalue("postgres")).close()
"""


def test_it_is_told_once_with_its_log_and_started_anew(tmp_path: Path) -> None:
    (tmp_path / "test_gone.py").write_text(TESTS)
    kept = {
        name: value for name, value in os.environ.items() if name != "XDG_RUNTIME_DIR"
    }  # of the PostgreSQL out here
    told = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "--timeout=0", "-c", ROOT / "setup.cfg", "--rootdir", tmp_path),
            *("-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly"),
            *("--basetemp", tmp_path / "t"),
            tmp_path / "test_gone.py",
        ],
        cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT)},
        text=True,
        capture_output=True,
        check=False,
    )
    assert "4 passed" in told.stdout, told.stdout + told.stderr
    assert told.stderr.count("PostgreSQL had gone before test_gone.py::test_after and was started anew") == 1
    assert "database system is ready to accept connections" in told.stderr
