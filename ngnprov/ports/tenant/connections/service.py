# SPDX-License-Identifier: Apache-2.0
"""The rules of connections (tenant.md 11): each is of one customer, and its key is told to nobody."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import of_form, required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import given_of
from ngnprov.calls.undo import Step
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.connections import store
from ngnprov.ports.tenant.connections.store import Connection
from ngnprov.ports.tenant.connections.tables import ACCESS_KEY
from ngnprov.ports.tenant.connections.wire import (
    ConnectionAnswer,
    ConnectionFields,
    ConnectionPageAnswer,
    ConnectionQueryFields,
)
from ngnprov.ports.tenant.errors import ConnectionUnknown
from ngnprov.ports.tenant.owning import lock_customer, new_number
from ngnprov.ports.tenant.producttypes import features
from ngnprov.ports.tenant.profiles.lookup import PROFILES
from ngnprov.zonefiles import hostnames

DISABLED: Final = "disabled"
"""The state of each: nothing connects yet."""

FIELD = "connection"
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
    change_date="",
)
"""What is answered where there is no connection."""

CONNECTIONS = Resource(
    store.CONNECTIONS,
    subject=lambda connection: f"connection {connection.id}",
    unknown=partial(ConnectionUnknown, "there is no such connection"),
)

_type = of_form(r"[a-zA-Z0-9_-]{1,32}", "must be 1 to 32 letters, digits, _ and -")


def add_connection(call: Call, new: ConnectionFields) -> ConnectionAnswer:
    """Keep where a customer in scope is to be connected.

    Raises MissingInput (customer, type, host), CustomerUnknown, Terminated, InvalidValue, NotAuthorized (inactive reseller).
    """
    customer = lock_customer(call, new.get("customer", 0), f"{FIELD}.customer")
    return answer(make(call, new, customer))


def make(call: Call, new: ConnectionFields, customer: int) -> Connection:
    """Keep a connection of a customer that is held. Raises MissingInput (type, host), InvalidValue,
    FeatureNotInType."""
    profile = PROFILES.records.lock_any(call.unit, customer)
    features.require(call, "" if profile is None else profile.product_type, features.CONNECTION, f"{FIELD}.customer")
    kind = required(new.get("type"), f"{FIELD}.type")
    host = required(new.get("host"), f"{FIELD}.host")
    id = new_number(call, store.KIND, new.get("id", 0))
    connection = Connection(
        id=id,
        customer=customer,
        type=_type(kind, f"{FIELD}.type"),
        host=hostnames.host(hostnames.folded(host), f"{FIELD}.host"),
        account_id=texts.line(new.get("account_id", ""), f"{FIELD}.accountId"),
        access_key=ACCESS_KEY.seal(
            call.context.keys, texts.line(new.get("access_key", ""), f"{FIELD}.accessKey"), id=id
        ),
        auto_provision_sub_accounts=new.get("auto_provision_sub_accounts", False),
        enabled=new.get("enabled", False),
        state=DISABLED,
        change_date=call.now,
    )
    return CONNECTIONS.create(call, connection, undo_by=[Step("tenant", "deleteConnection", {"id": id})])


def delete_connection(call: Call, id: int) -> None:
    """Forget a connection. Raises ConnectionUnknown."""
    connection = CONNECTIONS.lock(call, id, field="id")
    CONNECTIONS.remove(call, connection, undo_by=lambda: [_again(call, connection)])


def get_connections(call: Call, query: ConnectionQueryFields) -> ConnectionPageAnswer:
    """Connections in scope that match."""
    return CONNECTIONS.find(call, query, answer)


def steps_of(call: Call, account: Any) -> Sequence[Step]:
    """What makes the connections of a customer again, when its entry was made again."""
    return [_again(call, connection) for connection in store.of_customer(call.unit, account.id)]


def _again(call: Call, connection: Connection) -> Step:
    """Raises InternalFailure when the key does not open any more."""
    key = ACCESS_KEY.open(call.context.keys, connection.access_key, id=connection.id)
    return Step(
        "tenant", "addConnection", {FIELD: {**given_of(answer(connection)), "access_key": key}}, is_secret=bool(key)
    )


def answer(connection: Connection) -> ConnectionAnswer:
    """A stored connection as it is answered, without its key."""
    shown = connection._asdict()
    del shown["access_key"]
    return ConnectionAnswer(**{**shown, "access_key": "", "change_date": clock.to_seconds(connection.change_date)})
