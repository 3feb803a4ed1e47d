# SPDX-License-Identifier: Apache-2.0
"""The PBX that an operation is about, and its extensions: whoever changes one holds its customer first."""

from functools import partial
from typing import NamedTuple

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.db.failures import Duplicate
from ngnprov.errors import CustomerUnknown, Exists
from ngnprov.ports.customer.tenancy import Tenancy, find_tenancy, read_tenancy
from ngnprov.ports.pbx import account_ids
from ngnprov.ports.pbx.errors import (
    ExtensionExists,
    ExtensionUnknown,
    NoPilot,
    NotPbx,
    PilotExists,
    WebUsernameTaken,
)
from ngnprov.ports.pbx.extensions import store
from ngnprov.ports.pbx.extensions.store import Extension, named_in_undo
from ngnprov.ports.tenant.profiles.lookup import PROFILES, require_not_terminated
from ngnprov.ports.tenant.profiles.store import PBX_ACCOUNT, Profile


class Pbx(NamedTuple):
    """A customer with a PBX, held until the unit ends: nobody else changes its extensions or what is below it."""

    owner: Tenancy
    profile: Profile

    @property
    def customer(self) -> int:
        """The customer's number."""
        return self.owner.customer


def taken(duplicate: Duplicate, path: str = "extension") -> Exists:
    """What is said when one of the names of a new extension is taken."""
    if "web_username" in duplicate.key:
        return WebUsernameTaken("the domain has another extension of this user name", field=f"{path}.webUsername")
    if "pilot" in duplicate.key:
        return PilotExists("the customer has a pilot", field=f"{path}.customer")
    return ExtensionExists("the customer has an extension of this number", field=f"{path}.number")


EXTENSIONS = Resource(
    store.EXTENSIONS,
    subject=lambda extension: extension.subject,
    unknown=partial(ExtensionUnknown, "there is no such extension"),
    exists=partial(ExtensionExists, "the customer has an extension of this number"),
    taken=taken,
)
BY_ACCOUNT_ID = Resource(
    store.BY_ACCOUNT_ID,
    subject=lambda extension: extension.subject,
    unknown=partial(ExtensionUnknown, "there is no such extension"),
)
PILOTS = Resource(
    store.PILOTS,
    subject=lambda extension: extension.subject,
    unknown=partial(NoPilot, "the customer has no pilot"),
    taken=taken,
)


def hold_pbx(call: Call, customer: int | None, field: str) -> Pbx:
    """The customer that an operation is about. Raises MissingInput, CustomerUnknown, NotPbx, Terminated on ``field``."""
    pbx = hold_any(call, customer, field)
    _require_pbx(call, pbx.profile, field)
    return pbx


def hold_any(call: Call, customer: int | None, field: str) -> Pbx:
    """The same of one that may be terminated, or without a PBX by now. Raises MissingInput, CustomerUnknown."""
    owner = find_tenancy(call, required(customer, field), field, CustomerUnknown)
    return Pbx(owner, PROFILES.lock(call, owner.customer, field=field))


def find_pbx(call: Call, customer: int | None, field: str) -> Pbx:
    """The same for reading, with its pilot there: nothing is held. Raises NoPilot, too."""
    owner = read_tenancy(call, required(customer, field), field)
    profile = read_profile(call, owner.customer, field)
    PILOTS.get(call, owner.customer, field=field)
    return Pbx(owner, profile)


def read_profile(call: Call, customer: int, field: str) -> Profile:
    """The profile of a customer with a PBX, for reading. Raises NotPbx, Terminated."""
    profile = PROFILES.get(call, customer, field=field)
    _require_pbx(call, profile, field)
    return profile


def _require_pbx(call: Call, profile: Profile, field: str) -> None:
    require_not_terminated(call, profile, field)
    if profile.kind != PBX_ACCOUNT:
        raise NotPbx("is no customer with a PBX: its profile is of another kind", field=field)


def hold_extension(call: Call, customer: int, number: str, field: str) -> Extension:
    """The extension of a number, the pilot for "", of a customer that is held. Raises ExtensionUnknown, NoPilot."""
    if not number:
        return PILOTS.lock(call, customer, field=field)
    return EXTENSIONS.lock(call, customer, number, field=field)


def hold_pilot(call: Call, pbx: Pbx) -> Extension:
    """The pilot of a customer who has other extensions, when the call is about one of these."""
    pilot = PILOTS.records.lock(call.unit, call.actor, pbx.customer)
    assert pilot is not None, "the pilot is there as long as others are"
    return pilot


def find_named(call: Call, customer: int, name: str) -> Extension | None:
    """The extension that a caller, or an undo, names in a member of something else, in any scope."""
    find = store.named if call.reverts is None else named_in_undo
    return find(call.unit, customer, name)


def hold_called(call: Call, customer: int, name: str, field: str) -> Extension:
    """The extension of a number, "" for the pilot, or of an account id. Raises ExtensionUnknown, NoPilot."""
    if call.reverts is not None and name.startswith("#"):
        extension = named_in_undo(call.unit, customer, name)
        if extension is None:
            raise ExtensionUnknown("there is no such extension any more", field=field)
        return extension
    if account_ids.parse(name) is None:
        return hold_extension(call, customer, name, field)
    return BY_ACCOUNT_ID.lock(call, customer, name, field=field)


def find_extension(call: Call, customer: int, number: str, field: str) -> Extension:
    """The same, for reading."""
    if not number:
        return PILOTS.get(call, customer, field=field)
    return EXTENSIONS.get(call, customer, number, field=field)


def find_called(call: Call, customer: int, name: str, field: str) -> Extension:
    """The same of a number, "" for the pilot, or of an account id. Raises ExtensionUnknown, NoPilot."""
    if account_ids.parse(name) is None:
        return find_extension(call, customer, name, field)
    return BY_ACCOUNT_ID.get(call, customer, name, field=field)
