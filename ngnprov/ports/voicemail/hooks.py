# SPDX-License-Identifier: Apache-2.0
"""What goes with a SIP account, and what must hold among mailboxes: for undo and ``ngnprov doctor``.

Mailboxes hold up no deletion of a customer: their accounts do, and their domains.
"""

from collections.abc import Iterator

from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.calls.port import Kept
from ngnprov.db.unit import Unit
from ngnprov.ports.voicemail import service, store
from ngnprov.ports.voicemail.tables import mailboxes

KEPT = (Kept((mailboxes.c.account,), service.steps_of_all),)


def examine(unit: Unit) -> Iterator[Finding]:
    """A mailbox whose number would be given again (V2)."""
    highest, last = store.highest_number(unit), store.last_number(unit)
    if highest > last:
        yield Finding(_ahead(highest, last), repair=_catch_up)


def _catch_up(call: Call) -> Finding | None:
    highest, last = store.highest_number(call.unit), store.last_number(call.unit)
    if highest <= last:
        return None
    store.count_from(call.unit, highest)
    call.changed("voicemail mailboxes", {"last": last}, {"last": highest})
    return Finding(_ahead(highest, last), State.REPAIRED)


def _ahead(highest: int, last: int) -> str:
    return f"there is a voicemail mailbox {highest}, but the last number that was given is {last}"
