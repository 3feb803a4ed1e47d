# SPDX-License-Identifier: Apache-2.0
"""Log lines."""

import contextlib
import inspect
import json
import logging
import logging.config
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from granian.server import common

from ngnprov.errors import NotAuthenticated
from ngnprov.serve import logs, wording
from ngnprov.settings.sections import LogSettings
from tests.support.world import World


def line(message: str, *, error: BaseException | None = None, **fields: object) -> str:
    record = logging.makeLogRecord({"name": "ngnprov.test", "levelno": 20, "levelname": "INFO", "msg": message})
    record.created = 1_700_000_000.25
    vars(record).update(fields)
    if error is not None:
        record.exc_info = (type(error), error, error.__traceback__)
    return logs.LineFormatter().format(record)


def test_a_line_is_fields_in_a_fixed_order() -> None:
    found = line("customer added", customer=7, login="bob smith")
    expected = (
        r'time=2023-11-14T22:13:20\.250Z level=info logger=ngnprov\.test pid=\d+ message="customer added" '
        r'customer=7 login="bob smith"'
    )
    assert re.fullmatch(expected, found)


@pytest.mark.parametrize("text", ["a\nlevel=error", "\x1b[2J", "\u2028", '" forged="1', "Zoë", ""])
def test_nothing_in_a_value_can_forge_a_line_or_a_field(text: str) -> None:
    found = line("x", value=text)
    assert found.isascii()
    assert found.isprintable()
    assert " forged=" not in found.replace('\\" forged=', "")
    assert re.search(r' value="([^"\\]|\\.)*"$', found)


def test_a_traceback_is_one_field_of_one_line() -> None:
    try:
        1 / 0  # noqa: B018
    except ZeroDivisionError as error:
        found = line("failed", error=error)
    assert "\n" not in found
    assert 'error="Traceback' in found
    assert "ZeroDivisionError" in found


def test_a_long_value_loses_its_middle() -> None:
    found = line("x", value="a" * 50_000)
    assert len(found) < logs.LONGEST + 200


@contextlib.contextmanager
def configured(format: str = "line") -> Iterator[None]:
    """The log as a server has it."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        logging.config.dictConfig(logs.configuration(format))
        yield
    finally:
        root.handlers[:], root.level = before


def test_a_json_line_has_the_same_fields_and_numbers_stay_numbers() -> None:
    record = logging.makeLogRecord(
        {"name": "ngnprov.test", "levelno": 20, "levelname": "INFO", "msg": "customer added"}
    )
    record.created = 1_700_000_000.25
    vars(record).update(customer=7, login='bob "the\nsmith" Zoë', ms=0.25, behind=True, path=Path("/x"))
    found = logs.JsonFormatter().format(record)
    assert found.isascii()
    assert found.isprintable()
    assert json.loads(found) == {
        "time": "2023-11-14T22:13:20.250Z",
        "level": "info",
        "logger": "ngnprov.test",
        "pid": os.getpid(),
        "message": "customer added",
        "customer": 7,
        "login": 'bob "the\nsmith" Zoë',
        "ms": 0.25,
        "behind": True,
        "path": "/x",
    }


@pytest.mark.parametrize("format", ["line", "json"])
def test_granians_own_words_are_put_into_ours(capsys: pytest.CaptureFixture[str], format: str) -> None:
    granian, rust = logging.getLogger("_granian"), logging.getLogger("_granian.serve")
    with configured(format):
        for told in (
            "Starting granian (main PID: 7)",
            "Listening at: http://127.0.0.1:9200",
            "Spawning worker-1 with PID: 8",
            "Configuration allows spawning up to 512 Python threads, which seems quite high",
            "Something nobody needs to know",
            "Shutting down granian",
            "Granian shutdown completed, see ya!",
        ):
            granian.info(told)
        rust.info("Started worker-1")
        granian.error("Unexpected exit from worker-1")
        granian.warning("Killing old worker-1 after it refused to gracefully stop")
        granian.warning("Something new is wrong")
    told = capsys.readouterr().err
    assert "granian" not in told.lower()
    assert "see ya" not in told
    lines = told.splitlines()
    assert len(lines) == 8
    if format == "json":
        found = [json.loads(line) for line in lines]
        assert {line["logger"] for line in found} == {"ngnprov.serve"}
        assert [line["message"] for line in found] == [
            "listening",
            "worker starts",
            "shutting down",
            "shutdown complete",
            "worker serves",
            "worker ended unexpectedly",
            "worker is killed: it did not end in time",
            "Something new is wrong",
        ]
        assert (found[1]["worker"], found[1]["worker_pid"], found[5]["level"]) == (1, 8, "error")
    else:
        assert lines[0].endswith(" message=listening address=http://127.0.0.1:9200")


def test_the_words_of_the_granian_in_use_are_known() -> None:
    """They are granian's to change: what it logs of workers and of itself must be among what is put into our words."""
    said = re.findall(r"logger\.(?:info|error|warning)\(f?'([^']*)'\)", inspect.getsource(common))
    said = [re.sub(r"\{[^}]*\}", "7", each) for each in said]
    ours = [each for each in said if re.search(r"worker-7|granian|Granian|HUP|Listening|crash loop", each)]
    ours = [each for each in ours if not re.search(r"requires|lifetime|support", each)]
    assert len(ours) >= 10
    assert [each for each in ours if not any(theirs.fullmatch(each) for theirs, _ in wording._SENTENCES)] == []


def test_a_call_is_a_line_when_it_is_asked_for_and_holds_nothing_that_was_sent(
    sqlite_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    sqlite_world.call().getCustomers(query={})
    assert not [record for record in caplog.records if record.name == "ngnprov.calls"]
    with sqlite_world.with_settings(log=LogSettings(calls=True)) as world:
        world.call().addAccount(account={"username": "canary-name", "password": "canary-secret"})
        fault = world.call(password="canary-guess").refused("getAccount", id=1)
        assert fault.code == NotAuthenticated.code
        world.request(b"<canary", "/")
    lines = [record for record in caplog.records if record.name == "ngnprov.calls"]
    found = [(vars(line)["port"], vars(line)["operation"], vars(line)["code"]) for line in lines]
    assert found == [("customer", "addAccount", 0), ("customer", "getAccount", 901), ("", "", 101)]
    assert all(re.fullmatch("[0-9a-f]{16}", vars(line)["request_id"]) and vars(line)["ms"] > 0 for line in lines)
    written = "".join(logs.LineFormatter().format(line) + logs.JsonFormatter().format(line) for line in lines)
    assert "canary" not in written
