#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Publish where the SIP proxy of a domain is: its DNS zone with NAPTR and SRV records for TLS, TCP and UDP (RFC 3263).

    publish_sip_domain.py CUSTOMER_ID DOMAIN PROXY NAMESERVER...

PROXY is a host name. The customer and its reseller need dns_zone_credit unless an administrator calls. Run again, with another
proxy or after a failure, it adds what is not there. Prints each record of the zone.

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
ZONE_EXISTS, RECORD_EXISTS = "7001", "7003"


def connect() -> Any:
    """The operations of DnsPort, called as the administrator."""
    client = zeep.Client(f"{URL}/soap/dns/?wsdl")
    auth = client.get_element("{urn:AGProjects:NGNPro}auth")
    password = os.environ.get("NGNPROV_PASSWORD") or getpass.getpass(f"Password of {USER}: ")
    client.set_default_soapheaders([auth(username=USER, password=password, admin=True)])
    return client.service


def errorcode(fault: Fault) -> str:
    """The number by which programs tell faults apart."""
    return fault.detail.findtext(".//{*}errorcode") or ""


def ensure(operation: Any, record: dict[str, Any], exists: str) -> None:
    """Create a zone or record unless it is there."""
    try:
        operation(record)
    except Fault as fault:
        if errorcode(fault) != exists:
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


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit("usage: publish_sip_domain.py CUSTOMER_ID DOMAIN PROXY NAMESERVER...")
    customer, domain, proxy, *nameservers = sys.argv[1:]
    try:
        service = connect()
        zone = {"name": domain, "customer": int(customer), "nameservers": {"item": nameservers}}
        ensure(service.addZone, zone, ZONE_EXISTS)
        for record in records(proxy):
            ensure(service.addRecord, {**record, "zone": domain}, RECORD_EXISTS)
        page = service.getRecords({"filter": {"zone": domain}, "orderBy": {"attribute": "name"}})
        for record in page.records.item:
            print(record.name, record.ttl, record.type, record.priority, record.value)
    except Fault as fault:
        sys.exit(f"refused: {fault.message}: {fault.detail.findtext('.//{*}errorstring')}")
