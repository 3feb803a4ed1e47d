# SPDX-License-Identifier: Apache-2.0
"""What a call can ask for itself, beside what it does, and what it gets told for that: the headers ``request`` and ``reply``.

Both are optional and in a namespace of our own (docs/contract/request.md): a client that knows nothing of them is answered as
by NGNPro.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ngnprov.errors import InvalidValue, Refusal

R = TypeVar("R", bound=Refusal)

LONGEST_ID = 128
LONGEST_NAME = 255
KEY_HEADER = "Idempotency-Key"


@dataclass(frozen=True, slots=True)
class RequestHeader:
    """The header ``request``; what is absent is empty, False or None.

    ``id`` names the request, so that a retry changes nothing again; ``dry_run`` has everything done and then undone;
    ``if_version`` is the version that the record must have; ``on_behalf_of`` says who really asked, for the journal.
    ``is_answered``: the caller gets the header ``reply``, which one who only sent an HTTP header does not.
    """

    id: str = ""
    dry_run: bool = False
    if_version: int | None = None
    on_behalf_of: str = ""
    is_answered: bool = True


NO_HEADER = RequestHeader(is_answered=False)
"""A call that asks for nothing: plain NGNPro."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a record was and is, as the journal tells it: None where it was not there, or is not."""

    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Consumption:
    """Of a credit, by its ``kind``: how many more of its ``holder`` are used; negative when some are given back."""

    kind: str
    holder: int
    count: int


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that is met: how many of a ``kind`` its ``holder`` may have, has used before, and would use ``wanted`` more."""

    kind: str
    holder: int
    limit: int | None
    used: int
    wanted: int

    @property
    def is_exceeded(self) -> bool:
        """Is there no room for them?"""
        return self.limit is not None and self.used + self.wanted > self.limit

    def refusal(self, cause: type[R], text: str, field: str | None = None) -> R:
        """What is said when there is no room, with kind, limit, use and holder."""
        return cause(text, field=field, kind=self.kind, limit=self.limit, used=self.used, holder=self.holder)


@dataclass(slots=True)
class Preview:
    """What a dry run has found: every change, what it would consume, and the limits it meets, those it exceeds among them."""

    changes: list[Change] = field(default_factory=list)
    consumes: dict[tuple[str, int], int] = field(default_factory=dict)
    limits: dict[tuple[str, int], Limit] = field(default_factory=dict)

    def copy(self) -> "Preview":
        """As it is now."""
        return Preview([*self.changes], {**self.consumes}, {**self.limits})

    def become(self, other: "Preview") -> None:
        """Tell what ``other`` tells."""
        self.changes, self.consumes, self.limits = other.changes, other.consumes, other.limits

    def consumptions(self) -> list[Consumption]:
        """What is consumed or given back in the end, by kind and holder."""
        return [Consumption(kind, holder, count) for (kind, holder), count in sorted(self.consumes.items()) if count]


@dataclass(frozen=True, slots=True)
class Reply:
    """The header ``reply``.

    ``version`` is the one of the record that the operation is about, None when there is none; ``transaction`` is what the
    journal calls the change, "" when nothing was changed; ``is_replayed`` says that the answer was given before.
    """

    version: int | None = None
    transaction: str = ""
    is_replayed: bool = False
    preview: Preview | None = None


def checked_id(text: str, field: str) -> str:
    """A request id. Raises InvalidValue on ``field``."""
    if not 1 <= len(text) <= LONGEST_ID or not text.isprintable():
        raise InvalidValue(f"must be 1 to {LONGEST_ID} printable characters", field=field)
    return text


def checked_name(text: str, field: str) -> str:
    """Who really asked. Raises InvalidValue on ``field``."""
    if len(text) > LONGEST_NAME or not text.isprintable():
        raise InvalidValue(f"must be at most {LONGEST_NAME} printable characters", field=field)
    return text
