# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: ARG002
"""Presence on the wire (presence.md 3). No operation looks at ``password``: the account has logged in by it before."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.presence import service
from ngnprov.ports.presence.permissions import READ, WRITE
from ngnprov.ports.presence.types import Done, Password, PresenceInformation, PresencePolicy, SipId, Watchers
from ngnprov.ports.presence.wire import (
    PresenceInformationAnswer,
    PresenceInformationFields,
    PresencePolicyAnswer,
    PresencePolicyFields,
    SipIdFields,
    WatcherAnswer,
)
from ngnprov.soap.port_service import PortService, operation, reading

_INPUT = (MissingInput, InvalidValue)


class PresencePort(PortService):
    """What an account says of itself, and who may see it."""

    @operation(SipId, Password, PresenceInformation, returns=Done, faults=_INPUT, may=WRITE)
    def setPresenceInformation(
        call: Call,
        sipId: SipIdFields,
        password: str,
        information: PresenceInformationFields,
    ) -> bool:
        """Replace what the account says of itself."""
        return service.set_information(call, sipId, information)

    @reading(SipId, Password, returns=PresenceInformation, faults=(MissingInput,), may=READ)
    def getPresenceInformation(call: Call, sipId: SipIdFields, password: str) -> PresenceInformationAnswer:
        """What the account says of itself, empty texts when it says nothing."""
        return service.get_information(call, sipId)

    @operation(SipId, Password, returns=Done, faults=(MissingInput,), may=WRITE)
    def deletePresenceInformation(call: Call, sipId: SipIdFields, password: str) -> bool:
        """Remove what the account says of itself, if there is anything."""
        return service.delete_information(call, sipId)

    @reading(SipId, Password, returns=Watchers, faults=(MissingInput,), may=READ)
    def getWatchers(call: Call, sipId: SipIdFields, password: str) -> Sequence[WatcherAnswer]:
        """Who watches the account: always an empty list, as no presence agent tells of any."""
        return service.get_watchers(call, sipId)

    @operation(SipId, Password, PresencePolicy, returns=Done, replaces=("policy",), faults=_INPUT, may=WRITE)
    def setPolicy(call: Call, sipId: SipIdFields, password: str, policy: PresencePolicyFields) -> bool:
        """Replace the three lists of who may see the account's presence: user@domain, or a domain for everybody there."""
        return service.set_policy(call, sipId, policy)

    @reading(SipId, Password, returns=PresencePolicy, faults=(MissingInput,), may=READ)
    def getPolicy(call: Call, sipId: SipIdFields, password: str) -> PresencePolicyAnswer:
        """The three lists of who may see the account's presence."""
        return service.get_policy(call, sipId)
