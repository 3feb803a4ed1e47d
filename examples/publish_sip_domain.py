#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Publish where the SIP proxy of a domain is: its DNS zone with NAPTR and SRV records for TLS, TCP and UDP (RFC 3263).

    publish_sip_domain.py CUSTOMER_ID DOMAIN PROXY NAMESERVER...

PROXY is a host name. The customer and its reseller need dns_zone_credit unless an administrator calls. Run again, with another
proxy or after a failure, it adds what is not there. Prints each record of the zone.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
from collections.abc import Iterator
from typing import Any

from server import connect, detail, run
from zeep.exceptions import Fault

ZONE_EXISTS, RECORD_EXISTS = "7001", "7003"


def ensure(operation: Any, record: dict[str, Any], exists: str) -> None:
    """Create a zone or record unless it is there."""
    try:
        operation(record)
    except Fault as fault:
        if detail(fault, "errorcode") != exists:
            raise


def records(proxy: str) -> Iterator[dict[str, Any]]:
    """What a phone looks up, TLS preferred to TCP and TCP to UDP; names are relative to the zone."""
    for order, service, name, port in (
        (10, "SIPS+D2T", "_sips._tcp", 5061),
        (20, "SIP+D2T", "_sip._tcp", 5060),
        (30, "SIP+D2U", "_sip._udp", 5060),
    ):
        yield {"name": "", "type": "NAPTR", "priority": 100, "value": f'{order} 100 "s" "{service}" "" {name}'}
        yield {"name": name, "type": "SRV", "priority": 100, "value": f"100 {port} {proxy}."}


def main() -> None:
    parser = argparse.ArgumentParser(description="Publish where the SIP proxy of a domain is.")
    parser.add_argument("customer", metavar="CUSTOMER_ID", type=int)
    parser.add_argument("domain", metavar="DOMAIN")
    parser.add_argument("proxy", metavar="PROXY")
    parser.add_argument("nameservers", metavar="NAMESERVER", nargs="+")
    given = parser.parse_args()
    service = connect("dns")
    zone = {"name": given.domain, "customer": given.customer, "nameservers": {"item": given.nameservers}}
    ensure(service.addZone, zone, ZONE_EXISTS)
    for record in records(given.proxy):
        ensure(service.addRecord, {**record, "zone": given.domain}, RECORD_EXISTS)
    page = service.getRecords({"filter": {"zone": given.domain}, "orderBy": {"attribute": "name"}})
    for record in page.records.item:
        print(record.name, record.ttl, record.type, record.priority, record.value)


if __name__ == "__main__":
    run(main)
