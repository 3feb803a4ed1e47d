# SPDX-License-Identifier: Apache-2.0
"""The commands that work on a database: what a person types and what comes back."""

import errno
import os
import re
import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ngnprov.cli import initialise, main
from ngnprov.cli import run as cli_run
from ngnprov.cli.port_commands import port_commands
from ngnprov.db.engine import create_sqlite_file
from ngnprov.settings import Settings
from tests.support.world import Template

COMMANDS = [
    "init",
    "serve",
    "check",
    "migrate",
    "doctor",
    "backup",
    "admin add",
    "admin list",
    "admin disable",
    "admin enable",
]
COMMANDS += [
    "admin password",
    "journal",
    "journal prune",
    "keys list",
    "keys add",
    "keys reseal",
    "keys remove",
    "vouchers generate",
    "vouchers list",
    "vouchers block",
    "vouchers unblock",
    "enum export",
    "enum import",
    "zone export",
    "zone import",
    "zone import-records",
    "tenant add",
    "customers import",
    "customers export",
    "accounts import",
    "accounts export",
    "aliases import",
    "aliases export",
    "extensions import",
    "extensions export",
    "agreement show",
    "agreement set",
    "wsdl",
    "call",
]
PASSWORD = "correct horse battery staple"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory and no variables of ours."""
    for name in os.environ:
        if name.startswith("NGNPROV_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings of every server that `ngnprov serve` would have started."""
    found: list[Settings] = []

    def start(settings: Settings) -> int:
        found.append(settings)
        return 0

    monkeypatch.setattr(cli_run, "run_server", start)
    return found


def run(command: str, stdin: str | None = None, **environ: str) -> Result:
    result = CliRunner().invoke(main, command.split(), input=stdin, env=dict(environ))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def done(command: str, stdin: str | None = None, **environ: str) -> str:
    """The output of a command that succeeds."""
    result = run(command, stdin, **environ)
    assert result.exit_code == 0, result.output
    return result.stdout


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(here: Path, command: str) -> None:
    told = done(f"{command} --help")
    assert told.startswith(f"Usage: main {command} [OPTIONS]")
    assert "--config FILE" in told
    assert list(here.iterdir()) == []


def test_the_first_help_names_every_command_and_how_to_begin() -> None:
    told = done("--help")
    listed = re.findall(r"(?m)^  (\w+)  +\S", told.partition("Commands:")[2])
    known = [
        "init",
        "serve",
        "check",
        "migrate",
        "doctor",
        "backup",
        "journal",
        "outbox",
        "keys",
        "admin",
        "vouchers",
        "enum",
        "zone",
        "wsdl",
        "call",
        "completion",
    ]
    assert [name for name in listed if name in known] == known
    assert set(listed) == {*known, *port_commands()}
    assert "ngnprov init" in told
    assert "..." not in told.partition("Commands:")[2]


def test_init_creates_everything_for_this_user_alone_and_prints_the_password_once(here: Path) -> None:
    told = done("init")
    assert re.search(r"(?m)^administrator: +admin$", told)
    password = re.search(r"(?m)^password: +(\S+) ", told)
    assert password is not None
    assert len(password[1]) >= 16
    assert mode(here / "var") == 0o700
    assert mode(here / "var/ngnprov.key") == 0o600
    assert mode(here / "var/ngnprov.db") == 0o600
    again = done("init")
    assert password[1] not in again
    assert "password:" not in again
    assert "administrators: admin" in again


def test_the_database_is_for_this_user_alone_whatever_the_umask(here: Path) -> None:
    before = os.umask(0o000)
    try:
        create_sqlite_file(here / "x.db")
    finally:
        os.umask(before)
    assert mode(here / "x.db") == 0o600


def test_a_path_with_signs_that_mean_something_in_a_uri_is_a_path(here: Path) -> None:
    done("init --database sqlite:///a#b&c;d/x.db")
    assert (here / "a#b&c;d/x.db").exists()
    assert "admin" in done("admin list --database sqlite:///a#b&c;d/x.db")


