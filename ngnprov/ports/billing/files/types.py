# SPDX-License-Identifier: Apache-2.0
"""Types of files (billing.md 2)."""

from ngnprov.ports.billing.names import LONGEST_FILE
from ngnprov.ports.billing.types import BillingRecord
from ngnprov.soap.types import Text


class InvoiceFile(BillingRecord):
    """A file: its ``name``, media type, SHA-256 in hexadecimal, and ``content`` in base64."""

    name = Text(128, example="1-202703-17.pdf")
    mediaType = Text(64, example="application/pdf")
    sha256 = Text(64)
    content = Text(LONGEST_FILE)
