# SPDX-License-Identifier: Apache-2.0
"""RatingPort on the wire (rating.md 1)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput, NotAuthorized
from ngnprov.ports.rating import service
from ngnprov.ports.rating.errors import ProfilesUnknown
from ngnprov.ports.rating.permissions import READ, WRITE
from ngnprov.ports.rating.types import Entity, RatingEntityProfiles
from ngnprov.ports.rating.wire import RatingEntityProfilesAnswer, RatingEntityProfilesFields
from ngnprov.ports.sip.errors import AccountUnknown, DomainUnknown
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Flag

_INPUT = (MissingInput, InvalidValue, NotAuthorized)


class RatingPort(PortService):
    """Which rating profiles apply to an account, a domain or a gateway."""

    @operation(RatingEntityProfiles, returns=Flag(), faults=(*_INPUT, DomainUnknown, AccountUnknown), may=WRITE)
    def setEntityProfiles(call: Call, profiles: RatingEntityProfilesFields) -> bool:
        """Make the profiles of an entity, or replace them: names and a time zone that are not given become empty."""
        return service.set_entity_profiles(call, profiles)

    @operation(Entity, returns=Flag(), faults=(*_INPUT, ProfilesUnknown), may=WRITE)
    def deleteEntityProfiles(call: Call, entity: str) -> bool:
        """Remove the profiles of an entity."""
        return service.delete_entity_profiles(call, entity)

    @reading(Entity, returns=RatingEntityProfiles, faults=(*_INPUT, ProfilesUnknown), may=READ)
    def getEntityProfiles(call: Call, entity: str) -> RatingEntityProfilesAnswer:
        """The profiles of an entity."""
        return service.get_entity_profiles(call, entity)
