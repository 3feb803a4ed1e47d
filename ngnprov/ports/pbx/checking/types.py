# SPDX-License-Identifier: Apache-2.0
"""The type of what checkDomain finds out (pbx.md 11)."""

from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Flag, ListOf, Text


class DomainCheck(PbxRecord):
    """Whether DNS has addresses of a ``domain``, by a ``wildcard`` perhaps, and whether a certificate covers it.

    ``certificate`` is covers, doesNotCover, none or invalid, ``until`` its end. ``warnings`` are sentences for people.
    """

    domain = Text(255)
    resolvable = wildcard = Flag()
    certificate = Text(32)
    until = Text(64)
    warnings = ListOf(Text(1024))
