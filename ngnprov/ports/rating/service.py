# SPDX-License-Identifier: Apache-2.0
"""The rules of rating profiles (rating.md 5): a whole record for each entity, set, read and removed."""

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.ports.rating import entities, store
from ngnprov.ports.rating.entities import Entity
from ngnprov.ports.rating.errors import ProfilesUnknown
from ngnprov.ports.rating.holders import find_holder, lock_holder
from ngnprov.ports.rating.store import Profiles
from ngnprov.ports.rating.wire import RatingEntityProfilesFields
from ngnprov.ports.sip import names
from ngnprov.ports.sip.errors import AccountUnknown, DomainUnknown

FIELD = "profiles.entity"


def set_entity_profiles(call: Call, given: RatingEntityProfilesFields) -> bool:
    """Make the profiles of an entity, or replace them: what is not given is empty then, and three numbers stay as they are.

    Raises MissingInput, InvalidValue (entity, timezone), NotAuthorized, AccountUnknown, DomainUnknown.
    """
    entity = entities.read(given.get("entity", ""), FIELD)
    holder = lock_holder(call, entity, FIELD)
    stored = store.lock(call.unit, entity.uri)
    wanted = _wanted(entity, stored, given)
    subject = _subject(entity.uri)
    if stored is None:
        store.add(call.unit, wanted, account=holder.account, domain=holder.domain)
        undo_by = [Step("rating", "deleteEntityProfiles", {"entity": entity.uri})]
        call.created(subject, wanted._asdict(), holder.customer, undo_by=undo_by)
    elif wanted != stored:
        before, after = stored._asdict(), wanted._asdict()
        changes = {name: value for name, value in after.items() if value != before[name]}
        store.update(call.unit, entity.uri, changes)
        call.changed(subject, before, changes, holder.customer, undo_by=[set_again(stored)])
    return True


def delete_entity_profiles(call: Call, uri: str) -> bool:
    """Remove the profiles of an entity. Raises MissingInput, InvalidValue, NotAuthorized, ProfilesUnknown."""
    entity = entities.read(uri, "entity")
    try:
        holder = lock_holder(call, entity, "entity")
    except (AccountUnknown, DomainUnknown):
        raise _unknown() from None  # they would have gone with it
    stored = store.lock(call.unit, entity.uri)
    if stored is None:
        raise _unknown()
    store.remove(call.unit, entity.uri)
    call.removed(_subject(entity.uri), stored._asdict(), holder.customer, undo_by=[set_again(stored)])
    return True


def get_entity_profiles(call: Call, uri: str) -> Profiles:
    """The profiles of an entity. Raises MissingInput, InvalidValue, NotAuthorized, ProfilesUnknown."""
    entity = entities.read(uri, "entity")
    try:
        find_holder(call, entity, "entity")
    except (AccountUnknown, DomainUnknown):
        raise _unknown() from None
    stored = store.get(call.unit, entity.uri)
    if stored is None:
        raise _unknown()
    return stored


def set_again(stored: Profiles) -> Step:
    """What makes an entity's profiles as they are."""
    return Step("rating", "setEntityProfiles", {"profiles": stored._asdict()})


def _wanted(entity: Entity, stored: Profiles | None, given: RatingEntityProfilesFields) -> Profiles:
    """The profiles of an entity after ``given`` has replaced what is ``stored``."""
    timezone = given.get("timezone", "")
    if timezone and (stored is None or timezone != stored.timezone):  # the tz database renames, records stay
        names.timezone(timezone, "profiles.timezone")
    return Profiles(
        entity=entity.uri,
        profile_weekday=given.get("profile_weekday", ""),
        profile_weekday_alt=given.get("profile_weekday_alt", ""),
        profile_weekend=given.get("profile_weekend", ""),
        profile_weekend_alt=given.get("profile_weekend_alt", ""),
        timezone=timezone,
        increment=given.get("increment", stored.increment if stored else 0),
        min_duration=given.get("min_duration", stored.min_duration if stored else 0),
        reseller_id=given.get("reseller_id", stored.reseller_id if stored else 0),
    )


def _subject(uri: str) -> str:
    return f"rating profiles of {uri}"


def _unknown() -> ProfilesUnknown:
    return ProfilesUnknown("the entity has no rating profiles", field="entity")
