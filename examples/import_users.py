#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Give a customer with a PBX the users of a CSV file, by one call: all of them or none, or each that can be.

    import_users.py CUSTOMER_ID FILE [--each]

The first line of the file names columns that are members of Extension: number,name,email. Cells are separated by commas, or by
the semicolons or tabs of the first line. Without --each it is all or nothing. With it the server brings the rows in by a job,
which goes on when this script is stopped: started again with the same file, it finds the job by the id of its request and
follows it. Prints what was made, and each row that was refused, by its line; the code is 1 when there are some.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import codecs
import hashlib
import sys
import time
from pathlib import Path
from typing import Any

from server import log_in, positive, run

PAUSE = 1.0
ENDED = ("done", "cancelled", "failed")
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(file: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 as spreadsheets write it."""
    octets = file.read_bytes()
    try:
        return octets.decode("utf-16" if octets.startswith(UTF16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        sys.exit(f"{file} is no text: {error}")


def follow(client: Any, customer: int, text: str) -> tuple[Any, str]:
    """Have a job bring in each row; the job when it has ended, and why it failed. The same file is the same request."""
    id = hashlib.sha256(f"{customer} {text}".encode()).hexdigest()
    once = client.get_element("{urn:ngnprov}request")(id=id)
    begun = client.service.importExtensions(customer, text, mode="each", _soapheaders=[once])
    while True:
        job = client.service.getJob(id=begun.job, count=0)
        print(f"{job.state}: {job.made} made, {job.refused} refused of {job.total}", file=sys.stderr)
        if job.state in ENDED:
            return client.service.getJob(id=begun.job), job.errorstring or ""
        time.sleep(PAUSE)


def main() -> None:
    parser = argparse.ArgumentParser(description="Give a PBX the users of a CSV file by one call.")
    parser.add_argument("customer", metavar="CUSTOMER_ID", type=positive)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--each", action="store_true", help="bring in each row that can be, by a job")
    given = parser.parse_args()
    client, why = log_in("imports"), ""
    text = read(given.file)
    if given.each:
        report, why = follow(client, given.customer, text)
    else:
        report = client.service.importExtensions(given.customer, text)
    print("made", report.made)
    for row in report.rows.item if report.rows else ():
        if row.status == "refused":
            print(f"line {row.row}: {row.errorcode} {row.errorstring}")
    if why:
        sys.exit(f"the job has failed: {why}")
    if report.refused:
        sys.exit(1)


if __name__ == "__main__":
    run(main)
