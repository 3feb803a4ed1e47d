# SPDX-License-Identifier: Apache-2.0
"""SIP aliases on the wire (sip.md 2.3)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerLimit, CustomerUnknown, InvalidValue, MissingInput, ResellerLimit
from ngnprov.ports.sip.aliases import service
from ngnprov.ports.sip.aliases.types import AliasQuery, SipAlias, SipAliasPage
from ngnprov.ports.sip.aliases.wire import AliasQueryFields, SipAliasAnswer, SipAliasFields, SipAliasPageAnswer
from ngnprov.ports.sip.errors import AliasExists, AliasInUse, AliasUnknown, DomainUnknown
from ngnprov.ports.sip.permissions import READ, WRITE
from ngnprov.ports.sip.types import Done, SipId
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.port_service import PortService, listing, operation, reading

_INPUT = (MissingInput, InvalidValue, CustomerUnknown)
_changing = partial(operation, may=WRITE, versioned="sip_aliases")
_reading = partial(reading, may=READ, versioned="sip_aliases")


class SipAliases(PortService):
    """Aliases: addresses that lead to other addresses."""

    @_changing(SipAlias, returns=SipAlias, faults=(*_INPUT, DomainUnknown, AliasExists, CustomerLimit, ResellerLimit))
    def addAlias(call: Call, alias: SipAliasFields) -> SipAliasAnswer:
        """Create an alias; its target need not exist and must not lead back to it. Answers the stored alias."""
        return service.add_alias(call, alias)

    @_changing(SipAlias, returns=Done, faults=(*_INPUT, AliasUnknown, AliasInUse))
    def updateAlias(call: Call, alias: SipAliasFields) -> bool:
        """Replace the target and the owner."""
        return service.update_alias(call, alias)

    @_changing(SipId, returns=Done, faults=(MissingInput, AliasUnknown, AliasInUse))
    def deleteAlias(call: Call, id: SipIdFields) -> bool:
        """Remove an alias."""
        return service.delete_alias(call, id)

    @_reading(SipId, returns=SipAlias, faults=(MissingInput, AliasUnknown))
    def getAlias(call: Call, id: SipIdFields) -> SipAliasAnswer:
        """One alias."""
        return service.get_alias(call, id)

    @listing(AliasQuery, returns=SipAliasPage, may=READ)
    def getAliases(call: Call, query: AliasQueryFields | None) -> SipAliasPageAnswer:
        """Aliases that match: a slice of them, and how many there are in all."""
        return service.get_aliases(call, query or {})
