# SPDX-License-Identifier: Apache-2.0
"""Log lines."""

import logging
import logging.config
import re

import pytest

from ngnprov.serve import logs


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


def test_granians_advice_against_many_threads_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().handlers[:], logging.getLogger().level
    granian = logging.getLogger("_granian")
    try:
        logging.config.dictConfig(logs.configuration())
        granian.warning("Configuration allows spawning up to 512 Python threads, which seems quite high")
        granian.warning("Unexpected exit from worker-1")
    finally:
        logging.getLogger().handlers[:], logging.getLogger().level = before
        granian.filters.clear()
    told = capsys.readouterr().err
    assert "spawning" not in told
    assert 'message="Unexpected exit from worker-1"' in told
