#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Open an ENUM range whose numbers lead to the SIP accounts of a domain: PREFIX000 to the first, PREFIX001 to the next...

    map_numbers.py CUSTOMER_ID PREFIX DOMAIN [COUNT]

PREFIX is digits, with + before them or without. Prints a line for each number that is new. Run again, it goes on where it
stopped; numbers that are there stay as they are.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
from collections.abc import Iterator
from typing import Any

from server import connect, detail, positive, run
from zeep.exceptions import Fault

TREE = "e164.arpa"
RANGE_EXISTS, NUMBER_EXISTS = "3001", "3003"


def added(fault_when_there: str, operation: Any, record: dict[str, Any]) -> bool:
    """Add a record unless it is there; was it new?"""
    try:
        operation(record)
    except Fault as fault:
        if detail(fault, "errorcode") == fault_when_there:
            return False
        raise
    return True


def addresses(sip: Any, domain: str, count: int) -> list[str]:
    """The first SIP addresses of a domain."""
    found = sip.getAccounts(
        {
            "filter": {"domain": domain},
            "orderBy": {"attribute": "username", "direction": "ASC"},
            "range": {"start": 0, "count": count},
        }
    )
    return [f"{each.id.username}@{each.id.domain}" for each in (found.accounts.item if found.accounts else [])]


def open_range(enum: Any, customer: int, prefix: str, length: int) -> None:
    """A range for numbers of ``length`` digits. One that the customer has for other lengths is changed while it is unused."""
    id, limits = {"prefix": prefix, "tld": TREE}, {"minDigits": length, "maxDigits": length}
    if added(RANGE_EXISTS, enum.addRange, {"id": id, **limits, "customer": customer}):
        return
    page = enum.getRanges({"filter": {**id, "customer": customer}})
    for there in page.ranges.item if page.ranges else []:
        fits = there.minDigits <= length <= (there.maxDigits or length)
        if not fits and not there.used:
            enum.updateRange({"id": id, **limits})


def map_numbers(enum: Any, customer: int, prefix: str, targets: list[str]) -> Iterator[tuple[str, str]]:
    """Create the range and a number for each target; number and URI of those that are new."""
    open_range(enum, customer, prefix, len(prefix) + 3)
    for position, address in enumerate(targets):
        number, uri = f"{prefix}{position:03}", f"sip:{address}"
        mapping = {"type": "sip", "mapto": uri, "ttl": 3600, "priority": 5}
        new_number = {"id": {"number": number, "tld": TREE}, "owner": customer, "mappings": {"item": [mapping]}}
        if added(NUMBER_EXISTS, enum.addNumber, new_number):
            yield number, uri


def digits(text: str) -> str:
    """The digits of a prefix that is written with + or without. Raises ValueError."""
    prefix = text.removeprefix("+")
    if not (prefix.isascii() and prefix.isdigit()):
        raise ValueError("not digits")
    return prefix


def main() -> None:
    parser = argparse.ArgumentParser(description="Lead the numbers of an ENUM range to the SIP accounts of a domain.")
    parser.add_argument("customer", metavar="CUSTOMER_ID", type=int)
    parser.add_argument("prefix", metavar="PREFIX", type=digits, help="digits, with + before them or without")
    parser.add_argument("domain", metavar="DOMAIN")
    parser.add_argument("count", metavar="COUNT", type=positive, nargs="?", default=100, help="1000 at the most")
    given = parser.parse_args()
    targets = addresses(connect("sip"), given.domain, min(given.count, 1000))
    for number, uri in map_numbers(connect("enum"), given.customer, given.prefix, targets):
        print(f"+{number} {uri}", flush=True)


if __name__ == "__main__":
    run(main)
