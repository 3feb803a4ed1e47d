# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

from ngnprov.ports.sip.wire import SipIdAnswer, SipIdFields

VoicemailOptionsFields = TypedDict("VoicemailOptionsFields", {
    "delete": bool,
}, total=False)
"""What was supplied of a VoicemailOptions."""


VoicemailOptionsMember = Literal[
    "delete",
]


class VoicemailOptionsAnswer(NamedTuple):
    """A VoicemailOptions as it is answered, in wire order."""

    delete: bool


VoicemailAccountFields = TypedDict("VoicemailAccountFields", {
    "sip_id": SipIdFields, "mailbox": str, "password": str, "name": str, "email": str, "info": str,
    "options": VoicemailOptionsFields,
}, total=False)
"""What was supplied of a VoicemailAccount."""


VoicemailAccountMember = Literal[
    "sip_id", "mailbox", "password", "name", "email", "info", "options",
]


class VoicemailAccountAnswer(NamedTuple):
    """A VoicemailAccount as it is answered, in wire order."""

    sip_id: SipIdAnswer
    mailbox: str
    password: str
    name: str
    email: str
    info: str
    options: VoicemailOptionsAnswer
