# SPDX-License-Identifier: Apache-2.0
"""What must hold of prepaid credit, for ``ngnprov doctor``."""

from ngnprov.db.columns import money_out
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.credit import store


def examine(unit: Unit, repair: bool) -> list[tuple[str, bool]]:
    """Findings as sentences, each with whether it was repaired.

    The ledger is the truth: a balance is corrected to the sum of its entries, unless that is negative. Entries are never
    changed, so a wrong running balance is only told.
    """
    findings = []
    for account, address, balance, total in store.unequal(unit):
        is_repaired = repair and store.correct(unit, account)
        sums = f"is {money_out(balance):f}, but its entries add up to {money_out(total):f}"
        findings.append((f"the balance of {address} {sums}", is_repaired))
    findings += [
        (f"{count} entries in the ledger of {address} do not say the sum of those before them", False)
        for address, count in store.astray(unit)
    ]
    findings += [(f"the balance of {address} is or was below zero", False) for address in store.negative(unit)]
    return findings
