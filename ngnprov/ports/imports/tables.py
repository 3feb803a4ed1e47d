# SPDX-License-Identifier: Apache-2.0
"""Tables of jobs that bring in files, and of what has become of their rows. Both go with the customer."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Table

from ngnprov.db.columns import Identifier, change_date, metadata, number, numbered, refers, text
from ngnprov.sealing.columns import Sealed

FILE = Sealed("imports_jobs.file", by="{id}")
"""Passwords stand in it. It is forgotten when the job is done."""

QUEUED, RUNNING, DONE, CANCELLED, FAILED = STATES = ("queued", "running", "done", "cancelled", "failed")
UNFINISHED = (QUEUED, RUNNING)

jobs = Table(
    "imports_jobs",
    metadata,
    numbered(),
    refers("customer", "customers.id", cascades=True),
    text("state"),
    text("request_id"),
    text("claimant"),  # whose request id it is
    text("created_by"),
    # with whose rights it is carried out: a login, and the entry that is his or behind which the administrator is
    text("login"),
    Column("entry", Identifier, nullable=False),
    Column("is_admin", Boolean, nullable=False),
    # the user and his API token, 0 for none: they may have gone since
    *(Column(name, Identifier, nullable=False, server_default="0") for name in ("person", "token")),
    text("address"),
    text("on_behalf_of"),
    FILE.column(),
    number("total"),
    number("next"),  # the line in which the next row begins, 0 when there is none
    *map(number, ("made", "refused", "errorcode")),
    text("errorstring"),
    text("create_date"),
    change_date(),
    CheckConstraint("state IN ('queued', 'running', 'done', 'cancelled', 'failed')", name="state_known"),
)
Index("ix_imports_jobs_customer", jobs.c.customer, jobs.c.id)
Index("ix_imports_jobs_state", jobs.c.state, jobs.c.change_date)
Index("ix_imports_jobs_request_id", jobs.c.request_id, jobs.c.claimant, jobs.c.id)

rows = Table(
    "imports_rows",
    metadata,
    refers("job", "imports_jobs.id", cascades=True, primary_key=True, autoincrement=False),
    Column("row", Identifier, primary_key=True, autoincrement=False),
    text("status"),
    text("account_id"),
    number("errorcode"),
    *map(text, ("errorstring", "field", "kind")),
    *map(number, ("limit", "used", "holder")),
)
