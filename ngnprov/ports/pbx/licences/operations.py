# SPDX-License-Identifier: Apache-2.0
"""Licences on the wire (pbx.md 1)."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown
from ngnprov.ports.pbx.licences import service
from ngnprov.ports.pbx.licences.types import Licence
from ngnprov.ports.pbx.licences.wire import LicenceAnswer
from ngnprov.ports.pbx.permissions import READ_AGREEMENT
from ngnprov.soap.port_service import PortService, reading
from ngnprov.soap.types import Id, ListOf


class PbxLicences(PortService):
    """Licences: how many users and devices a customer has ordered."""

    @reading(Id(), returns=ListOf(Licence), answers="licences", may=READ_AGREEMENT, faults=(CustomerUnknown,))
    def getLicences(call: Call, customer: int) -> list[LicenceAnswer]:
        """How many licences of each kind a customer has ordered, and how many of these are free."""
        return service.get_licences(call, customer)
