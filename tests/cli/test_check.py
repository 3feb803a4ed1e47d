# SPDX-License-Identifier: Apache-2.0
"""``ngnprov check``: would a server start? Every reason why not, one on a line, and nothing is started or written."""

import os
import socket
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_main import done, here, run
from tests.support.live import NGNPROV, environ

__all__ = ["here"]

FREE = "--bind 127.0.0.1:0"


def told(command: str = FREE, **variables: str) -> list[str]:
    """The reasons why a server would not start."""
    result = run(f"check {command}", **variables)
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert all(line.startswith("ngnprov: ") for line in lines)
    return [line.removeprefix("ngnprov: ") for line in lines]


def contents(place: Path) -> dict[str, tuple[bytes, int]]:
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in place.rglob("*") if path.is_file()}


def test_a_server_that_would_start_is_told_and_nothing_is_written(here: Path) -> None:
    done("init")
    before = contents(here)
    assert done(f"check {FREE}") == "ngnprov would serve http://127.0.0.1:0/\n"
    assert contents(here) == before


def test_the_name_of_an_earlier_release_is_a_warning_and_no_reason(here: Path) -> None:
    done("init")
    (here / "ngnprov.ini").write_text("[customers]\nlist_maximum = 7\n")
    result = run(f"check {FREE}")
    assert (result.exit_code, result.stdout) == (0, "ngnprov would serve http://127.0.0.1:0/\n")
    assert result.stderr == (
        "ngnprov: warning: customers.list_maximum is called lists.maximum now; the old name is still read\n"
    )


def test_nothing_is_made_where_nothing_is(here: Path) -> None:
    assert told() == [
        "var/ngnprov.key: there is no key file: run `ngnprov init` first, or check the path",
        "there is no database at var/ngnprov.db: run `ngnprov init` first, or check the path",
    ]
    assert list(here.iterdir()) == []


def test_every_problem_is_told_at_once(here: Path) -> None:
    done("init")
    (here / "var/ngnprov.key").chmod(0o644)
    with sqlite3.connect(here / "var/ngnprov.db") as database:
        database.execute("DELETE FROM alembic_version WHERE version_num LIKE 'sip%'")
    database.close()
    (here / "x.ini").write_text(
        "[server]\ntls_cert = no.pem\ntls_key = no.key\n[colour]\n[sip]\nhat = 1\nfirst_number = x\n"
    )
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = told(f"--config x.ini --bind 127.0.0.1:{port}")
    assert [line.split(";")[0] for line in found] == [
        "x.ini: unknown section [colour]",
        "x.ini: unknown key hat in [sip]",
        "sip.first_number must be a whole number",
        f"cannot listen on 127.0.0.1:{port}: Address already in use (a server may be running there already",
        "TLS: the certificate cannot be read: no.pem: No such file or directory",
        "var/ngnprov.key: the key file is open to other users: chmod 600 it",
        "the database has the schema of an older release: run `ngnprov migrate`",
    ]

    hint = "(a server may be running there already; --bind 127.0.0.1:0 checks everything else)"
    assert found[3].endswith(f"Address already in use {hint}")


def test_what_a_mistaken_section_would_mean_is_not_guessed(here: Path) -> None:
    assert told("--bind nonsense --key-file none.key --workers many") == [
        "server.bind must be HOST:PORT, for example 127.0.0.1:9200 or [::1]:9200",
        "server.workers must be a whole number",
        "none.key: there is no key file: run `ngnprov init` first, or check the path",
        "there is no database at var/ngnprov.db: run `ngnprov init` first, or check the path",
    ]
    assert told("--config absent.ini") == ["cannot read the settings file absent.ini: No such file or directory"]
    (here / "x.ini").write_text("nonsense\n")
    (line,) = told("--config x.ini")
    assert line.startswith("the settings file x.ini is malformed")


def test_plain_http_beyond_loopback_and_a_certificate_alone_are_told(here: Path) -> None:
    done("init")
    (line,) = told("--bind 0.0.0.0:0")
    assert "--insecure-http" in line
    assert done("check --bind 0.0.0.0:0 --insecure-http").startswith("ngnprov would serve")
    assert told(f"{FREE} --tls-cert x.pem") == ["server.tls_cert and server.tls_key must be given together"]


def test_another_databases_key_file_is_told(here: Path) -> None:
    done("init")
    done("init --database sqlite:///b/x.db --key-file b/x.key")
    (line,) = told(f"{FREE} --key-file b/x.key")
    assert line.startswith("b/x.key: this key file does not belong to this database")


def test_unknown_variables_and_contradictions_are_told(here: Path) -> None:
    done("init")
    found = told(FREE, NGNPROV_BNID="x", NGNPROV_WORKERS="1", NGNPROV_SERVER_WORKERS="2", NGNPROV_LOG_FORMAT="xml")
    assert found == [
        "unknown environment variable NGNPROV_BNID",
        "the environment variables NGNPROV_WORKERS and NGNPROV_SERVER_WORKERS contradict each other",
        'log.format must be "line" or "json"',
    ]


@pytest.mark.parametrize("url", ["postgresql://bob:hunter2@127.0.0.1:1/ngnprov", "mysql://bob:hunter2@x/y"])
def test_a_database_that_cannot_be_asked_is_one_sentence_without_its_password(here: Path, url: str) -> None:
    done("init")
    (line,) = told(FREE, NGNPROV_DATABASE=url)
    assert "database" in line
    assert "hunter2" not in line


def test_what_it_says_is_what_serve_says(here: Path) -> None:
    done("init")
    os.remove(here / "var/ngnprov.key")
    (line,) = told()
    served = subprocess.run([*NGNPROV, "serve", *FREE.split()], capture_output=True, text=True, env=environ(), cwd=here)
    assert (served.returncode, served.stderr) == (2, f"ngnprov: {line}\n")
