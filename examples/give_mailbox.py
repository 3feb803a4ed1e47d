#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Give a SIP account a mailbox, and lead its calls there when it is busy, does not answer or is not online.

    give_mailbox.py USERNAME DOMAIN

Prints the address, the number of the mailbox and its PIN. An account that has a mailbox keeps it; FUNC and FUNV stay as they
are.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
from typing import Any

from server import connect, detail, run
from zeep.exceptions import Fault

MAILBOX = "<voice-mailbox>"
MAILBOX_EXISTS = "2001"


def mailbox(service: Any, sip_id: dict[str, str]) -> Any:
    """The mailbox of an account, which is made unless it is there. The server gives its number, and a PIN."""
    try:
        return service.addAccount({"sipId": sip_id})
    except Fault as fault:
        if detail(fault, "errorcode") != MAILBOX_EXISTS:
            raise
    return service.getAccount(sip_id)


def main() -> None:
    parser = argparse.ArgumentParser(description="Give a SIP account a mailbox, and lead its calls there.")
    parser.add_argument("username", metavar="USERNAME")
    parser.add_argument("domain", metavar="DOMAIN")
    given = parser.parse_args()
    sip_id = {"username": given.username, "domain": given.domain}
    sip = connect("sip")
    found = mailbox(connect("voicemail"), sip_id)
    diversions = sip.getCallDiversions(sip_id)  # all five are replaced, so those that stay are sent back
    diversions.FBUS = diversions.FNOA = diversions.FNOL = MAILBOX
    sip.setCallDiversions(sip_id, diversions)
    print(f"{found.sipId.username}@{found.sipId.domain}", found.mailbox, found.password)


if __name__ == "__main__":
    run(main)
