#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Open an ENUM range whose numbers lead to the SIP accounts of a domain: PREFIX000 to the first, PREFIX001 to the next...

    map_numbers.py CUSTOMER_ID PREFIX DOMAIN [COUNT]

Prints a line for each number that is new. Run again, it goes on where it stopped; numbers that are there stay as they are.

Needs zeep; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import getpass
import os
import sys
from collections.abc import Iterator
from typing import Any

import zeep
from zeep.exceptions import Fault

URL = os.environ.get("NGNPROV_URL", "http://127.0.0.1:9200")
USER = os.environ.get("NGNPROV_USER", "admin")
TREE = "e164.arpa"
RANGE_EXISTS, NUMBER_EXISTS = "3001", "3003"


def connect(port: str, password: str) -> Any:
    """The operations of a port, called as the administrator."""
    client = zeep.Client(f"{URL}/soap/{port}/?wsdl")
    auth = client.get_element("{urn:AGProjects:NGNPro}auth")
    client.set_default_soapheaders([auth(username=USER, password=password, admin=True)])
    return client.service


def added(fault_when_there: str, operation: Any, record: dict[str, Any]) -> bool:
    """Add a record unless it is there; was it new?"""
    try:
        operation(record)
    except Fault as fault:
        if fault.detail.findtext(".//{*}errorcode") == fault_when_there:
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


def map_numbers(enum: Any, customer: int, prefix: str, targets: list[str]) -> Iterator[tuple[str, str]]:
    """Create the range and a number for each target; number and URI of those that are new."""
    length = len(prefix) + 3
    id = {"prefix": prefix, "tld": TREE}
    new_range = {"id": id, "minDigits": length, "maxDigits": length, "customer": customer}
    added(RANGE_EXISTS, enum.addRange, new_range)
    for position, address in enumerate(targets):
        number, uri = f"{prefix}{position:03}", f"sip:{address}"
        mapping = {"type": "sip", "mapto": uri, "ttl": 3600, "priority": 5}
        new_number = {"id": {"number": number, "tld": TREE}, "owner": customer, "mappings": {"item": [mapping]}}
        if added(NUMBER_EXISTS, enum.addNumber, new_number):
            yield number, uri


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit("usage: map_numbers.py CUSTOMER_ID PREFIX DOMAIN [COUNT]")
    customer, prefix, domain = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    count = int((sys.argv[4:] or ["100"])[0])
    password = os.environ.get("NGNPROV_PASSWORD") or getpass.getpass(f"Password of {USER}: ")
    try:
        targets = addresses(connect("sip", password), domain, min(count, 1000))
        for number, uri in map_numbers(connect("enum", password), customer, prefix, targets):
            print(f"+{number} {uri}", flush=True)
    except Fault as fault:
        sys.exit(f"refused: {fault.message}: {fault.detail.findtext('.//{*}errorstring')}")
