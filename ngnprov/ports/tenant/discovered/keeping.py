# SPDX-License-Identifier: Apache-2.0
"""Keeping whom a platform tells of (connections.md 5): who is new, who has changed, who is gone, and who is which user."""

from collections.abc import Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.db.columns import fold
from ngnprov.db.ledgers import sequences
from ngnprov.ports.tenant.connections.adapters.asking import Person
from ngnprov.ports.tenant.connections.store import Connection
from ngnprov.ports.tenant.discovered import store
from ngnprov.ports.tenant.discovered.store import Stored
from ngnprov.ports.tenant.users import store as users


class _Linking:
    """Who of a connection's people is which user of its customer, by address; each user is one person's at the most."""

    def __init__(self, call: Call, connection: Connection) -> None:
        found = users.of_customer(call.unit, connection.customer)
        self._by_email = {fold(user.email): user.id for user in found}
        self._ids = {user.id for user in found}
        self._taken = {user for user in store.linked_of(call.unit, connection.id) if user in self._ids}

    def user_of(self, person: Person, stored: Stored | None) -> int:
        """The user to which somebody is linked from now on, 0 for none. Who is linked stays so, whatever his address is."""
        if stored is not None and (stored.by_hand or stored.user in self._ids):
            return stored.user
        user = self._by_email.get(fold(person.email), 0) if person.email else 0
        if not user or user in self._taken:
            return 0
        self._taken.add(user)
        return user


def keep(call: Call, connection: Connection, people: Sequence[Person]) -> None:
    """Store people of a connection that is held, as they are now."""
    stored = store.stored_of(call.unit, connection.id)
    linking = _Linking(call, connection)
    new: list[dict[str, Any]] = []
    for person in people:
        former = stored.get(person.external_id)
        now = {
            "external_account": person.account,
            "email": person.email,
            "name": person.name,
            "user": linking.user_of(person, former),
            "gone": False,
        }
        if former is None:
            new.append({**now, "external_id": person.external_id})
            continue
        present = former._asdict()
        changes = {name: value for name, value in now.items() if value != present[name]}
        if changes:
            store.update(call.unit, former.id, {**changes, "change_date": call.now}, counts=False)
    _insert(call, connection, new)


def leave_out(call: Call, connection: Connection, found: set[str], most: int) -> None:
    """Mark those gone who were not found. Of the gone at most so many who are linked to nobody are kept: those since last."""
    for external_id, former in store.stored_of(call.unit, connection.id).items():
        if external_id not in found and not former.gone:
            store.update(call.unit, former.id, {"gone": True, "change_date": call.now}, counts=False)
    for id in store.gone_beyond(call.unit, connection.id, most):
        store.DISCOVERED.delete(call.unit, id)


def _insert(call: Call, connection: Connection, new: Sequence[dict[str, Any]]) -> None:
    if not new:
        return
    first = sequences.take(call.unit, store.KIND, len(new))
    for id, person in enumerate(new, first):
        columns = {"id": id, "connection": connection.id, "by_hand": False, "change_date": call.now}
        store.DISCOVERED.insert(call.unit, {**person, **columns})
