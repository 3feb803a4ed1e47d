# SPDX-License-Identifier: Apache-2.0
"""What becomes of the rows of a file, and how that is told (imports.md 4)."""

from collections.abc import Iterator, Sequence

from ngnprov.calls.call import Call
from ngnprov.errors import InternalFailure, InvalidType, InvalidValue, NotAuthorized, Refusal
from ngnprov.intake.adding import Form, Item, add_good
from ngnprov.ports.imports.reading import FIELD
from ngnprov.ports.imports.wire import ImportRowAnswer
from ngnprov.ports.pbx.extensions import files

MADE, REFUSED, GOOD = "made", "refused", "good"
"""``good`` is a row that is not made because another one is refused."""


def bring_in(call: Call, form: Form, items: Sequence[Item]) -> list[ImportRowAnswer]:
    """Add the rows that can be; what has become of each.

    Raises what is refused of the caller, and not of a row: NotAuthorized, InternalFailure.
    """
    add_good(form, iter(items), call)
    for item in items:
        if isinstance(item.refusal, NotAuthorized | InternalFailure):
            raise item.refusal
    return [_outcome(item) for item in items]


def held_back(rows: Sequence[ImportRowAnswer]) -> list[ImportRowAnswer]:
    """The same when none of them is kept."""
    return [row._replace(status=GOOD, account_id="") if row.status == MADE else row for row in rows]


def count(rows: Sequence[ImportRowAnswer], status: str) -> int:
    """How many rows have become that."""
    return sum(row.status == status for row in rows)


def _outcome(item: Item) -> ImportRowAnswer:
    refusal = item.refusal or next(_refusals(item), None)
    return ImportRowAnswer(
        row=item.line,
        status=MADE if refusal is None else REFUSED,
        account_id=item.answer.account_id if refusal is None else "",
        errorcode=0 if refusal is None else refusal.code,
        errorstring="" if refusal is None else refusal.sentence,
        field="" if refusal is None else refusal.field or "",
        kind="" if refusal is None else refusal.kind or "",
        limit=0 if refusal is None else refusal.limit or 0,
        used=0 if refusal is None else refusal.used or 0,
        holder=0 if refusal is None else refusal.holder or 0,
    )


def _refusals(item: Item) -> Iterator[Refusal]:
    """What is wrong with a row by itself, as a call with its values would be refused."""
    for problem in item.read.problems:
        text = f"{problem.text} ({problem.detail})" if problem.detail else problem.text
        kind = InvalidType if problem.code == InvalidType.code else InvalidValue
        yield kind(text, field=files.member(problem.column) if problem.column else FIELD)
