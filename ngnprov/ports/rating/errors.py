# SPDX-License-Identifier: Apache-2.0
"""The refusal of RatingPort (rating.md 6)::

Unknown
 └── ProfilesUnknown  4001  odd, though it is unknown: the old client looks for this number
"""

from ngnprov.errors import Unknown


class ProfilesUnknown(Unknown):
    """The entity has no rating profiles; CDRTool then shows empty fields."""

    code, name = 4001, "RatingEntityProfilesUnknownError"
