# SPDX-License-Identifier: Apache-2.0
"""VoicemailPort on the wire (voicemail.md 3)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import AccountUnknown
from ngnprov.ports.sip.types import Done, SipId
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.ports.voicemail import service
from ngnprov.ports.voicemail.errors import MailboxExists, MailboxUnknown
from ngnprov.ports.voicemail.permissions import READ, WRITE
from ngnprov.ports.voicemail.types import LONGEST_RECORDING, VoicemailAccount
from ngnprov.ports.voicemail.wire import VoicemailAccountAnswer, VoicemailAccountFields
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import TextOrOctets

_SUBJECT = (MissingInput, AccountUnknown)


class VoicemailAccounts(PortService):
    """The mailboxes of SIP accounts, one at most for each."""

    @operation(VoicemailAccount, returns=VoicemailAccount, faults=(*_SUBJECT, InvalidValue, MailboxExists), may=WRITE)
    def addAccount(call: Call, account: VoicemailAccountFields) -> VoicemailAccountAnswer:
        """Give a SIP account a mailbox; the server gives its number. Answers what is stored."""
        return service.add_account(call, account)

    @operation(VoicemailAccount, returns=Done, faults=(*_SUBJECT, InvalidValue, MailboxUnknown), may=WRITE)
    def updateAccount(call: Call, account: VoicemailAccountFields) -> bool:
        """Change the members given; absent and null ones stay, and so does the PIN when it is empty."""
        return service.update_account(call, account)

    @operation(SipId, returns=Done, faults=(*_SUBJECT, MailboxUnknown), may=WRITE)
    def deleteAccount(call: Call, sipId: SipIdFields) -> bool:
        """Remove the mailbox of a SIP account, and the account's diversions to its number."""
        return service.delete_account(call, sipId)

    @reading(SipId, returns=VoicemailAccount, faults=(*_SUBJECT, MailboxUnknown), may=READ)
    def getAccount(call: Call, sipId: SipIdFields) -> VoicemailAccountAnswer:
        """The mailbox of a SIP account."""
        return service.get_account(call, sipId)

    @reading(
        *(SipId, TextOrOctets(LONGEST_RECORDING)),
        returns=Done,
        faults=(*_SUBJECT, InvalidValue, MailboxUnknown),
        may=WRITE,
    )
    def setAnnouncement(call: Call, sipId: SipIdFields, message: str | bytes) -> bool:  # noqa: ARG002  as declared
        """Take a greeting, as text or recorded. It is accepted and not kept: no voicemail server is attached."""
        return service.set_announcement(call, sipId)
