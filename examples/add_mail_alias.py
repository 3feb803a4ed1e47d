#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Forward the mail for an address of a DNS zone to another mailbox, and list all targets that the address has.

    add_mail_alias.py ADDRESS TARGET

The zone's customer and its reseller need email_credit unless an administrator calls. The server publishes its mail forwarder
as the MX of the domain: set mail_redirector in the section [dns] of its settings.

Needs zeep; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import getpass
import os
import sys
from typing import Any

import zeep
from zeep.exceptions import Fault

URL = os.environ.get("NGNPROV_URL", "http://127.0.0.1:9200")
USER = os.environ.get("NGNPROV_USER", "admin")


def connect() -> Any:
    """The operations of DnsPort, called as the administrator."""
    client = zeep.Client(f"{URL}/soap/dns/?wsdl")
    auth = client.get_element("{urn:AGProjects:NGNPro}auth")
    password = os.environ.get("NGNPROV_PASSWORD") or getpass.getpass(f"Password of {USER}: ")
    client.set_default_soapheaders([auth(username=USER, password=password, admin=True)])
    return client.service


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: add_mail_alias.py ADDRESS TARGET")
    address, target = sys.argv[1:]
    zone = address.rpartition("@")[2]
    try:
        service = connect()
        alias = service.addFancyRecord({"name": address, "zone": zone, "type": "MBOXFW", "value": target})
        # _ and % are wildcards of a filter, and legal in an address
        pattern = alias.name.replace("_", "\\_").replace("%", "\\%")
        page = service.getFancyRecords({"filter": {"type": "MBOXFW", "name": pattern}})
        for each in page.records.item:
            print(each.name, "->", each.value)
    except Fault as fault:
        sys.exit(f"refused: {fault.message}: {fault.detail.findtext('.//{*}errorstring')}")
