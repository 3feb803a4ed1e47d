# SPDX-License-Identifier: Apache-2.0
"""The table of files of invoices: what was made once is handed out for ever, since a PDF is never made twice alike."""

from sqlalchemy import Column, LargeBinary, Table, Text

from ngnprov.db.columns import metadata, refers, text

files = Table(
    "billing_files",
    metadata,
    refers("invoice", "billing_invoices.id", primary_key=True, autoincrement=False),
    Column("format", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    text("create_date"),
)
