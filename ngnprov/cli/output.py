# SPDX-License-Identifier: Apache-2.0
"""Answers of the server as text for people."""

import re
from typing import Any

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def as_text(value: Any, width: int = 100) -> str:
    """Records as aligned ``name  value`` lines, lists of records as tables, one value as itself.

    A table that does not fit into ``width`` characters becomes one block of lines for each record. Members
    without content are left out. Control characters, and what is no text, are shown escaped: what a customer stored
    must not drive a terminal.
    """
    return "\n".join(_lines(value, width))


def counted(number: int, noun: str) -> str:
    """``1 record``, ``2 records``; the noun takes an s."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def csv_cell(text: str) -> str:
    """Free text for a CSV file: what a spreadsheet would run as a formula is led by an apostrophe (CWE-1236)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _lines(value: Any, width: int) -> list[str]:
    if isinstance(value, dict):
        return _record(value, width)
    if isinstance(value, list):
        return _list(value, width)
    return [_leaf(value)]


def _record(record: dict[str, Any], width: int) -> list[str]:
    leaves = {name: _leaf(value) for name, value in record.items() if not isinstance(value, dict | list)}
    longest = max(map(len, leaves), default=0)
    lines = [f"{name:{longest}}  {text}" for name, text in leaves.items() if text != ""]
    for name, value in record.items():
        if isinstance(value, dict | list) and value:
            lines += [f"{name}:", *(f"  {line}".rstrip() for line in _lines(value, width - 2))]
    return lines


def _list(values: list[Any], width: int) -> list[str]:
    records = [value for value in values if isinstance(value, dict)]
    if len(records) < len(values):
        return [_leaf(value) for value in values]
    table = _table(records)
    if table and len(table[0]) <= width:
        return table
    blocks: list[str] = []
    for record in records:
        blocks += ["", *_record(record, width)] if blocks else _record(record, width)
    return blocks


def _table(records: list[dict[str, Any]]) -> list[str]:
    """Header, rule and a row for each record; empty when a record holds records or nothing at all."""
    if any(isinstance(value, dict | list) and value for record in records for value in record.values()):
        return []
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = [[_leaf(record.get(name)) for name in names] for record in records]
    shown = [place for place in range(len(names)) if any(row[place] for row in rows)]
    if not shown:
        return []
    widths = [max(len(names[place]), *(len(row[place]) for row in rows)) for place in shown]
    header = [names[place] for place in shown]
    body = [[row[place] for place in shown] for row in rows]
    rule = ["-" * size for size in widths]
    lines = [
        "  ".join(f"{cell:{size}}" for cell, size in zip(row, widths, strict=True)) for row in (header, rule, *body)
    ]
    return [lines[0], *(line.rstrip() for line in lines[1:])]


def _leaf(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _CONTROLS.sub(lambda found: repr(found.group())[1:-1], str(value))
