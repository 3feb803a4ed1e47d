# SPDX-License-Identifier: Apache-2.0
"""What goes with a SIP account or domain that is removed is made again by an undo, whichever port keeps it (``Port.kept``)."""

import pytest
from sqlalchemy import Table

from ngnprov.calls.port import find_ports
from ngnprov.db.columns import metadata
from ngnprov.ports.sip.accounts.tables import accounts
from ngnprov.ports.sip.domains.tables import domains

TOLD_OTHERWISE = {
    "sip_groups": "the entry of the account names its groups, and addAccount takes them",
    "sip_ledger": "a history is of what happened: it begins anew, with the balance",
}


@pytest.mark.parametrize(("table", "told_otherwise"), [(accounts, TOLD_OTHERWISE), (domains, {})])
def test_every_table_whose_rows_go_with_a_record_says_how_they_come_back(
    table: Table, told_otherwise: dict[str, str]
) -> None:
    kept = {key for port in find_ports() for each in port.kept for key in each.keys}
    going = [
        key.parent
        for each in metadata.sorted_tables
        for key in each.foreign_keys
        if key.column.table is table and key.ondelete == "CASCADE"
    ]
    forgotten = {column.table.name for column in going if column not in kept}
    assert forgotten == told_otherwise.keys()
