# SPDX-License-Identifier: Apache-2.0
"""Types of second factors (tenant.md 23)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import ListOf, Text


class SecondFactor(TenantRecord):
    """What a program that shows codes needs: ``secret`` in base32, and ``uri`` with all of it, for a QR code. Both are
    answered once, and so are ``recoveryCodes``, each of which is good once in the place of a code."""

    secret = Text(64, secret=True)
    uri = Text(1024, secret=True)
    recoveryCodes = ListOf(Text(64, secret=True))
