# SPDX-License-Identifier: Apache-2.0
"""Every refusal of VoicemailPort (voicemail.md 8): the even number is unknown and the odd one exists.

::

    Unknown                        Exists
     └── MailboxUnknown   2000      └── MailboxExists   2001
"""

from ngnprov.errors import Exists, Unknown


class MailboxUnknown(Unknown):
    """The SIP account has no voicemail account; CDRTool shows none then."""

    code, name = 2000, "VoicemailAccountUnknownError"


class MailboxExists(Exists):
    """The SIP account has a voicemail account already."""

    code, name = 2001, "VoicemailAccountExistsError"
