# SPDX-License-Identifier: Apache-2.0
"""What goes with a SIP account that is removed is made again by an undo, whichever port keeps it (``Port.kept``)."""

from ngnprov.calls.port import find_ports
from ngnprov.db.columns import metadata
from ngnprov.ports.sip.accounts.tables import accounts

TOLD_OTHERWISE = {
    "sip_groups": "the entry of the account names its groups, and addAccount takes them",
    "sip_ledger": "a history is of what happened: it begins anew, with the balance",
}


def test_every_table_whose_rows_go_with_an_account_says_how_they_come_back() -> None:
    kept = {key for port in find_ports() for each in port.kept for key in each.keys}
    going = [
        key.parent
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is accounts and key.ondelete == "CASCADE"
    ]
    forgotten = {column.table.name for column in going if column not in kept}
    assert forgotten == TOLD_OTHERWISE.keys()
