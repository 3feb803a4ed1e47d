# SPDX-License-Identifier: Apache-2.0
"""``ngnprov vouchers``: what a person types, and that it enters by the door of everybody (docs/architecture.md)."""

import csv
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ngnprov.cli import main
from tests.ports.sip.conftest import SipScene, sip_id
from tests.ports.sip.credit import seed_account
from tests.support.world import World


@pytest.fixture
def options(sqlite_world: World) -> list[str]:
    """Where a database is that a server works on too."""
    settings = sqlite_world.settings
    return ["--database", settings.database.url, "--key-file", str(settings.keys.file)]


def run(command: str, options: list[str]) -> Result:
    result = CliRunner().invoke(main, ["vouchers", *command.split(), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def done(command: str, options: list[str]) -> str:
    """The output of a command that succeeds."""
    result = run(command, options)
    assert result.exit_code == 0, result.output
    return result.stdout


def failed(command: str, options: list[str]) -> str:
    """The sentence of a command that the services refuse."""
    result = run(command, options)
    assert (result.exit_code, result.stdout) == (1, "")
    (sentence,) = re.findall(r"\Angnprov: ([^\n]+)\n\Z", result.stderr)
    return str(sentence)


def test_generated_vouchers_are_printed_and_good_at_once(sqlite_world: World, options: list[str]) -> None:
    SipScene.fill(sqlite_world)
    scene = SipScene(sqlite_world, "encoded")
    seed_account(scene)
    lines = done("generate 3 12.50", options).splitlines()
    cards = [re.fullmatch(r"(\d+)  (\d{20})", line) for line in lines]
    assert [found[1] for found in cards if found] == ["1", "2", "3"]
    for position, found in enumerate(cards, 1):
        assert found is not None
        given = {"id": int(found[1]), "number": found[2]}
        answer = scene.customer_login.addBalanceFromVoucher(sipId=sip_id(), card=given)
        assert answer["new_balance"] == 12.5 * position


def test_the_journal_says_that_it_was_the_command_line(sqlite_world: World, options: list[str]) -> None:
    done("generate 2 10 --batch spring", options)
    done("block 2", options)
    done("unblock --batch spring", options)
    done("list", options)
    rows = sqlite_world.sql("SELECT login, level, entry, operation FROM journal WHERE operation LIKE 'vouchers%'")
    assert rows == [("(command line)", "admin", 0, f"vouchers {what}") for what in ("generate", "block", "unblock")]
    numbers = sqlite_world.sql("SELECT DISTINCT request_id FROM journal WHERE operation LIKE 'vouchers%'")
    assert len(numbers) == 3
    assert all(re.fullmatch("[0-9a-f]{16}", number) for (number,) in numbers)


def test_csv_has_every_column_and_guards_what_a_spreadsheet_would_run(sqlite_world: World, options: list[str]) -> None:
    SipScene.fill(sqlite_world)
    scene = SipScene(sqlite_world, "encoded")
    seed_account(scene, "+3120")
    made = list(csv.DictReader(io.StringIO(done("generate 2 10.5 --batch =1+1 --csv", options))))
    given = {"id": int(made[0]["id"]), "number": made[0]["number"]}
    scene.customer_login.addBalanceFromVoucher(sipId=sip_id("+3120"), card=given)
    done("block 2", options)
    listed = list(csv.DictReader(io.StringIO(done("list --csv", options))))
    created = listed[0]["created"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", created)
    assert listed[0]["redeemed"] >= created
    for row in listed:
        row["redeemed"] = row["redeemed"] and "then"
    same = {"value": "10.5", "reseller": "0", "batch": "'=1+1", "created": created}
    numbers = [row["number"] for row in made]
    assert listed == [
        same
        | {
            "id": "1",
            "number": numbers[0],
            "state": "redeemed",
            "redeemed": "then",
            "redeemed_by": "'+3120@example.com",
        },
        same | {"id": "2", "number": numbers[1], "state": "blocked", "redeemed": "", "redeemed_by": ""},
    ]


def test_a_list_tells_what_has_become_of_each(sqlite_world: World, options: list[str]) -> None:
    SipScene.fill(sqlite_world)
    scene = SipScene(sqlite_world, "encoded")
    seed_account(scene)
    first = done(f"generate 1 10 --reseller {scene.reseller_id} --batch spring", options).split()
    done("generate 1 2500.1234 --batch autumn", options)
    scene.customer_login.addBalanceFromVoucher(sipId=sip_id(), card={"id": int(first[0]), "number": first[1]})
    head, spring, autumn = done("list", options).splitlines()
    assert head.split() == ["id", "number", "value", "reseller", "state", "batch"]
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
    assert re.fullmatch(
        rf" +1  {first[1]} +10 +{scene.reseller_id}  redeemed  spring  {moment} by alice@example\.com", spring
    )
    assert re.fullmatch(r" +2  \d{20} +2500\.1234 +any  unused    autumn", autumn)
    assert done("list --unused", options).splitlines() == [head, autumn]
    assert done("list --batch spring", options).splitlines() == [head, spring]
    assert done("list --batch spring --unused", options).splitlines() == [head]


def test_vouchers_are_blocked_by_id_or_by_batch(sqlite_world: World, options: list[str]) -> None:
    done("generate 3 10 --batch spring", options)
    assert done("block 1 3", options) == "blocked 2\n"
    assert done("block --batch spring", options) == "blocked 1\n"
    assert done("unblock 2", options) == "unblocked 1\n"
    states = [line.split()[4] for line in done("list", options).splitlines()[1:]]
    assert states == ["blocked", "unused", "blocked"]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("generate 0 10", "count must be a number from 1 to 100000"),
        ("generate 1 0", "value must be an amount above 0, at most 9999999999.9999"),
        ("generate 2 -5", "value must be an amount above 0, at most 9999999999.9999"),
        ("generate 2 -.5 --csv --batch x", "value must be an amount above 0, at most 9999999999.9999"),
        ("generate --batch=x -2 5", "count must be a number from 1 to 100000"),
        ("generate 2 5 --reseller -1", "reseller -1 does not exist"),
        ("block -5", "there is no voucher -5, or it has been redeemed"),
        ("generate 1 1.00001", "value must be an amount with at most four decimals"),
        ("generate 1 10 --reseller 77", "reseller 77 does not exist"),
        ("block 5", "there is no voucher 5, or it has been redeemed"),
        ("unblock --batch none", "the batch has no voucher that is not redeemed"),
    ],
)
def test_what_is_refused_is_one_sentence_and_changes_nothing(
    sqlite_world: World, options: list[str], command: str, sentence: str
) -> None:
    before = sqlite_world.fingerprint()
    assert failed(command, options) == sentence
    assert sqlite_world.fingerprint() == before


@pytest.mark.parametrize("command", ["block", "unblock", "block 1 --batch x", "generate 1 ten", "generate one 10"])
def test_what_cannot_be_meant_shows_the_usage(options: list[str], command: str) -> None:
    result = run(command, options)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: main vouchers")


@pytest.mark.parametrize(
    "command", ["generate 2 -5 --bach x", "generate --bach x 2 -5", "generate 2 5 --bach x", "generate 2 5 -x"]
)
def test_a_negative_number_hides_no_mistyped_option(options: list[str], command: str) -> None:
    result = run(command, options)
    assert result.exit_code == 2
    assert f"No such option '{'-x' if command.endswith('-x') else '--bach'}'" in result.stderr


def test_nothing_is_made_without_the_database_or_the_key_file(options: list[str], tmp_path: Path) -> None:
    result = run("generate 1 10", ["--database", f"sqlite:///{tmp_path}/typo.db"])
    assert result.exit_code == 2
    assert "there is no database" in result.stderr
    result = run("generate 1 10", [*options[:2], "--key-file", f"{tmp_path}/typo.key"])
    assert result.exit_code == 2
    assert "there is no key file" in result.stderr
