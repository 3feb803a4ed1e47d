# SPDX-License-Identifier: Apache-2.0
"""What commands have in common that take what they make from a JSON document, and print what became of it."""

import functools
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ngnprov.cli.failure import Failure

Command = Callable[..., Any]


def takes_document(function: Command) -> Command:
    """Give a command ``--from`` and ``--dry-run``; it gets the document as ``given``."""

    @click.option(
        "--from",
        "file",
        metavar="FILE",
        required=True,
        type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
        help="A JSON document; - is standard input.",
    )
    @click.option("--dry-run", is_flag=True, help="Check everything and change nothing.")
    @functools.wraps(function)
    def command(*arguments: Any, file: Path, dry_run: bool, **options: Any) -> Any:
        return function(*arguments, given=_document(file), dry_run=dry_run, **options)

    return command


def json_option(function: Command) -> Command:
    """Give a command ``--json``, which it gets as ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, with everything.")(function)


def show_json(document: Any) -> None:
    """Print a document."""
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))


def _document(file: Path) -> Any:
    """What the file holds. Raises Failure when it is no text, InvalidValue when it is not JSON."""
    from ngnprov.intake.documents import parse

    octets = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        return parse(octets.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Failure("the file is not UTF-8") from None
