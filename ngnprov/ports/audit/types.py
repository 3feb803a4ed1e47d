# SPDX-License-Identifier: Apache-2.0
"""Types of AuditPort (audit.md 2)."""

from ngnprov.soap.types import Flag, Id, Int, ListOf, Position, Record, Text, page_of, query_of


class AuditRecord(Record):
    """A record of AuditPort."""

    __namespace__ = "urn:ngnprov:Audit"


class JournalMember(AuditRecord):
    """A member of a record as it was and as it is; empty where there is none. What is no text is JSON."""

    name = Text(255)
    before = after = Text(1 << 20)


class JournalEntry(AuditRecord):
    """A change, or a call or login that was refused: who, as which entry, when, what, and of which record.

    ``kind`` is change, denied or login; ``done``, of a change, is created, updated or deleted. ``entry`` is the customer entry
    as which somebody acted; ``behind`` says that an administrator stood behind it. ``reverts`` is the entry that this one
    undoes. ``code`` is the fault of what was refused.
    """

    id = Position()
    transaction = Text(64)
    kind = done = Text(16)
    time = Text(64)
    actor = Text(255)
    level = Text(16)
    entry = Id()
    behind = Flag()
    onBehalfOf = Text(255)
    address = Text(64)
    operation = Text(255)
    subject = Text(1024)
    customer = Id()
    code = Int(0)
    members = ListOf(JournalMember)
    reverts = Position()


class JournalFilter(AuditRecord):
    """What getJournal filters by; ``kind`` is change unless it is refused. ``before`` is the number of an entry: those that
    came before it."""

    subject = Text(1024, example="SIP account alice@example.com")
    actor = Text(255)
    operation = Text(255)
    transaction = Text(64)
    kind = Text(16, example="change")
    customer = Id()
    since = until = Text(64, example="2027-01-31 12:00:00")
    before = Position()


JournalQuery = query_of("JournalQuery", "entries of the journal", JournalFilter)
JournalPage = page_of("JournalPage", "entries of the journal", entries=JournalEntry)


class RevertedRecord(AuditRecord):
    """A record that was made, changed or removed by undoing, or would be."""

    subject = Text(1024)
    members = ListOf(JournalMember)
