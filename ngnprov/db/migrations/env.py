# SPDX-License-Identifier: Apache-2.0
"""Alembic's entry: runs the migrations on the connection that :mod:`ngnprov.db.migrate` opened."""

from alembic import context

from ngnprov.db.columns import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
