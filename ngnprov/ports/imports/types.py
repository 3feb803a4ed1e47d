# SPDX-License-Identifier: Apache-2.0
"""Types of ImportPort (imports.md 2)."""

from ngnprov.soap.types import Id, Int, ListOf, Record, Text, TextOrOctets

LONGEST_FILE = 16 << 20
"""Characters, or octets, that are read at all; what is taken says the setting ``imports.bytes``."""
_EXAMPLE = "number,name\n101,Reception\n"
File = TextOrOctets(LONGEST_FILE, example=_EXAMPLE)


class ImportRecord(Record):
    """A record of ImportPort."""

    __namespace__ = "urn:ngnprov:Import"


class ImportRow(ImportRecord):
    """What has become of the row that begins in a line; of one that is refused the fault, as a call has it."""

    row = Int(1)
    status = Text(16)
    accountId = Text(255)
    errorcode = Int(0)
    errorstring = Text(65535)
    field = Text(255)
    kind = Text(64)
    limit = used = Int(0)
    holder = Id()


class ImportReport(ImportRecord):
    """What has become of a file, or the number of the job that brings it in."""

    job = Id()
    total = made = refused = Int(0)
    rows = ListOf(ImportRow)


class ImportJob(ImportRecord):
    """A job: how far it is, and why it has failed."""

    id = customer = Id()
    state = Text(16)
    requestId = Text(128)
    createdBy = Text(255)
    total = next = made = refused = Int(0)
    errorcode = Int(0)
    errorstring = Text(65535)
    reported = Int(0)
    rows = ListOf(ImportRow)
    createDate = changeDate = Text(64)


class ExtensionsFile(ImportRecord):
    """Users as a CSV file, and how many there are in all."""

    csv = Text(LONGEST_FILE, example=_EXAMPLE)
    total = Int(0)
