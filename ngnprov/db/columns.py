# SPDX-License-Identifier: Apache-2.0
"""The kinds of columns, the one metadata, and text folding for searches without regard to case."""

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Identity, Integer, MetaData, Table, Text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)
"""Every table of the product registers here; migrations are compared with it."""

Tables = Sequence[Table]

_MARK = "secret"
_INTERNAL = "internal"

VERSION = "version"
"""The column that counts the changes of a record (:func:`version`); it is none of the record's members."""

Identifier = Integer
"""Number of an object; made by :mod:`ngnprov.db.ledgers.sequences`, never by the database."""


def numbered() -> Column[int]:
    """A primary key ``id`` that is an :data:`Identifier`."""
    return Column("id", Identifier, primary_key=True, autoincrement=False)


def refers(name: str, to: str, *, cascades: bool = False, nullable: bool = False, **options: Any) -> Column[int]:
    """The number of what a record belongs to or names, a column ``to`` of another table: what is named there cannot be
    removed, or with ``cascades`` takes the record along. ``options`` go to the column.
    """
    key = ForeignKey(to, ondelete="CASCADE" if cascades else None)
    return Column(name, Identifier, key, nullable=nullable, **options)


def serial() -> Column[int]:
    """A primary key ``id`` that the database counts up; its table is ``sqlite_autoincrement=True``, to never reuse a number.

    For tables whose rows come too fast for one row of :mod:`ngnprov.db.ledgers.sequences` to number them all.
    """
    return Column("id", Integer, Identity(), primary_key=True)


def version() -> Column[int]:
    """How often a record was changed, from 1 on: what a caller names who wants to change it only as he knows it (P5).

    :class:`~ngnprov.db.records.Records` count it up with every update of members that callers set; what the server itself
    works out of other records, such as the serial of a zone, is no change of it.
    """
    return Column(VERSION, BigInteger, nullable=False, server_default="1")


def tenants() -> tuple[Column[int], Column[int]]:
    """Whose a record is: ``customer`` and ``reseller``, which scope compares (:mod:`ngnprov.db.scope`)."""
    return Column("customer", Identifier, nullable=False), Column("reseller", Identifier, nullable=False)


def owner() -> Column[int]:
    """The entry that a record names as its owner, 0 for none; it gives no right."""
    return Column("owner", Identifier, nullable=False)


def change_date() -> Column[str]:
    """When a record was changed last."""
    return Column("change_date", Text, nullable=False)


def changes() -> tuple[Column[str], Column[int]]:
    """When a record was changed last, and how often (:func:`version`)."""
    return change_date(), version()


def secret(column: Column[Any], *, is_sealed: bool = False) -> Column[Any]:
    """Declare that a column holds secrets, or what is as good as one: a digest that opens the same door, say.

    Sealed columns (:mod:`ngnprov.sealing.columns`) declare it themselves. No list of secrets is kept anywhere else.
    """
    column.info[_MARK] = "sealed" if is_sealed else "readable"
    return column


def is_secret(column: Column[Any]) -> bool:
    """Does a column declare that it holds secrets?"""
    return _MARK in column.info


def internal(column: Column[Any]) -> Column[Any]:
    """Declare that a column is between provider and reseller: customers read it nowhere, in the journal neither."""
    column.info[_INTERNAL] = True
    return column


def internal_names() -> frozenset[str]:
    """Names under which values are internal, whatever table they are of."""
    return frozenset(
        column.name for table in metadata.tables.values() for column in table.columns if _INTERNAL in column.info
    )


def secret_names() -> frozenset[str]:
    """Names under which values are secret, whatever table they are of, as the tables that are declared say.

    The name of a sealed column is none when another table has something public under it: what is sealed is bytes, and known by
    that. Who holds its clear text says so himself (:class:`~ngnprov.db.ledgers.journal.Secret`).
    """
    declared = metadata.tables
    return _secret_names(len(declared), next(reversed(declared), ""))


@lru_cache(maxsize=4)
def _secret_names(_count: int, _last: str) -> frozenset[str]:
    """Of the tables that are declared, so many; more come as ports are found."""
    names: dict[str, set[str]] = {"readable": set(), "sealed": set(), "public": set()}
    for table in metadata.tables.values():
        for column in table.columns:
            names[column.info.get(_MARK, "public")].add(column.name)
    return frozenset(names["readable"] | (names["sealed"] - names["public"]))


_BY_CODE_POINT: Any = Text().with_variant(Text(collation="C"), "postgresql")

MONEY_UNIT = 10_000
"""Money columns hold whole counts of 1/10000."""


def text(name: str) -> Column[str]:
    """A text column that is never null; absent is the empty string."""
    return Column(name, Text, nullable=False, server_default="")


def number(name: str) -> Column[int]:
    """A whole number that is never null."""
    return Column(name, Integer, nullable=False)


def flag(name: str) -> Column[bool]:
    """A truth value that is never null."""
    return Column(name, Boolean, nullable=False)


def money(name: str) -> Column[int]:
    """An amount as a whole count of 1/:data:`MONEY_UNIT`."""
    return Column(name, BigInteger, nullable=False, server_default="0")


def money_in(amount: Decimal) -> int:
    """An amount of at most four decimals as it is stored."""
    return int(amount * MONEY_UNIT)


@lru_cache(maxsize=4096)
@lru_cache(maxsize=4096)
def money_out(stored: int) -> Decimal:
    """A stored amount. Most of those in a list are alike."""
    return Decimal(stored) / MONEY_UNIT


def folded(name: str) -> Column[str]:
    """The shadow of the text column ``name`` that searches and orders look at; see :func:`fold`.

    Collated by code point on every database, so that prefix ranges use the index and both databases order alike.
    """
    return Column(f"{name}_fold", _BY_CODE_POINT, nullable=False, server_default="")


def lowered(name: str, **options: Any) -> Column[str]:
    """A text column of what is stored in lower case, and so is its own shadow; ``options`` go to the column."""
    return Column(name, _BY_CODE_POINT, nullable=False, **options)


def fold(value: str) -> str:
    """Text as it is compared: NFC and case-folded (wire.md L5, customer.md C13)."""
    if value.isascii():
        return value.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", value).casefold())
