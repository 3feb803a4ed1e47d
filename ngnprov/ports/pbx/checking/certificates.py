# SPDX-License-Identifier: Apache-2.0
"""Whom a certificate is for, and how long: by its alternative names alone (RFC 9525 6.3).

Nothing is verified: whose signature it has is for those to judge who are shown it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

from cryptography import x509

from ngnprov.zonefiles import hostnames

COVERS: Final = "covers"
DOES_NOT_COVER: Final = "doesNotCover"
NONE: Final = "none"
INVALID: Final = "invalid"


class Certificate(NamedTuple):
    """The names of a certificate, in lower case, and the first and last moment of it."""

    names: tuple[str, ...]
    begin: datetime
    end: datetime

    def covers(self, name: str) -> bool:
        """Is it for a domain? ``*`` stands for one whole label, the leftmost."""
        return name in self.names or f"*.{name.partition('.')[2]}" in self.names


class Verdict(NamedTuple):
    """One of the four words, and the certificate of which it is said."""

    word: str
    certificate: Certificate | None = None


def judge(name: str, own: str, above: Iterable[str], beside: Iterable[str]) -> Verdict:
    """What is to be said of a domain with the certificate ``own``, as PEM; "" for none.

    Only without one those count of domains ``above`` it, nearest first, and of others ``beside`` it if they cover it.
    """
    if own:
        return _said(name, read(own))
    others = [read(pem) for pem in above if pem]
    for found in (*others, *(read(pem) for pem in beside if pem)):
        if found is not None and found.covers(name):
            return Verdict(COVERS, found)
    return _said(name, others[0]) if others else Verdict(NONE)


def read(pem: str) -> Certificate | None:
    """The first certificate of a PEM text, which is that of the domain; None when it is none."""
    try:
        found = x509.load_pem_x509_certificates(pem.encode())[0]
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return Certificate((), found.not_valid_before_utc, found.not_valid_after_utc)
    except (ValueError, x509.DuplicateExtension):
        return None
    listed = tuple(hostnames.folded(each) for each in names.get_values_for_type(x509.DNSName))
    return Certificate(listed, found.not_valid_before_utc, found.not_valid_after_utc)


def _said(name: str, found: Certificate | None) -> Verdict:
    if found is None:
        return Verdict(INVALID)
    return Verdict(COVERS if found.covers(name) else DOES_NOT_COVER, found)
