# SPDX-License-Identifier: Apache-2.0
"""The refusals of ImportPort (imports.md 7).

::

    LimitReached
     └── TooLarge      930
    Unknown
     └── JobUnknown    8602
    Refusal
     └── BadHeading    931
"""

from ngnprov.errors import LimitReached, Refusal, Unknown


class TooLarge(LimitReached):
    """The file has more octets or rows than are taken, or the list is longer than is given, in one call."""

    code, name = 930, "ImportTooLargeError"


class BadHeading(Refusal):
    """The first line lacks a required column, or names one that is not known or is there twice; the text names all of them."""

    code, name, blame = 931, "ImportHeadingError", "Client"


class JobUnknown(Unknown):
    """No such job, or none of a customer in the caller's scope."""

    code, name = 8602, "JobUnknownError"
