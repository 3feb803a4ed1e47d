#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Give a customer with a PBX the users of a CSV file; each row is sent once, however often the script is run.

    fill_pbx.py CUSTOMER_ID FILE

The first line of the file names columns that are members of Extension, number,name,addons for example; add-ons and groups
stand in one cell with blanks between. The customer has a pilot, and an agreement with one main product. A number that is
used already is passed over. Prints what was added, and what limits leave.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import csv
from pathlib import Path

from server import connect, detail, positive, run
from zeep.exceptions import Fault

USED = "8104"
LISTS = ("addons", "groups")


def main() -> None:
    parser = argparse.ArgumentParser(description="Give a PBX the users of a CSV file.")
    parser.add_argument("customer", metavar="CUSTOMER_ID", type=positive)
    parser.add_argument("file", metavar="FILE", type=Path)
    given = parser.parse_args()
    pbx = connect("pbx")
    added = 0
    with given.file.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            try:
                pbx.addExtension({"customer": given.customer, **members(row)})
            except Fault as fault:
                if detail(fault, "errorcode") != USED:
                    raise
            else:
                added += 1
    print("added", added)
    for limit in pbx.explainLimits(given.customer, "extension") or ():
        print(limit.kind, limit.holder, "any number" if limit.unlimited else f"{limit.left} left")


def members(row: dict[str, str]) -> dict[str, object]:
    """The cells that are filled, as zeep takes them."""
    filled = {name: text for name, text in row.items() if text}
    return {name: {"item": text.split()} if name in LISTS else text for name, text in filled.items()}


if __name__ == "__main__":
    run(main)
