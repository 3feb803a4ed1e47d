# SPDX-License-Identifier: Apache-2.0
"""What was stored in clear and has been sealed since still stands in free pages of a SQLite file: its traces, until erased.

The mark that there are some is in the file itself, ``PRAGMA user_version``, and set in the transaction that seals: whatever
interrupts an upgrade, the next one erases them. PostgreSQL drops the files of a table with it; its archived WAL and dumps are
outside the database.
"""

from sqlalchemy import text

from ngnprov.db.engine import Database
from ngnprov.db.failures import Transient, classified
from ngnprov.db.statement import Statement
from ngnprov.db.unit import Unit

_MARK = Statement(text("PRAGMA user_version = 1"))
_MARKED = Statement(text("PRAGMA user_version"))


def leave(unit: Unit) -> None:
    """Note, in the same transaction, that something has just been sealed that stood in clear."""
    if unit.dialect_name == "sqlite":
        unit.run(_MARK)


def are_left(unit: Unit) -> bool:
    """Do free pages of the file hold something that is sealed by now?"""
    return unit.dialect_name == "sqlite" and unit.one(_MARKED)[0] != 0


def erase(database: Database) -> bool:
    """Write the file anew without its free pages, and empty the log beside it; was there anything to erase?

    It needs as much room on the disk as the file has. Raises StorageFailure, Transient while others work on the database; the
    mark then stays.
    """
    if not database.is_sqlite:
        return False
    with classified(), database.engine.connect() as connection:
        if not connection.scalar(text("PRAGMA user_version")):
            return False
        connection.execute(text("VACUUM"))
        is_blocked = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
        if is_blocked:
            raise Transient("somebody else reads the database")
        connection.execute(text("PRAGMA user_version = 0"))
    return True
