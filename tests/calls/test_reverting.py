# SPDX-License-Identifier: Apache-2.0
"""Whatever operation has changed something can be undone, and the undo undone (calls/reverting.py, Q20)."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from ngnprov.calls.port import find_ports
from ngnprov.db.columns import metadata
from ngnprov.errors import NotRevertible
from ngnprov.sealing.columns import SealContext
from tests.support.every_operation import TABLES, Crowd, succeeds
from tests.support.world import Template, World

WRITING = [
    (port.title.removesuffix("Port"), operation.name)
    for port in find_ports()
    for operation in port.operations()
    if operation.writes and succeeds(port.title.removesuffix("Port"), operation.name)
]
IRREVERSIBLE = {
    ("Sip", "addBalanceFromVoucher"): "the voucher is used up",
    ("Order", "addOrder"): "an order is given up by cancelOrder, and stays on record",
    ("Order", "cancelOrder"): "likewise",
    ("Order", "submitOrder"): "what was ordered is ordered away, with the terms accepted again",
    ("Order", "addTerms"): "terms stay as somebody may have accepted them",
    ("Tenant", "deleteTenant"): "what was removed as it was quoted is gone for good",
    ("Billing", "generateInvoices"): "an invoice is taken back by a credit note, and by nothing else",
    ("Billing", "addAdHocInvoice"): "likewise",
    ("Billing", "makeInvoiceFile"): "somebody may have the file",
    ("Billing", "exportDebits"): "the bank may have the file",
    ("Billing", "addCreditNote"): "its number is given, and numbers have no gaps",
    ("Tenant", "syncConnection"): "the platform is asked",
    ("Tenant", "openSession"): "it is ended by closeSession",
    ("Tenant", "enrolSecondFactor"): "nobody logs in by it yet",
    ("Pbx", "resyncDevice"): "the phone was told",
    ("Pbx", "redirectDevice"): "the vendor was told",
    ("Pbx", "rotateDeviceToken"): "somebody else may know the former token: that is what it was changed for",
    ("Event", "rotateSecret"): "somebody else may know the former secret",
    ("Event", "replay"): "it was sent",
    ("Pbx", "applyConfiguration"): "phones may have it already; what was before is applied again",
}
"""Operations that cannot be undone, and why."""

LEDGERS = {"journal", "journal_links", "undo", "idempotency", "sequences", "login_attempts", "outbox", "leases"}
"""Tables that tell of what was done, and keep telling."""

UNLIKE = {
    "change_date": "an undo is a change",
    "create_date": "a record that is made again is made now",
    "since": "who has a number again has it from now on",
    "version": "counts changes",
    "created_by": "who undoes a removal makes what is made again",
    "serial": "only rises",
    "ends": "a temporary rule runs on for as many minutes as were left",
    "id": "SIP aliases, accounts and routing have numbers of the database's, which are never given again",
    "account": "likewise, in what belongs to an account",
    "extension": "extensions have numbers of the database's, which are never given again",
    "member": "likewise",
    "alias": "likewise",
    "enum_number": "likewise",
    "gateway_id": "likewise",
    "carrier_id": "likewise",
    "enum_mappings.number": "likewise, in what belongs to an ENUM number",
    "set_id": "likewise, in what belongs to a set of rewrite rules",
    "tenant_connections.generation": "counts what makes answers worthless that are under way",
    "tenant_connections.due_at": "a connection that is enabled again is asked now",
    "imports_jobs.login": "who undoes that a job was cancelled stands for it from then on",
    "imports_jobs.address": "likewise",
}
"""Columns that differ when the former state is back, and why."""

HISTORY = {"pbx_extensions": "closed", "pbx_devices": "closed", "pbx_subscriptions": "ended", "pbx_numbers": "released"}
"""Tables whose rows stay as history when what they tell of was removed, and the column that says so."""

UNLIKE_TABLES = {
    "sip_ledger": "payments and their undoing are both in the history of an account",
    "dns_serials": "serials of zones that are gone are remembered",
    "serials": "likewise",
}


@pytest.fixture
def crowd(crowded: Template, crowded_world: World) -> Crowd:
    crowded.restore(crowded_world)
    return Crowd(crowded_world, "encoded")


def state(world: World) -> dict[str, list[str]]:
    """Every row by table, secrets opened."""
    keys = world.app.runner.context.keys
    found: dict[str, list[str]] = {}
    with world.database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name in LEDGERS or table.name in UNLIKE_TABLES or table.name not in present(connection):
                continue
            rows = []
            for row in connection.execute(select(table)).mappings():
                if is_history(table.name, row):
                    continue
                values = dict(row)
                for column in table.columns:
                    sealed = column.info.get("sealed")
                    if sealed is not None and values[column.name]:
                        values[column.name] = opened(sealed, keys, row[column.name], values)
                rows.append(
                    repr(
                        {
                            name: value
                            for name, value in values.items()
                            if not {name, f"{table.name}.{name}"} & UNLIKE.keys()
                        }
                    )
                )
            found[table.name] = sorted(row for row in rows if row != "{'balance': 0}")  # as good as none
    return found


def is_history(table: str, row: Any) -> bool:
    return table in HISTORY and row[HISTORY[table]] is not None


def opened(sealed: Any, keys: Any, stored: Any, row: Mapping[str, Any]) -> Any:
    texts: list[str] = []

    def note(value: bytes, place: SealContext) -> bytes:
        texts.append(keys.open(value, place))
        return value

    sealed.map(stored, row, note)
    return texts


def present(connection: Any) -> set[str]:
    return set(connection.dialect.get_table_names(connection))


@pytest.mark.parametrize(("port", "operation"), WRITING)
def test_a_change_is_undone_and_the_undo_is_undone(crowd: Crowd, port: str, operation: str) -> None:
    world = crowd.world
    before = state(world)
    asked = crowd.admin.asking()
    asked.call(operation, TABLES[port][operation].arguments, port)
    after = state(world)
    assert after != before
    if (port, operation) in IRREVERSIBLE:
        with pytest.raises(NotRevertible, match="cannot be undone"):
            world.undo(asked.reply["transaction"])
        assert state(world) == after
        return
    world.undo(asked.reply["transaction"])
    assert state(world) == before
    world.undo()
    assert state(world) == after
