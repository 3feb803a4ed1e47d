# SPDX-License-Identifier: Apache-2.0
"""SIP domains on the wire (sip.md 2.2)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerLimit, InvalidValue, MissingInput, ResellerLimit
from ngnprov.ports.sip.domains import service
from ngnprov.ports.sip.domains.types import SipDomain, SipDomainPage, SipDomainQuery
from ngnprov.ports.sip.domains.wire import SipDomainAnswer, SipDomainFields, SipDomainPageAnswer, SipDomainQueryFields
from ngnprov.ports.sip.errors import DomainExists, DomainInUse, DomainUnknown
from ngnprov.ports.sip.permissions import READ, WRITE
from ngnprov.ports.sip.types import Done
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Text

_changing = partial(operation, may=WRITE, versioned="sip_domains")
_INPUT = (MissingInput, InvalidValue)


class SipDomains(PortService):
    """Domains: each belongs to a customer, and its accounts and aliases with it."""

    @_changing(SipDomain, returns=SipDomain, faults=(*_INPUT, DomainExists))
    def addDomain(call: Call, domain: SipDomainFields) -> SipDomainAnswer:
        """Create a domain for the customer named, else for the caller's; answers the stored domain."""
        return service.add_domain(call, domain)

    @_changing(SipDomain, returns=Done, faults=(*_INPUT, DomainUnknown, DomainInUse, CustomerLimit, ResellerLimit))
    def updateDomain(call: Call, domain: SipDomainFields) -> bool:
        """Change the members given; with another customer all accounts and aliases of the domain move along."""
        return service.update_domain(call, domain)

    @_changing(Text(255), returns=Done, faults=(DomainUnknown, DomainInUse))
    def deleteDomain(call: Call, domain: str) -> bool:
        """Remove a domain that has neither accounts nor aliases."""
        return service.delete_domain(call, domain)

    @listing(SipDomainQuery, returns=SipDomainPage, may=READ)
    def getDomains(call: Call, query: SipDomainQueryFields | None) -> SipDomainPageAnswer:
        """Domains that match: a slice of them, and how many there are in all."""
        return service.get_domains(call, query or {})
