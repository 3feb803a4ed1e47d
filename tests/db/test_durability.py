# SPDX-License-Identifier: Apache-2.0
"""What is committed is on the disk: the tests' own databases are not, so that another process is asked (conftest.py)."""

import subprocess
import sys
from pathlib import Path

from ngnprov.db.engine import create_sqlite_file

ASK = """
import sys
from ngnprov.db.engine import Database
with Database(f"sqlite:///{sys.argv[1]}").engine.connect() as connection:
    print(*(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("synchronous", "journal_mode")))
"""


def test_sqlite_waits_for_the_disk_at_each_commit(tmp_path: Path) -> None:
    create_sqlite_file(tmp_path / "asked.db")
    asked = [sys.executable, "-c", ASK, str(tmp_path / "asked.db")]
    told = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert told.stdout == "2 wal\n"  # FULL
