#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Begin a session of a login with a second factor, or set one up, and print what stands in the place of the password from then
on (docs/contract/tenant.md 22, 23).

    begin_session.py [--enrol]

Asks for the code that the program with the second factor shows; with --enrol the secret for such a program comes first, as
a URI for a QR code, and then recovery codes. What is printed last is for the shell: `export NGNPROV_PASSWORD=ngs_...`.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import sys

from server import connect, detail, run
from zeep.exceptions import Fault

SECOND_FACTOR_NEEDED = "907"


def main() -> None:
    parser = argparse.ArgumentParser(description="Begin a session, with a second factor where the login has one.")
    parser.add_argument("--enrol", action="store_true", help="set up a second factor")
    given = parser.parse_args()
    tenants = connect("tenant")
    if given.enrol:
        print(tenants.enrolSecondFactor().uri, file=sys.stderr)
        for code in tenants.confirmSecondFactor(ask()).recoveryCodes.item:
            print("recovery code", code, file=sys.stderr)
        print("The session begins with the next code.", file=sys.stderr)
    try:
        session = tenants.openSession()
    except Fault as fault:
        if detail(fault, "errorcode") != SECOND_FACTOR_NEEDED:
            raise
        session = tenants.openSession(ask())
    print(f"export NGNPROV_PASSWORD={session.token}")


def ask() -> str:
    """A code, on the terminal or from standard input."""
    print("Code: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


if __name__ == "__main__":
    run(main)
