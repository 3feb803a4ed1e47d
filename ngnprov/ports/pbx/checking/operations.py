# SPDX-License-Identifier: Apache-2.0
"""The check of a domain on the wire (pbx.md 1)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.pbx.checking import service
from ngnprov.ports.pbx.checking.types import DomainCheck
from ngnprov.ports.pbx.checking.wire import DomainCheckAnswer
from ngnprov.ports.pbx.permissions import CHECK_DOMAINS
from ngnprov.ports.sip.errors import DomainUnknown
from ngnprov.soap.port_service import PortService, reading
from ngnprov.soap.types import Text


class PbxChecking(PortService):
    """What a SIP domain needs outside of this server: names in DNS, and a certificate."""

    @reading(Text(255), returns=DomainCheck, faults=(MissingInput, InvalidValue, DomainUnknown), may=CHECK_DOMAINS)
    def checkDomain(call: Call, domain: str) -> DomainCheckAnswer:
        """Whether a domain, or one to come below a domain, is found in DNS, and whether a certificate covers it."""
        return service.check_domain(call, domain)
