#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Count the SIP accounts of each domain, and those of them that are online; the machines of the network first.

    count_accounts.py

Prints a line for each machine: address, version and roles; then one for each domain: name, accounts online, all accounts.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import json

from server import connect, run


def main() -> None:
    argparse.ArgumentParser(
        description="Count the SIP accounts of each domain, and those that are online."
    ).parse_args()
    network = connect("network")
    for machine in json.loads(network.getStatus()).values():  # both answers are JSON in a text
        print(machine["ip"], machine["version"], *machine["roles"])
    counted = json.loads(network.getStatistics())["summary"]["sip_proxy"]
    for domain, total in sorted(counted["total_accounts"].items()):
        print(domain, counted["online_accounts"][domain], total)


if __name__ == "__main__":
    run(main)
