# SPDX-License-Identifier: Apache-2.0
"""What the operator does with messages that do not leave: try them again, or drop them. Each has its entry in the journal."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.db.ledgers import outbox
from ngnprov.db.ledgers.outbox import Message
from ngnprov.errors import InvalidValue

RETRY = Task(name="outbox retry")
DROP = Task(name="outbox drop")


def retry(call: Call, ids: Sequence[int]) -> int:
    """Have messages tried at once, dead or waiting; how many. Raises InvalidValue for one that is not there."""
    for id in ids:
        message = _found(call, id)
        outbox.retry(call.unit, id)
        call.journal_entry(_subject(id), _told(message), {"state": "waiting", "attempts": 0}, message.customer)
    return len(ids)


def retry_dead(call: Call) -> int:
    """The same with all that are dead."""
    return retry(call, outbox.dead(call.unit))


def drop(call: Call, ids: Sequence[int]) -> int:
    """Have messages never sent; how many. Raises InvalidValue for one that is not there."""
    for id in ids:
        message = _found(call, id)
        outbox.remove(call.unit, id)
        call.journal_entry(_subject(id), {"kind": message.kind, **_told(message)}, None, message.customer)
    return len(ids)


def state(message: Message) -> str:
    """In a word."""
    return "dead" if message.is_dead else "waiting"


def _found(call: Call, id: int) -> Message:
    message = outbox.read(call.unit, id)
    if message is None:
        raise InvalidValue(f"there is no message {id} in the outbox")
    return message


def _told(message: Message) -> dict[str, object]:
    return {"state": state(message), "attempts": message.attempts}


def _subject(id: int) -> str:
    return f"message {id}"
