# SPDX-License-Identifier: Apache-2.0
"""Entries of the journal for those who read them: a line each, columns on a terminal, or JSON."""

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from ngnprov import clock
from ngnprov.cli.output import as_text

if TYPE_CHECKING:
    from ngnprov.db.ledgers.entries import Entry

Show = Callable[[Sequence["Entry"]], None]
"""Prints some entries, below those that it was given before."""

_WIDTHS = {
    "id": 7,
    "time (UTC)": 19,
    "who": 16,
    "for": 16,
    "from": 15,
    "transaction": 16,
    "undoes": 7,
    "operation": 20,
    "subject": 22,
    "what": 0,
}
"""The columns, and the least width of each where no terminal is; on a terminal they take what they need."""

_ONLY_WIDE = frozenset({"for", "transaction", "undoes"})
_FOLDED = frozenset({"who", "for", "subject", "what"})
"""What is broken into several lines where a terminal is too narrow."""


def showing(*, as_json: bool, wide: bool) -> Show:
    """What shows entries as they were asked for, where standard output goes."""
    if as_json:
        return _show_json
    names = [name for name in _WIDTHS if wide or name not in _ONLY_WIDE]
    return _on_terminal(names) or (lambda batch: _show_lines(batch, names))


def change_as_text(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[str, str]:
    """What was done to a record (``changed``, ``made``, ``removed``), and its members."""
    if before is not None and after is not None:
        names = dict.fromkeys([*before, *after])
        return "changed", ", ".join(f"{name} {_value(before, name)} -> {_value(after, name)}" for name in names)
    return "removed" if after is None else "made", ", ".join(_pairs(after or before or {}))


def _show_json(batch: "Sequence[Entry]") -> None:
    for entry in batch:
        click.echo(json.dumps(dataclasses.asdict(entry), default=str))


def _show_lines(batch: "Sequence[Entry]", names: Sequence[str]) -> None:
    for entry in batch:
        cells = _cells(entry)
        click.echo("  ".join(f"{cells[name]:{_WIDTHS[name]}}" for name in names).rstrip())


def _on_terminal(names: Sequence[str]) -> Show | None:
    """What shows entries in the columns of a terminal; None when the output goes elsewhere."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        return None

    def show(batch: "Sequence[Entry]") -> None:
        table = Table(box=None, pad_edge=False, show_header=not seen)
        for name in names:
            table.add_column(name, overflow="fold", no_wrap=name not in _FOLDED)
        for entry in batch:
            cells = _cells(entry)
            table.add_row(*(Text(cells[name]) for name in names), style="red" if entry.code else None)
        if batch or not seen:
            console.print(table)
        seen.append(len(batch))

    seen: list[int] = []
    return show


def _cells(entry: "Entry") -> dict[str, str]:
    """The text of each column."""
    cells = {
        "id": f"{entry.id:>{_WIDTHS['id']}}",
        "time (UTC)": entry.at[: clock.LENGTH_OF_SECONDS],
        "who": f"{entry.login} as {entry.entry}" if entry.behind else entry.login,
        "for": entry.on_behalf_of or "-",
        "from": entry.address or "-",
        "transaction": entry.request_id,
        "undoes": f"{entry.reverts or '-':>{_WIDTHS['undoes']}}",
        "operation": entry.operation,
        "subject": entry.subject,
        "what": _what(entry),
    }
    return {name: as_text(cell) for name, cell in cells.items()}


def _what(entry: "Entry") -> str:
    if entry.kind in ("denied", "login"):
        word = "denied" if entry.kind == "denied" else "login failed"
        return " ".join([word, str(entry.code), *_pairs(entry.after or {})])
    word, members = change_as_text(entry.before, entry.after)
    return f"{word} {members}".strip() if entry.kind == "change" else members


def _pairs(values: Mapping[str, Any]) -> list[str]:
    return [f"{name}={_value(values, name)}" for name in values]


def _value(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return '""' if value in (None, "") else str(value)
