# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import NamedTuple


class ImportRowAnswer(NamedTuple):
    """A ImportRow as it is answered, in wire order."""

    row: int
    status: str
    account_id: str
    errorcode: int
    errorstring: str
    field: str
    kind: str
    limit: int
    used: int
    holder: int


class ImportReportAnswer(NamedTuple):
    """A ImportReport as it is answered, in wire order."""

    job: int
    total: int
    made: int
    refused: int
    rows: Sequence[ImportRowAnswer]


class ImportJobAnswer(NamedTuple):
    """A ImportJob as it is answered, in wire order."""

    id: int
    customer: int
    state: str
    request_id: str
    created_by: str
    total: int
    next: int
    made: int
    refused: int
    errorcode: int
    errorstring: str
    reported: int
    rows: Sequence[ImportRowAnswer]
    create_date: str
    change_date: str


class ExtensionsFileAnswer(NamedTuple):
    """A ExtensionsFile as it is answered, in wire order."""

    csv: str
    total: int
