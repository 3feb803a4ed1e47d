# SPDX-License-Identifier: Apache-2.0
"""The options by which ``ngnprov call`` asks for more than the call: the members of the header ``request``."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True)
class Asked:
    """``header``: the members of the header ``request``, None when none is sent; ``wants_reply``: the header of the answer is
    what is printed."""

    header: dict[str, Any] | None
    is_dry_run: bool
    wants_reply: bool


def asking(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options; it gets them as ``asked``."""

    @click.option(
        "--request-id",
        metavar="ID",
        help="Make a change once only: the same call with the same ID is given the answer of the first one.",
    )
    @click.option(
        "--dry-run",
        is_flag=True,
        help="Change nothing, and print what would change, what it would consume and which limits it meets.",
    )
    @click.option(
        "--if-version",
        metavar="N",
        type=click.IntRange(1),
        help="Change the record only if this is its version; --reply tells it.",
    )
    @click.option("--on-behalf-of", metavar="NAME", help="Who really asks, for the journal.")
    @click.option(
        "--reply",
        is_flag=True,
        help="Print the header of the answer instead of it: the version of the record, the transaction in the journal.",
    )
    @functools.wraps(function)
    def command(
        *arguments: Any,
        request_id: str | None,
        dry_run: bool,
        if_version: int | None,
        on_behalf_of: str | None,
        reply: bool,
        **options: Any,
    ) -> Any:
        given = {"id": request_id, "dryRun": dry_run or None, "ifVersion": if_version, "onBehalfOf": on_behalf_of}
        header = {name: value for name, value in given.items() if value is not None}
        wants_reply = reply or dry_run
        asked = Asked(header if header or wants_reply else None, dry_run, wants_reply)
        return function(*arguments, asked=asked, **options)

    return command
