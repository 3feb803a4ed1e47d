# SPDX-License-Identifier: Apache-2.0
"""The rules of connections (connections.md 2): each is of one customer, and its key is told to nobody."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import of_form, required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import given_of
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.connections import addresses, store
from ngnprov.ports.tenant.connections.adapters import ADAPTERS
from ngnprov.ports.tenant.connections.store import Connection
from ngnprov.ports.tenant.connections.tables import ACCESS_KEY, DISABLED, FAILED, PENDING
from ngnprov.ports.tenant.connections.wire import (
    ConnectionAnswer,
    ConnectionFields,
    ConnectionPageAnswer,
    ConnectionQueryFields,
)
from ngnprov.ports.tenant.connectiontemplates import choosing
from ngnprov.ports.tenant.connectiontemplates.store import ConnectionTemplate
from ngnprov.ports.tenant.discovered import store as discovered
from ngnprov.ports.tenant.errors import ConnectionFixed, ConnectionUnknown
from ngnprov.ports.tenant.owning import lock_customer, new_number
from ngnprov.ports.tenant.producttypes import features
from ngnprov.ports.tenant.profiles.lookup import PROFILES

FIELD: Final = "connection"
NONE = ConnectionAnswer(
    id=0,
    customer=0,
    type="",
    host="",
    account_id="",
    access_key="",
    auto_provision_sub_accounts=False,
    enabled=False,
    state="",
    template=0,
    last_error="",
    retry_at="",
    synced_at="",
    users=0,
    linked_users=0,
    gone_users=0,
    change_date="",
)
"""What is answered where there is no connection."""

SERVERS = frozenset({"state", "last_error", "due_at", "synced_at", "generation", "failures"})
"""What the server works out, which is no change of the record."""


def journal_values(connection: Connection) -> dict[str, Any]:
    """What a caller has said of a connection."""
    return {name: value for name, value in connection._asdict().items() if name not in SERVERS}


CONNECTIONS = Resource(
    store.CONNECTIONS,
    subject=lambda connection: f"connection {connection.id}",
    unknown=partial(ConnectionUnknown, "there is no such connection"),
    journal_values=journal_values,
)

kind = of_form(r"[a-zA-Z0-9_-]{1,32}", "must be 1 to 32 letters, digits, _ and -")


def add_connection(call: Call, new: ConnectionFields) -> ConnectionAnswer:
    """Keep where a customer in scope is to be connected; one that is enabled is connected soon.

    Raises MissingInput (customer, accessKey), CustomerUnknown, Terminated, InvalidValue, NotAuthorized (inactive reseller),
    TemplateUnknown, TemplateMissing, ConnectionHostRefused, FeatureNotInType.
    """
    customer = lock_customer(call, new.get("customer", 0), f"{FIELD}.customer")
    return answer(call, make(call, new, customer))


def make(call: Call, new: ConnectionFields, customer: int) -> Connection:
    """Keep a connection of a customer that is held. Raises as add_connection, but for the customer."""
    profile = PROFILES.records.lock_any(call.unit, customer)
    features.require(call, "" if profile is None else profile.product_type, features.CONNECTION, f"{FIELD}.customer")
    template = choosing.template_for(call, new, customer)
    addresses.require_allowed(call, f"{FIELD}.host")
    id = new_number(call, store.KIND, new.get("id", 0))
    enabled = new.get("enabled", False)
    given = choosing.completed(new, template)
    connection = Connection(
        id=id,
        customer=customer,
        template=None if template is None else template.id,
        type=kind(given["type"], f"{FIELD}.type"),
        host=addresses.read(given["host"], f"{FIELD}.host"),
        account_id=texts.line(new.get("account_id", ""), f"{FIELD}.accountId"),
        access_key=_sealed(call, new.get("access_key", ""), id),
        auto_provision_sub_accounts=new.get("auto_provision_sub_accounts", False),
        enabled=enabled,
        state=PENDING if enabled else DISABLED,
        last_error="",
        due_at=call.now if enabled else "",
        synced_at="",
        generation=0,
        failures=0,
        change_date=call.now,
    )
    _require_own_key(connection, template)
    if enabled:
        require_connectable(call, connection, f"{FIELD}.type", f"{FIELD}.accessKey")
    return CONNECTIONS.create(call, connection, undo_by=[Step("tenant", "deleteConnection", {"id": id})])


def update_connection(call: Call, given: ConnectionFields) -> ConnectionAnswer:
    """Change host, account and key, and ask anew if it is enabled; what is chosen for good may be sent as it is.

    Raises MissingInput (id, host, accessKey), ConnectionUnknown, ConnectionFixed, ConnectionHostRefused, InvalidValue.
    """
    connection = CONNECTIONS.lock(call, required(given.get("id"), f"{FIELD}.id"), field=f"{FIELD}.id")
    _require_fixed(connection, given)
    addresses.require_allowed(call, f"{FIELD}.host")
    wanted: dict[str, Any] = {}
    if "host" in given:
        wanted["host"] = addresses.read(given["host"], f"{FIELD}.host")
    if "account_id" in given:
        wanted["account_id"] = texts.line(given["account_id"], f"{FIELD}.accountId")
    keys = call.context.keys
    former = ACCESS_KEY.open(keys, connection.access_key, id=connection.id)
    if given.get("access_key", former) != former or (call.reverts is not None and "access_key" in given):
        wanted["access_key"] = _sealed(call, given["access_key"], connection.id)
    changed = connection._replace(**wanted)
    if changed.host != connection.host and former and "access_key" not in given:
        raise MissingInput("must be given with another host", field=f"{FIELD}.accessKey")
    _require_own_key(changed, choosing.template_of(call, connection))
    return answer(call, _stored(call, connection, wanted))


def delete_connection(call: Call, id: int) -> None:
    """Forget a connection, and whom it has discovered. Raises ConnectionUnknown."""
    connection = CONNECTIONS.lock(call, id, field="id")
    CONNECTIONS.remove(call, connection, undo_by=lambda: [_again(call, connection)])


def get_connections(call: Call, query: ConnectionQueryFields) -> ConnectionPageAnswer:
    """Connections in scope that match."""
    return CONNECTIONS.find_together(call, query, lambda found: _answers(call, found))


def steps_of(call: Call, account: Any) -> Sequence[Step]:
    """What makes the connections of a customer again, when its entry was made again."""
    return [_again(call, connection) for connection in store.of_customer(call.unit, account.id)]


def require_connectable(call: Call, connection: Connection, type_field: str, key_field: str) -> None:
    """Raise InvalidValue or MissingInput unless its platform could be asked."""
    if connection.type not in ADAPTERS:
        known = ", ".join(sorted(ADAPTERS))
        raise InvalidValue(
            f"is no kind of platform that this server can ask ({known}): it can be kept, disabled", field=type_field
        )
    template = choosing.template_of(call, connection)
    if not connection.access_key and (template is None or not template.master_key):
        raise MissingInput("must be given: neither it nor its template has a key", field=key_field)


def begun_anew(call: Call, connection: Connection) -> dict[str, Any]:
    """Columns of a connection whose platform is to be asked now; answers that are under way are dropped."""
    return {
        "state": PENDING,
        "due_at": call.now,
        "last_error": "",
        "failures": 0,
        "generation": connection.generation + 1,
    }


def answer(call: Call, connection: Connection) -> ConnectionAnswer:
    """A stored connection as it is answered, without its key."""
    return _answers(call, [connection])[0]


def _answers(call: Call, found: Sequence[Connection]) -> list[ConnectionAnswer]:
    counted = discovered.counts(call.unit, [connection.id for connection in found])
    return [_answer(connection, counted.get(connection.id, discovered.NO_COUNTS)) for connection in found]


def _answer(connection: Connection, counted: discovered.Counts) -> ConnectionAnswer:
    return ConnectionAnswer(
        id=connection.id,
        customer=connection.customer,
        type=connection.type,
        host=connection.host,
        account_id=connection.account_id,
        access_key="",
        auto_provision_sub_accounts=connection.auto_provision_sub_accounts,
        enabled=connection.enabled,
        state=connection.state,
        template=connection.template or 0,
        last_error=connection.last_error,
        retry_at=_seconds(connection.due_at) if connection.state == FAILED else "",
        synced_at=_seconds(connection.synced_at),
        users=counted.users,
        linked_users=counted.linked,
        gone_users=counted.gone,
        change_date=clock.to_seconds(connection.change_date),
    )


def _seconds(moment: str) -> str:
    return moment and clock.to_seconds(moment)


def _sealed(call: Call, key: str, id: int) -> bytes:
    return ACCESS_KEY.seal(call.context.keys, texts.line(key, f"{FIELD}.accessKey"), id=id)


def _require_own_key(connection: Connection, template: ConnectionTemplate | None) -> None:
    """A key that is kept for one host is sent to no other. Raises MissingInput."""
    if template is not None and template.host != connection.host and template.master_key and not connection.access_key:
        text = "must be given: the key of its template is for another host"
        raise MissingInput(text, field=f"{FIELD}.accessKey")


def _require_fixed(connection: Connection, given: ConnectionFields) -> None:
    """Raise ConnectionFixed when a member that stays is to be another."""
    present: Mapping[str, Any] = {**connection._asdict(), "template": connection.template or 0}
    names = {"type": "type", "template": "template", "auto_provision_sub_accounts": "autoProvisionSubAccounts"}
    for member, name in names.items():
        if member in given and given[member] != present[member]:  # type: ignore[literal-required]
            raise ConnectionFixed("was chosen when the connection was made, and stays", field=f"{FIELD}.{name}")


def _stored(call: Call, connection: Connection, wanted: Mapping[str, Any]) -> Connection:
    """A connection with changed members; its platform is asked anew if it is enabled. It has an entry with its way back."""
    present = connection._asdict()
    changes: dict[str, Any] = {name: value for name, value in wanted.items() if value != present[name]}
    if not changes:
        return connection
    if connection.enabled:
        changes |= begun_anew(call, connection)
    changed = connection._replace(**changes, change_date=call.now)
    store.CONNECTIONS.update(call.unit, connection.id, {**changes, "change_date": call.now})
    before, after = journal_values(connection), journal_values(changed)
    call.changed(f"connection {connection.id}", before, after, undo_by=lambda: [_back(call, connection, changed)])
    return changed


def _back(call: Call, before: Connection, changed: Connection) -> Step:
    """What gives a connection its former members. Raises InternalFailure when the former key does not open any more."""
    members: dict[str, Any] = {"id": before.id, "host": before.host, "account_id": before.account_id}
    if before.access_key != changed.access_key:
        members["access_key"] = ACCESS_KEY.open(call.context.keys, before.access_key, id=before.id)
    return Step("tenant", "updateConnection", {FIELD: members}, is_secret=bool(members.get("access_key")))


def _again(call: Call, connection: Connection) -> Step:
    """Raises InternalFailure when the key does not open any more."""
    key = ACCESS_KEY.open(call.context.keys, connection.access_key, id=connection.id)
    given = {**given_of(_answer(connection, discovered.NO_COUNTS)), "access_key": key}
    return Step("tenant", "addConnection", {FIELD: given}, is_secret=bool(key))