def test_init_again_keeps_the_key(here: Path) -> None:
    done("init")
    before = (here / "var/ngnprov.key").read_bytes()
    assert "(kept)" in done("init")
    assert (here / "var/ngnprov.key").read_bytes() == before


def test_init_takes_name_paths_and_password_and_does_not_repeat_the_password(here: Path) -> None:
    told = done("init --database sqlite:///a/x.db --key-file b/x.key --admin root --password-stdin", PASSWORD)
    assert (here / "a/x.db").exists()
    assert (here / "b/x.key").exists()
    assert PASSWORD not in told
    assert "root" in done("admin list --database sqlite:///a/x.db")


def test_init_without_a_password_on_standard_input_is_refused(here: Path) -> None:
    result = run("init --password-stdin", "\n")
    assert (result.exit_code, result.stderr) == (2, "ngnprov: there is no password on standard input\n")
    assert list(here.iterdir()) == []


def test_init_makes_no_second_key_for_a_database_in_use(here: Path) -> None:
    done("init")
    (here / "var/ngnprov.key").unlink()
    result = run("init")
    assert result.exit_code == 2
    assert result.stderr.startswith("ngnprov: the key file var/ngnprov.key is missing")
    assert not (here / "var/ngnprov.key").exists()


def test_init_refuses_a_bad_password_and_can_be_run_again(here: Path) -> None:
    result = run("init --password-stdin", "short\n")
    assert result.exit_code == 1
    assert result.stderr == "ngnprov: password must have at least 15 characters\n"
    assert "administrator:  admin" in done("init")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a directory in which not even root can write")
def test_init_where_nothing_can_be_written_is_one_sentence(here: Path) -> None:
    result = run("init --database sqlite:////proc/ngnprov/x.db")
    assert result.exit_code == 2
    assert re.fullmatch(r"ngnprov: /proc/ngnprov: [^\n]+\n", result.stderr)


@pytest.mark.parametrize("command", ["serve", "migrate", "doctor", "admin list"])
def test_a_mistyped_database_is_not_created(here: Path, command: str) -> None:
    done("init")
    result = run(f"{command} --database sqlite:///var/typo.db")
    assert result.exit_code == 2
    assert result.stderr == (
        "ngnprov: there is no database at var/typo.db: run `ngnprov init` first, or check the path\n"
    )
    assert not (here / "var/typo.db").exists()


def test_settings_come_from_file_environment_and_options(here: Path) -> None:
    (here / "other.ini").write_text("[database]\nurl = sqlite:///file.db\n")
    (here / "ngnprov.ini").write_text("[database]\nurl = sqlite:///found.db\n")
    assert "found.db" in done("init")
    assert "file.db" in done("init --config other.ini")
    assert "file.db" in done("init", NGNPROV_CONFIG="other.ini")
    assert "variable.db" in done("init --config other.ini", NGNPROV_DATABASE="sqlite:///variable.db")
    told = done("init --config other.ini --database sqlite:///o.db", NGNPROV_DATABASE="sqlite:///variable.db")
    assert "o.db" in told


def test_the_variables_of_the_examples_disturb_no_command(here: Path) -> None:
    login = {"NGNPROV_URL": "http://127.0.0.1:1", "NGNPROV_USER": "admin", "NGNPROV_PASSWORD": PASSWORD}
    assert "administrator:  admin" in done("init", **login)
    assert done("doctor", **login) == "nothing is wrong\n"


def test_what_nobody_knows_refuses_to_start(here: Path) -> None:
    (here / "bad.ini").write_text("[server]\nport = 1\n")
    for command, environ, sentence in (
        ("init --config bad.ini", {}, "bad.ini: unknown key port in [server]"),
        ("init", {"NGNPROV_BNID": "x"}, "unknown environment variable NGNPROV_BNID"),
        ("serve --workers many", {}, "server.workers must be a whole number"),
        ("serve --bind 9200", {}, "server.bind must be HOST:PORT, for example 127.0.0.1:9200 or [::1]:9200"),
    ):
        result = run(command, **environ)
        assert (result.exit_code, result.stderr) == (2, f"ngnprov: {sentence}\n")
    assert run("init --databse x").exit_code == 2
    assert not (here / "var").exists()


