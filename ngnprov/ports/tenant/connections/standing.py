# SPDX-License-Identifier: Apache-2.0
"""Enabling, disabling and asking anew: what people do to the state of a connection (connections.md C11 to C14)."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue
from ngnprov.ports.tenant.connections import store
from ngnprov.ports.tenant.connections.service import CONNECTIONS, answer, begun_anew, require_connectable
from ngnprov.ports.tenant.connections.store import Connection
from ngnprov.ports.tenant.connections.tables import DISABLED, SYNCING
from ngnprov.ports.tenant.connections.wire import ConnectionAnswer
from ngnprov.ports.tenant.errors import SyncRunning
from ngnprov.ports.tenant.profiles.lookup import PROFILES, require_not_terminated

FIELD = "id"


def enable(call: Call, id: int) -> ConnectionAnswer:
    """Have a platform asked from now on; one that is asked already stays as it is.

    Raises MissingInput, ConnectionUnknown, Terminated, InvalidValue (its type is none that can be asked).
    """
    connection = _hold(call, id)
    if connection.enabled:
        return answer(call, connection)
    require_connectable(call, connection, FIELD, FIELD)
    return _moved(call, connection, enabled=True, columns=begun_anew(call, connection), back="disableConnection")


def disable(call: Call, id: int) -> ConnectionAnswer:
    """Ask a platform nothing any more. Who was found stays; an answer that is under way is dropped. Raises as enable."""
    connection = CONNECTIONS.lock(call, required(id, FIELD), field=FIELD)
    if not connection.enabled:
        return answer(call, connection)
    columns = {**begun_anew(call, connection), "state": DISABLED, "due_at": ""}
    return _moved(call, connection, enabled=False, columns=columns, back="enableConnection")


def sync(call: Call, id: int) -> ConnectionAnswer:
    """Have a platform asked now. Raises as enable, InvalidValue for one that is disabled, SyncRunning."""
    connection = _hold(call, id)
    if not connection.enabled:
        raise InvalidValue("is disabled: enableConnection has it asked", field=FIELD)
    if connection.state == SYNCING and connection.due_at > call.now:
        raise SyncRunning("is being asked at the moment", field=FIELD)
    columns = begun_anew(call, connection)
    store.CONNECTIONS.update(call.unit, connection.id, columns)
    told = {"customer": connection.customer, "asked_for": connection.due_at}
    call.changed(f"connection {connection.id}", told, {"asked_for": call.now})
    return answer(call, connection._replace(**columns))


def _hold(call: Call, id: int) -> Connection:
    connection = CONNECTIONS.lock(call, required(id, FIELD), field=FIELD)
    profile = PROFILES.records.lock_any(call.unit, connection.customer)
    if profile is not None:
        require_not_terminated(call, profile, FIELD)
    return connection


def _moved(
    call: Call, connection: Connection, *, enabled: bool, columns: dict[str, Any], back: str
) -> ConnectionAnswer:
    changes = {**columns, "enabled": enabled, "change_date": call.now}
    store.CONNECTIONS.update(call.unit, connection.id, changes)
    told = {"customer": connection.customer, "enabled": connection.enabled}
    undo_by = [Step("tenant", back, {"id": connection.id})]
    call.changed(f"connection {connection.id}", told, {"enabled": enabled}, undo_by=undo_by)
    return answer(call, connection._replace(**changes))
