#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Forward the mail for an address of a DNS zone to another mailbox, and list all targets that the address has.

    add_mail_alias.py ADDRESS TARGET

The zone's customer and its reseller need email_credit unless an administrator calls. The server publishes its mail forwarder
as the MX of the domain: set mail_redirector in the section [dns] of its settings.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse

from server import connect, run


def main() -> None:
    parser = argparse.ArgumentParser(description="Forward the mail for an address to another mailbox.")
    parser.add_argument("address", metavar="ADDRESS")
    parser.add_argument("target", metavar="TARGET")
    given = parser.parse_args()
    zone = given.address.rpartition("@")[2]
    service = connect("dns")
    alias = service.addFancyRecord({"name": given.address, "zone": zone, "type": "MBOXFW", "value": given.target})
    # _ and % are wildcards of a filter, and legal in an address
    pattern = alias.name.replace("_", "\\_").replace("%", "\\%")
    page = service.getFancyRecords({"filter": {"type": "MBOXFW", "name": pattern}})
    for each in page.records.item:
        print(each.name, "->", each.value)


if __name__ == "__main__":
    run(main)
