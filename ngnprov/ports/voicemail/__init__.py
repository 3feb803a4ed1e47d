# SPDX-License-Identifier: Apache-2.0
"""VoicemailPort: the mailboxes of SIP accounts (docs/contract/voicemail.md).

One group of operations, so its five files lie here. The records are all that there is: messages, greetings and their delivery
are a voicemail server's, which reads the table.
"""

from ngnprov.calls.port import Events, Port, Unlike
from ngnprov.ports.voicemail.hooks import KEPT, examine
from ngnprov.ports.voicemail.operations import VoicemailAccounts
from ngnprov.ports.voicemail.settings import VoicemailSettings

PORT = Port(
    name="voicemail",
    title="VoicemailPort",
    namespace="urn:AGProjects:NGNPro:Voicemail",
    services=(VoicemailAccounts,),
    floor=2,
    examine=examine,
    kept=KEPT,
    settings=VoicemailSettings,
    unlike=Unlike(goes_along=frozenset({"diversions"})),
    events=Events({"voicemail account ": "mailbox"}),
)