def test_serve_with_init_makes_everything_when_nothing_is_there(here: Path, started: list[Settings]) -> None:
    assert "administrator:  admin" in done("serve --init")
    assert len(started) == 1
    assert done("serve --init") == ""
    assert len(started) == 2


@pytest.mark.parametrize("left", ["nothing", "an empty file"])
def test_serve_with_init_makes_no_empty_database_beside_a_key(here: Path, started: list[Settings], left: str) -> None:
    done("init")
    for file in (here / "var").glob("ngnprov.db*"):
        file.unlink()
    if left == "an empty file":
        create_sqlite_file(here / "var/ngnprov.db")
    result = run("serve --init")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "ngnprov: the key file var/ngnprov.key is there, but the database sqlite:///var/ngnprov.db is missing or empty: "
        "mount or restore it, or run `ngnprov init` to begin with an empty one\n"
    )
    assert started == []
    assert (here / "var/ngnprov.db").exists() == (left == "an empty file")
    assert "administrator:  admin" in done("init")


def test_serve_with_init_makes_no_key_beside_a_database_in_use(here: Path, started: list[Settings]) -> None:
    done("init")
    (here / "var/ngnprov.key").unlink()
    result = run("serve --init")
    assert (result.exit_code, result.stdout, started) == (2, "", [])
    assert result.stderr.startswith("ngnprov: the key file var/ngnprov.key is missing")


def test_serve_with_init_knows_an_empty_postgresql_schema(
    here: Path, started: list[Settings], postgres: str, postgres_template: Template
) -> None:
    with postgres_template.settings(here) as settings:
        key = here / "missing.key"
        told = run(f"serve --init --database {settings.database.url} --key-file {key}").stderr
        assert "is missing, but the database is in use" in told
        told = run(f"serve --init --database {postgres} --key-file {settings.keys.file}").stderr
        assert "is missing or empty" in told
    assert (started, key.exists()) == ([], False)


def test_a_first_run_that_the_disk_ended_is_done_again(
    here: Path, started: list[Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(initialise, "create_key_file", full)
        assert run("serve --init").exit_code == 2
    assert "administrator:  admin" in done("serve --init")
    assert len(started) == 1


def test_serve_does_not_start_in_plain_http_beyond_loopback(here: Path) -> None:
    done("init")
    result = run("serve --bind 0.0.0.0:0")
    assert result.exit_code == 2
    assert "--insecure-http" in result.stderr


def test_migrate_says_when_there_is_nothing_to_do(here: Path) -> None:
    done("init")
    assert done("migrate") == "the schema is up to date\n"


def test_doctor_finds_nothing_wrong_with_a_new_database(here: Path) -> None:
    done("init")
    assert done("doctor") == "nothing is wrong\n"


def test_administrators_are_added_listed_disabled_and_enabled(here: Path) -> None:
    done("init")
    assert re.search(r"added bob\npassword: \S{16,} ", done("admin add bob"))
    assert done("admin add alice --password-stdin", PASSWORD) == "added alice\n"
    assert done("admin disable bob") == "disabled bob\n"
    listed = {line.split()[0]: line.split()[1] for line in done("admin list").splitlines()}
    assert listed == {"admin": "enabled", "bob": "disabled", "alice": "enabled"}
    assert done("admin enable bob") == "enabled bob\n"
    assert "disabled" not in done("admin list")
    assert re.search(r"changed the password of bob\npassword: \S{16,} ", done("admin password bob"))
    assert done("admin password bob --password-stdin", PASSWORD) == "changed the password of bob\n"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("admin add admin", "name is taken by another administrator"),
        ("admin disable nobody", "there is no administrator nobody"),
        ("admin password nobody", "there is no administrator nobody"),
    ],
)
def test_what_cannot_be_done_to_an_administrator_is_one_sentence(here: Path, command: str, sentence: str) -> None:
    done("init")
    result = run(command)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"ngnprov: {sentence}\n")


def test_wsdl_files_are_written_without_a_database(here: Path) -> None:
    done("wsdl --out made/wsdl")
    assert [path.name for path in (here / "made/wsdl").iterdir() if path.suffix == ".wsdl"]
    assert not (here / "var").exists()
