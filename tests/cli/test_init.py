# SPDX-License-Identifier: Apache-2.0
"""``ngnprov init`` looks before it makes, and what it was kept from finishing the next run finishes."""

import re
import sqlite3
import subprocess
from pathlib import Path

import pytest

from ngnprov.auth import administrators, passwords
from ngnprov.cli import initialise
from tests.cli.test_main import PASSWORD, done, here, run
from tests.support.live import NGNPROV, environ

__all__ = ["here"]


def login_works(here: Path, name: str, password: str) -> bool:
    with sqlite3.connect(here / "var/ngnprov.db") as database:
        rows = database.execute("SELECT password FROM administrators WHERE name = ?", (name,)).fetchall()
    database.close()
    return [passwords.is_right(stored, password) for (stored,) in rows] == [True]


@pytest.mark.parametrize(
    ("words", "password", "sentence"),
    [
        ("", "short", "password must have at least 15 characters"),
        ("", "x" * 1025, "password must have at most 1024 characters"),
        ("", "password" * 3, "password is one that is easily guessed; choose another"),
        ("--admin mallory-the-first", "mallory-the-first", "password is one that is easily guessed; choose another"),
        (f"--admin {'n' * 65}", PASSWORD, "name must be 1 to 64 printable characters without blanks around them"),
    ],
)
def test_a_poor_password_or_name_is_refused_before_anything_is_made(
    here: Path, words: str, password: str, sentence: str
) -> None:
    result = run(f"init --password-stdin {words}", f"{password}\n")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"ngnprov: {sentence}\n")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("command", ["init", "admin add", "admin password"])
def test_the_rule_of_passwords_stands_in_the_help(here: Path, command: str) -> None:
    told = " ".join(done(f"{command} --help").split())
    assert "at least 15 characters, and not one that is easily guessed" in told


@pytest.mark.parametrize("words", [[], ["--password-stdin"]])
def test_nobody_at_the_other_end_of_the_pipe_leaves_nothing_half_done(here: Path, words: list[str]) -> None:
    """``ngnprov init | head -1``: a made-up password that nobody has seen is not stored, a given one is."""
    process = subprocess.Popen(
        [*NGNPROV, "init", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environ(),
        cwd=here,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    process.stdin.write(f"{PASSWORD}\n")
    process.stdin.close()
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 2
    assert re.fullmatch(
        r"ngnprov: [^\n]*standard output cannot be written: Broken pipe; run `ngnprov init` again\n", told
    )
    again = done("init")
    if words:
        assert "administrators: admin (unchanged" in again
        assert login_works(here, "admin", PASSWORD)
    else:
        assert "no administrator is added" in told
        found = re.search(r"(?m)^password: +(\S+) ", again)
        assert found is not None
        assert login_works(here, "admin", found[1])


def test_without_a_standard_output_no_password_is_made_up(here: Path) -> None:
    result = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *NGNPROV, "init"], capture_output=True, text=True, env=environ(), cwd=here
    )
    assert (result.returncode, result.stderr) == (
        2,
        "ngnprov: no administrator is added: standard output is closed; run `ngnprov init` again\n",
    )
    assert "administrator:  admin" in done("init")


@pytest.mark.parametrize("step", ["upgrade", "create_key_file", "adopt", "add"])
def test_whatever_step_was_interrupted_the_next_run_finishes(
    here: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(administrators if step == "add" else initialise, step, killed)
        assert run("init --password-stdin", f"{PASSWORD}\n").exit_code == 1
    assert "administrator:  admin" in done("init --password-stdin", f"{PASSWORD}\n")
    assert login_works(here, "admin", PASSWORD)
    assert done("doctor") == "nothing is wrong\n"
