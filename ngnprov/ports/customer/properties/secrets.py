# SPDX-License-Identifier: Apache-2.0
"""Properties whose values are secrets (customer.md 3.3): sealed at rest, masked in the journal, shown to who may read them."""

from collections.abc import Iterable

from ngnprov.db import traces
from ngnprov.db.ledgers.journal import Secret
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.properties import store
from ngnprov.ports.customer.tables import AUTH_TOKEN, SECRET_PROPERTIES
from ngnprov.sealing.keys import Keys


def told(name: str, value: str) -> str | Secret:
    """The value of a property as the journal gets it."""
    return Secret(value) if value and name in SECRET_PROPERTIES else value


def hold_secrets(names: Iterable[str]) -> bool:
    """Is one of these properties a secret?"""
    return not SECRET_PROPERTIES.isdisjoint(names)


def auth_token(unit: Unit, keys: Keys, customer: int) -> str:
    """The token of an entry for the doors that are no SOAP, "" for none. Raises InternalFailure."""
    return store.secret_of(unit, keys, customer, AUTH_TOKEN)


def seal(unit: Unit, keys: Keys) -> None:
    """Seal what a release before kept in clear."""
    if store.seal_clear(unit, keys):
        traces.leave(unit)
