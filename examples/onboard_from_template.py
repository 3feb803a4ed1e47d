#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make a customer like another one, which is kept as a template: tried first, then made by the same call.

    onboard_from_template.py TEMPLATE_ID RESELLER_ID USERNAME EMAIL DOMAIN BASE [--terms VERSION] [--only PART ...]

The customer gets what the template may have, its agreement, licences, users, groups and auto attendants, in DOMAIN and with
the base number BASE, in three parts: 43-1-9999. Licences are ordered under the terms VERSION, which whoever runs this accepts
for it. EMAIL is who is invited to look after it. A dry run before tells what is to be made, or what stands against it, and
then nothing is made.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import secrets
from collections.abc import Iterable
from typing import Any

from server import connect, log_in, positive, run


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a customer like another one.")
    parser.add_argument("template", metavar="TEMPLATE_ID", type=positive)
    parser.add_argument("reseller", metavar="RESELLER_ID", type=positive)
    parser.add_argument("username", metavar="USERNAME")
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("domain", metavar="DOMAIN")
    parser.add_argument("base", metavar="BASE")
    parser.add_argument(
        "--terms", metavar="VERSION", type=int, default=0, help="the terms under which licences are ordered"
    )
    parser.add_argument(
        "--only", metavar="PART", nargs="+", default=[], help="copy these parts alone, such as agreement"
    )
    given = parser.parse_args()
    parts = given.base.split("-")
    if len(parts) != 3:
        parser.error("BASE has three parts: 43-1-9999")
    tenant = {
        "account": {"reseller": given.reseller, "username": given.username, "password": secrets.token_urlsafe(12)},
        "profile": {"name": given.username, "enabled": True},
        "contact": {"email": given.email},
        "primaryUser": {"email": given.email},
    }
    options = {
        "include": {"item": given.only},
        "domain": given.domain,
        "number": dict(zip(("cc", "ac", "sn"), parts, strict=True)),
        "termsVersion": given.terms,
    }
    client = log_in("tenant")
    trying = client.get_element("{urn:ngnprov}request")(dryRun=True)
    tried = client.service.cloneTenant(given.template, tenant, options, _soapheaders=[trying])
    print("to be made:", ", ".join(f"{each.records} {each.part}" for each in copied(tried)) or "the customer alone")
    made = client.service.cloneTenant(given.template, tenant, options)
    print(made.customer.id, made.customer.username)
    for entry in connect("pbx").getDirectory(made.customer.id) or ():
        print(entry.number or "-", entry.name, entry.address)


def copied(made: Any) -> Iterable[Any]:
    """What an answer tells that was copied."""
    return made.copied.item or () if made.copied else ()


if __name__ == "__main__":
    run(main)
