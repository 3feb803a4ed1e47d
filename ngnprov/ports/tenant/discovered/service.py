# SPDX-License-Identifier: Apache-2.0
"""The rules of discovered users (connections.md 5): who was found, and linking one to a user by hand."""

from functools import partial
from typing import Final

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.undo import Step
from ngnprov.ports.tenant.connections import store as connections
from ngnprov.ports.tenant.discovered import store
from ngnprov.ports.tenant.discovered.store import DiscoveredUser
from ngnprov.ports.tenant.discovered.wire import (
    DiscoveredUserAnswer,
    DiscoveredUserPageAnswer,
    DiscoveredUserQueryFields,
)
from ngnprov.ports.tenant.errors import DiscoveredUserUnknown, LinkedElsewhere, UserUnknown
from ngnprov.ports.tenant.users.service import USERS

DISCOVERED, USER = "discovered", "user"
NOBODY: Final = 0

FOUND = Resource(
    store.DISCOVERED,
    subject=lambda found: f"discovered user {found.id}",
    unknown=partial(DiscoveredUserUnknown, "there is no such discovered user"),
)


def get_discovered_users(call: Call, query: DiscoveredUserQueryFields) -> DiscoveredUserPageAnswer:
    """Discovered users in scope that match."""
    return FOUND.find(call, query, answer)


def link(call: Call, discovered: int, user: int, *, by_hand: bool) -> DiscoveredUserAnswer:
    """Link somebody who was found to a user of the customer, with 0 to nobody; ``by_hand``: no address links him later.

    Raises MissingInput, DiscoveredUserUnknown, UserUnknown, LinkedElsewhere.
    """
    id = required(discovered, DISCOVERED)
    named = FOUND.get(call, id, field=DISCOVERED)
    connections.CONNECTIONS.lock_any(call.unit, named.connection)  # as a sync does before it links anybody
    found = FOUND.lock(call, id, field=DISCOVERED)
    if user:
        _require_free(call, found, user)
    wanted = {"user": user, "by_hand": by_hand}
    present = {"user": found.user, "by_hand": found.by_hand}
    if wanted == present:
        return answer(found)
    store.update(call.unit, id, {**wanted, "change_date": call.now}, counts=True)
    back = {DISCOVERED: id, "user": found.user, "byHand": found.by_hand}
    told = {"customer": found.customer, **present}
    call.changed(f"discovered user {id}", told, wanted, undo_by=[Step("tenant", "linkDiscoveredUser", back)])
    return answer(FOUND.get(call, id, field=DISCOVERED))


def answer(found: DiscoveredUser) -> DiscoveredUserAnswer:
    """One as he is answered."""
    return DiscoveredUserAnswer(
        id=found.id,
        connection=found.connection,
        customer=found.customer,
        external_id=found.external_id,
        external_account=found.external_account,
        email=found.email,
        name=found.name,
        state=found.state,
        user=found.user,
        by_hand=found.by_hand,
        change_date=clock.to_seconds(found.change_date),
    )


def _require_free(call: Call, found: DiscoveredUser, user: int) -> None:
    """Raise UserUnknown unless it is a user of the same customer, LinkedElsewhere when somebody of the connection has him, or
    who was found is another one's."""
    if USERS.lock(call, user, field=USER).customer != found.customer:
        raise UserUnknown("there is no such user", field=USER)
    holder = store.linked_of(call.unit, found.connection).get(user, found.id)
    if holder != found.id:
        raise LinkedElsewhere(f"is linked to discovered user {holder}", field=USER)
    if found.user not in (NOBODY, user):
        raise LinkedElsewhere(f"is linked to user {found.user}: link to 0 first", field=DISCOVERED)
