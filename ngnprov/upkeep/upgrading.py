# SPDX-License-Identifier: Apache-2.0
"""An upgrade of the schema together with what it takes the keys for: one transaction, the whole or nothing."""

from functools import partial

from ngnprov.calls.port import find_ports
from ngnprov.db import migrate, traces
from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure
from ngnprov.db.unit import Unit
from ngnprov.sealing.keys import Keys
from ngnprov.upkeep import key_match


def upgrade(database: Database, keys: Keys | None) -> list[str]:
    """Bring a database to this release's schema, seal what it kept in clear, erase the traces.

    Answers the revisions that were applied. Without ``keys`` an upgrade that needs them is refused. Raises SchemaMismatch,
    KeyMismatch (the keys are another database's), and StorageFailure when the database refuses or does not answer.
    """
    applied = migrate.upgrade(database, None if keys is None else partial(_seal, keys))
    try:
        traces.erase(database)
    except StorageFailure as failure:
        raise type(failure)(
            f"the schema is up to date, but what was stored in clear before could not be erased from free pages: {failure}; "
            "run `ngnprov migrate` again"
        ) from failure
    return applied


def _seal(keys: Keys, unit: Unit) -> None:
    key_match.require(unit, keys)
    for port in find_ports():
        if port.seal is not None:
            port.seal(unit, keys)
