# SPDX-License-Identifier: Apache-2.0
"""A job on servers that are killed: the next one goes on, and each row is made once (imports.md J3, promise P6)."""

import shutil
import time
from pathlib import Path

import pytest

from ngnprov.db.engine import Database
from tests.ports.imports.conftest import ImportScene, users
from tests.support.examination import examine
from tests.support.live import Live
from tests.support.scene import DATABASES, Filled
from tests.support.world import ADMIN

ROWS = range(1000, 3000)
KILLS = 2
PATIENCE = 300
"""Seconds; a busy machine proves as much."""
WORKERS = "2"


class Followed:
    """The job of a server on a database that outlives it."""

    def __init__(self, live: Live, id: int) -> None:
        self.live, self.id = live, id

    def wait_for(self, made: int) -> None:
        """Until so many rows are made."""
        deadline = time.monotonic() + PATIENCE
        while self.made() < made:
            assert time.monotonic() < deadline, self.live.log[-2000:]
            time.sleep(0.02)

    def made(self) -> int:
        """How many rows are made by now."""
        return int(self.live.call().imports.getJob(id=self.id, count=0)["made"])


@pytest.mark.parametrize("kind", DATABASES)
@pytest.mark.timeout(1200)
def test_a_job_of_servers_that_are_killed_makes_each_row_once(filled: Filled, tmp_path: Path, kind: str) -> None:
    template = filled(ImportScene, kind)
    with template.settings(tmp_path) as settings:
        shutil.copy(template.key_file, tmp_path / "ngnprov.key")
        live = Live(tmp_path, "--workers", WORKERS, database=settings.database.url)
        live.admin = ADMIN
        live.start()
        given = {"customer": 2, "csv": users(ROWS), "mode": "each"}
        job = Followed(live, live.call().asking(id="import").imports.importExtensions(**given)["job"])
        for _ in range(KILLS):
            job.wait_for(job.made() + 1)
            live.kill()
            live.start()
        assert live.call().asking(id="import").imports.importExtensions(**given)["job"] == job.id, (
            "the answer was not lost"
        )
        job.wait_for(len(ROWS))
        done = live.call().imports.getJob(requestId="import")
        exported = live.call().imports.exportExtensions(customer=2)
        assert live.stop() == 0
        assert (done["state"], done["made"], done["refused"]) == ("done", len(ROWS), 0)
        assert [row["row"] for row in done["rows"]] == list(range(2, len(ROWS) + 2))
        assert [line.split(",")[0] for line in exported["csv"].splitlines()[1:]] == [str(number) for number in ROWS]
        database = Database(settings.database.url)
        assert examine(database) == []
        database.close()
