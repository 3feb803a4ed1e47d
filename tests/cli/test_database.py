# SPDX-License-Identifier: Apache-2.0
"""A database that stands in the way of a command is one sentence and exit code 2 (promise P34), without any password."""

import resource
import sqlite3
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from ngnprov.db import engine
from ngnprov.db.engine import Database
from ngnprov.db.failures import Gone
from tests.cli.test_main import done, here, run
from tests.support.live import NGNPROV, environ
from tests.support.world import Template

__all__ = ["here"]

COMMANDS = ["init", "migrate", "doctor", "admin add bob"]
CHANGES = ["admin add bob", "vouchers generate 1 5"]
CANARY = "hunter2"


def sentence(command: str, **variables: str) -> str:
    """Why the command could not start."""
    result = run(command, **variables)
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith("ngnprov: the database ")
    assert result.stderr.count("\n") == 1
    assert CANARY not in result.output
    return result.stderr.removeprefix("ngnprov: ").rstrip("\n")


@pytest.fixture
def refused(postgres: str) -> Iterator[dict[str, str]]:
    """URLs of databases on a PostgreSQL server that refuse, by the reason that is told."""
    role, strict = (f"{kind}_{uuid.uuid4().hex}" for kind in ("powerless", "strict"))
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute(f"CREATE ROLE {role} LOGIN")
        admin.execute(f"CREATE ROLE {strict} LOGIN PASSWORD 'right'")
        (told,) = admin.execute("SHOW hba_file").fetchone() or ("",)
        hba = Path(told)
        before = hba.read_text()
        hba.write_text(f"local all {strict} scram-sha-256\n{before}")
        admin.execute("SELECT pg_reload_conf()")
        base = make_url(postgres)

        def url(user: str, database: str = "postgres", password: str | None = None) -> str:
            changed = base.set(username=user, password=password, database=database)
            return changed.render_as_string(hide_password=False)

        yield {
            "Connection refused": f"postgresql://bob:{CANARY}@127.0.0.1:1/ngnprov",
            f'password authentication failed for user "{strict}"': url(strict, password=CANARY),
            'database "absent" does not exist': url(role, "absent", CANARY),
            "permission denied for schema public": url(role, password=CANARY),
        }
        hba.write_text(before)
        admin.execute("SELECT pg_reload_conf()")
        admin.execute(f"DROP ROLE {role}, {strict}")


@pytest.mark.parametrize("command", ["init", "migrate"])
def test_a_postgresql_that_refuses_is_one_sentence_with_its_reason(
    here: Path, refused: dict[str, str], command: str
) -> None:
    for reason, url in refused.items():
        assert reason in sentence(command, NGNPROV_DATABASE=url)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_database_is_one_sentence(here: Path, command: str) -> None:
    (here / "notes").write_text("this is a text and no database, however long one reads in it")
    (here / "notes").chmod(0o600)
    assert sentence(f"{command} --database sqlite:///notes") == "the database refuses: file is not a database"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_directory_is_no_database(here: Path, command: str) -> None:
    (here / "folder").mkdir()
    told = sentence(f"{command} --database sqlite:///folder")
    assert told == "the database refuses: unable to open database file"


@pytest.mark.parametrize("command", ["migrate", *CHANGES])
def test_a_database_that_another_program_keeps_locked_is_one_sentence(
    here: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(engine, "TRIES", 2)
    done("init")
    with sqlite3.connect(here / "var/ngnprov.db") as other:
        other.execute("BEGIN IMMEDIATE")
        told = sentence(command, NGNPROV_DATABASE_LOCK_TIMEOUT="1")
    assert told == "the database is busy: database is locked"


@pytest.mark.parametrize("command", ["init", "admin add bob"])
def test_a_full_disk_is_one_sentence(here: Path, command: str) -> None:
    """The limit on the size of files stands for a full disk: SQLite tells it as an input/output error."""
    if command != "init":
        done("init")

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    result = subprocess.run(
        [*NGNPROV, *command.split()], capture_output=True, text=True, env=environ(), cwd=here, preexec_fn=fill
    )
    assert (result.returncode, result.stderr) == (2, "ngnprov: the database refuses: disk I/O error\n")


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://bob:x@{CANARY}@127.0.0.1/ngnprov",
        f"postgresql://bob:x@y:{CANARY}@127.0.0.1/ngnprov",
        f"postgresql://bob:x@y/{CANARY}@127.0.0.1/ngnprov",
        f"postgresql://bob:x@y?{CANARY}@127.0.0.1/ngnprov",
        f"mysql://bob:{CANARY}@127.0.0.1/ngnprov",
    ],
)
def test_a_malformed_url_tells_no_part_of_a_password(here: Path, url: str) -> None:
    """An @ that is not written %40 would make the rest of the password a host, a port or a name."""
    result = run("init", NGNPROV_DATABASE=url)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "database.url " in result.stderr
    assert CANARY not in result.output


WARNING = (
    "ngnprov: warning: every user of this machine can read a password on a command line: set NGNPROV_DATABASE, or "
    "database.url in a settings file of mode 600\n"
)


@pytest.mark.parametrize(
    ("url", "is_warned"),
    [
        (f"postgresql://bob:{CANARY}@127.0.0.1:1/x", True),
        (f"postgresql://127.0.0.1:1/x?user=bob&password={CANARY}", True),
        ("postgresql://bob@127.0.0.1:1/x", False),
        ("postgresql://127.0.0.1:1/x", False),
        ("sqlite:///x.db", False),
    ],
)
@pytest.mark.parametrize("command", ["doctor", "migrate", "check"])
def test_a_password_on_the_command_line_is_warned_of(here: Path, command: str, url: str, is_warned: bool) -> None:
    result = run(f"{command} --database {url}")
    assert result.exit_code == 2
    assert result.stderr.startswith(WARNING) == is_warned
    assert result.stderr.count("warning") == is_warned
    assert CANARY not in result.output
    assert "warning" not in run(command, NGNPROV_DATABASE=url).stderr


def test_a_failed_connection_says_where_and_why_and_holds_no_password() -> None:
    for url, words in (
        (f"postgresql://bob:{CANARY}@127.0.0.1:1/ngnprov", '"127.0.0.1", port 1 failed: Connection refused'),
        (f"postgresql://bob:{CANARY}@nowhere.invalid/ngnprov", "'nowhere.invalid'"),
        (f"postgresql://127.0.0.1:1/ngnprov?user=bob&password={CANARY}", "Connection refused"),
    ):
        with pytest.raises(Gone) as caught:
            Database(url).reading()
        assert words in str(caught.value)
        assert CANARY not in str(caught.value)


def test_a_connection_that_is_cut_says_so_in_the_log(
    postgres_template: Template, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with postgres_template.copy(tmp_path) as world:
        world.call().getCustomers(query={})
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        world.sql(f"CREATE FUNCTION cut() RETURNS int LANGUAGE sql AS 'SELECT 1; {others}; SELECT 1'")
        world.sql("ALTER TABLE customers ADD CHECK (cut() = 1)")
        fault = world.call().refused("addAccount", account={"username": "r", "password": "p"})
    assert fault.code == 201
    assert "terminating connection due to administrator command" in caplog.text
