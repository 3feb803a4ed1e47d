# SPDX-License-Identifier: Apache-2.0
"""Moving a customer to another reseller: each port tells what that means for its records, and moves them (tenant.md 20).

The port that keeps customers has the last word: the entry, and what the customer consumes of its reseller's credits, move
when everything else has.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from ngnprov.calls.undo import Step
from ngnprov.errors import CustomerInUse, Refusal

if TYPE_CHECKING:
    from ngnprov.calls.call import Call


class Move(NamedTuple):
    """A customer that goes from a ``former`` reseller to another one."""

    customer: int
    former: int
    reseller: int


class Impact(NamedTuple):
    """What a move means for records of a ``kind``, or for one of them by ``name``; the refusal is what stands against it."""

    kind: str
    records: int = 0
    name: str = ""
    refusal: Refusal | None = None


def _nothing(_call: "Call", _move: Move) -> Sequence[Step]:
    return ()


@dataclass(frozen=True)
class Moving:
    """What a port has to do with a move.

    ``impact``: (call, move) -> what it means, as far as there is something; nothing is held or changed. ``move``: (call, move)
    -> do it, with the customer held and nothing standing against it; the steps that an undo takes besides, which moves the
    customer back. They make again what does not go along. ``faults`` are what can stand against it.
    """

    impact: Callable[["Call", Move], Iterable[Impact]]
    move: Callable[["Call", Move], Sequence[Step]] = _nothing
    faults: tuple[type[Refusal], ...] = ()


ALL: Final = 1_000_000
"""Records of a kind that are moved, at the most."""


def against(move: Move, kind: str, count: int, text: str) -> Iterator[Impact]:
    """Records that stand against a move, if there are any; ``text`` says why."""
    if count:
        yield Impact(kind, count, "", CustomerInUse(text, field="move.customer", used=count, holder=move.customer))


def crossing(move: Move, counts: Mapping[str, int]) -> Iterator[Impact]:
    """What stands against a move since an owner would be another reseller's: by kind how many records (customer.md 6.5)."""
    for kind, count in counts.items():
        text = f"{count} {kind} are the customer's and name others as their owner, or are others' and name the customer"
        yield from against(move, f"{kind} with an owner elsewhere", count, text)
