# SPDX-License-Identifier: Apache-2.0
"""What a database error means for the unit of work, whatever the driver calls it."""

import contextlib
from collections.abc import Iterator
from typing import Any, ClassVar

from sqlalchemy.exc import DBAPIError

RETRYABLE_STATES = frozenset({"40001", "40P01", "55P03"})
"""SQLSTATE of serialization failure, deadlock, lock not available (PostgreSQL)."""


_NOT_UTF8 = "Could not decode to UTF-8 column "
"""So begins what the driver of SQLite says of such a text."""


class StorageFailure(Exception):
    """The database refused or did not answer; ``meaning`` says which of these in words."""

    meaning: ClassVar[str] = "the database refuses"

    @property
    def sentence(self) -> str:
        """For the operator."""
        return f"{self.meaning}: {self}"


class Duplicate(StorageFailure):
    """A unique index refused a row. ``key`` is text that holds the index's or its columns' names."""

    def __init__(self, key: str) -> None:
        super().__init__(f"duplicate key: {key}")
        self.key = key


class Referenced(StorageFailure):
    """A foreign key or check constraint refused the change. The text names the constraint and holds no value."""


class Transient(StorageFailure):
    """Another transaction was in the way; the whole unit may be tried again."""

    meaning = "the database is busy"


class Gone(StorageFailure):
    """There is no connection, or it broke; whether a COMMIT under way took effect is not known."""

    meaning = "the database does not answer"


@contextlib.contextmanager
def classified() -> Iterator[None]:
    """Turn what SQLAlchemy raises of a driver's exceptions into a :class:`StorageFailure`."""
    try:
        yield
    except DBAPIError as error:
        raise classify(error.orig if isinstance(error.orig, Exception) else error) from error


def classify(error: Exception) -> StorageFailure:
    """The failure that a driver's exception means."""
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return _of_state(state, error)
    text = str(error)
    kinds = {base.__name__ for base in type(error).__mro__}
    if "IntegrityError" in kinds:
        if "UNIQUE constraint failed" in text:
            return Duplicate(text)
        return Referenced(text)
    if "database is locked" in text or "database table is locked" in text:
        return Transient(text)
    if text.startswith(_NOT_UTF8):  # what follows the name of the column is the text, which may be a secret
        return StorageFailure(
            f"a text is not UTF-8, in column {text.removeprefix(_NOT_UTF8).partition(' with text ')[0]}"
        )
    if getattr(error, "sqlite_errorcode", None) is not None:
        return StorageFailure(text)
    if "OperationalError" in kinds:
        return Gone(_first_line(text) or type(error).__name__)
    return StorageFailure(f"{type(error).__name__}: {text}")


def _first_line(text: str) -> str:
    """Where psycopg tells host, port and reason; advice follows."""
    return " ".join(text.partition("\n")[0].split())


def _of_state(state: str, error: Exception) -> StorageFailure:
    diagnosis: Any = getattr(error, "diag", None)
    if state == "23505":
        return Duplicate(str(diagnosis.constraint_name))
    if state.startswith("23"):
        return Referenced(f"SQLSTATE {state}: {diagnosis.constraint_name or diagnosis.column_name}")
    if state in RETRYABLE_STATES:
        return Transient(state)
    if state.startswith(("08", "57P")):
        return Gone(f"SQLSTATE {state}: {diagnosis.message_primary}")
    # data exceptions quote the value, which may be a secret
    words = "" if state.startswith("22") else f": {diagnosis.message_primary}"
    return StorageFailure(f"SQLSTATE {state}{words}")
