# SPDX-License-Identifier: Apache-2.0
"""Types of licences (pbx.md 2)."""

from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Flag, Int, Text


class Licence(PbxRecord):
    """How many licences of a ``kind``, userLicence or deviceLicence, a customer has ordered, and how many it uses.

    ``required`` says whether what would use one more needs it; ``free`` is 0 where more are used than were ordered.
    """

    kind = Text(32, example="userLicence")
    required = Flag()
    ordered = used = free = Int(0)
