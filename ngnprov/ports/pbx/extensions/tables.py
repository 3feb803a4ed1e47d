# SPDX-License-Identifier: Apache-2.0
"""The table of extensions. One that was removed stays as a closed row, to which its subscriptions belong; its names are free.

``account`` is its SIP account and ``domain`` that account's, which a live one has and a closed one has no more; both name
records of SipPort that only PbxPort removes or moves while they are named here (``Port.holds``). ``number`` is null where it
has none, as the pilot; ``attendant`` is the count of an auto attendant among its customer's."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, and_, literal_column

from ngnprov.db.columns import Identifier, changes, flag, folded, metadata, refers, secret, serial, text

KINDS = PILOT, USER, GROUP, ATTENDANT = "pilot", "user", "group", "autoattendant"

extensions = Table(
    "pbx_extensions",
    metadata,
    serial(),
    refers("customer", "customers.id"),
    text("kind"),
    Column("number", Text),
    Column("attendant", Integer),
    text("account_id"),
    text("name"),
    folded("name"),
    text("display_name"),
    text("sip_username"),
    Column("domain", Text, ForeignKey("sip_domains.domain")),
    # deferred: SQLite removes an account much faster when that cannot fail half-way
    Column("account", Identifier, ForeignKey("sip_accounts.id", deferrable=True, initially="DEFERRED")),
    text("web_username"),
    secret(text("web_password")),  # argon2id
    text("local_prefix"),
    text("caller_id"),
    flag("record_outbound"),
    text("record_email"),
    text("record_subject"),
    flag("active"),
    text("created_by"),
    text("create_date"),
    *changes(),
    Column("closed", Text),
    CheckConstraint(f"kind IN {KINDS}", name="kind_known"),
    CheckConstraint("(closed IS NULL) = (account IS NOT NULL)", name="account_while_live"),
    sqlite_autoincrement=True,
)
_c = extensions.c
live = _c.closed.is_(None)
for _name, _columns, _condition in (
    ("number", (_c.customer, _c.number), live),
    ("account_id", (_c.account_id,), live),
    ("account", (_c.account,), _c.account.is_not(None)),  # live as well, and found by who asks for an account
    ("pilot", (_c.customer,), and_(live, _c.kind == literal_column(f"'{PILOT}'"))),
    ("web_username", (_c.domain, _c.web_username), and_(live, _c.web_username != literal_column("''"))),
):
    Index(f"uq_pbx_extensions_{_name}", *_columns, unique=True, sqlite_where=_condition, postgresql_where=_condition)
Index("ix_pbx_extensions_customer", _c.customer, _c.id)
Index("ix_pbx_extensions_domain", _c.domain)
