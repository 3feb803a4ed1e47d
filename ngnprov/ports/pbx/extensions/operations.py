# SPDX-License-Identifier: Apache-2.0
"""Extensions on the wire (pbx.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerLimit, CustomerUnknown, InvalidValue, MissingInput, ResellerLimit, Terminated
from ngnprov.ports.enum.errors import RangeFull
from ngnprov.ports.pbx.errors import (
    AddonWithoutMain,
    BlockedFromAbove,
    CallerIdNotHeld,
    ExtensionExists,
    ExtensionUnknown,
    GroupUnknown,
    MainMissing,
    NoFreeLicence,
    NoPilot,
    NotInAgreement,
    NotPbx,
    NumbersTooLong,
    NumbersUsedUp,
    NumberTaken,
    OutOfRange,
    ProductHeld,
    QuantityReached,
    Referred,
    ResellerQuantityReached,
    SubscribersReached,
    WebUsernameTaken,
)
from ngnprov.ports.pbx.extensions import service
from ngnprov.ports.pbx.extensions.types import (
    DirectoryEntry,
    Extension,
    ExtensionPage,
    ExtensionQuery,
    FreedExtension,
)
from ngnprov.ports.pbx.extensions.wire import (
    DirectoryEntryAnswer,
    ExtensionAnswer,
    ExtensionFields,
    ExtensionPageAnswer,
    ExtensionQueryFields,
    FreedExtensionAnswer,
)
from ngnprov.ports.pbx.names import LONGEST_EXTENSION, MOST_AT_ONCE
from ngnprov.ports.pbx.permissions import READ_EXTENSIONS, WRITE_EXTENSIONS
from ngnprov.ports.sip.errors import AccountExists
from ngnprov.ports.tenant.errors import FeatureNotInType
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Id, Int, ListOf, Text

IN_PBX = (MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated)
"""What is refused of whatever is about a customer's PBX."""
TAKING = (NotInAgreement, QuantityReached, AddonWithoutMain, ProductHeld, ResellerQuantityReached)
MAKING = (
    *(FeatureNotInType, *TAKING, MainMissing, SubscribersReached, ExtensionExists, OutOfRange, NumbersTooLong),
    *(WebUsernameTaken, NumberTaken, RangeFull, AccountExists, CustomerLimit, ResellerLimit),
)
"""What is refused of whatever makes an extension."""
MAKING_USERS = (
    *(*IN_PBX, NoPilot, NoFreeLicence, NumbersUsedUp, *MAKING),
    *(CallerIdNotHeld, GroupUnknown, BlockedFromAbove),
)
MANAGING = (*IN_PBX, ExtensionUnknown, BlockedFromAbove)
"""What is refused of whatever changes an extension."""
Number = Text(LONGEST_EXTENSION)

_changing = partial(operation, may=WRITE_EXTENSIONS, versioned="pbx_extensions")
_reading = partial(reading, may=READ_EXTENSIONS, versioned="pbx_extensions")


class PbxExtensions(PortService):
    """Extensions: users with an account, a number and products."""

    @_changing(Extension, returns=Extension, faults=MAKING_USERS)
    def addExtension(call: Call, extension: ExtensionFields) -> ExtensionAnswer:
        """Make a user with its SIP account, its telephone number, its products and groups: all of it, or nothing."""
        return service.add_extension(call, extension)

    @operation(
        *(Extension, Int(1, MOST_AT_ONCE)),
        returns=ListOf(Extension),
        may=WRITE_EXTENSIONS,
        faults=MAKING_USERS,
    )
    def addExtensions(call: Call, extension: ExtensionFields, count: int) -> list[ExtensionAnswer]:
        """Make so many users that are alike but for their numbers, which begin with the one given; all of them, or none."""
        return service.add_extensions(call, extension, count)

    @_changing(Extension, returns=Extension, faults=(*MANAGING, FeatureNotInType, WebUsernameTaken, CallerIdNotHeld))
    def updateExtension(call: Call, extension: ExtensionFields) -> ExtensionAnswer:
        """Change the members given of a user; products, numbers and groups have operations of their own."""
        return service.update_extension(call, extension)

    @_changing(Id(), Number, returns=FreedExtension, faults=(*MANAGING, Referred))
    def deleteExtension(call: Call, customer: int, number: str) -> FreedExtensionAnswer:
        """Remove a user with its account, its number and its subscriptions."""
        return service.delete_extension(call, customer, number)

    @_changing(
        *(Id(), Number, Number),
        returns=Extension,
        faults=(
            *(*IN_PBX, ExtensionUnknown, BlockedFromAbove, NoPilot, ExtensionExists, OutOfRange),
            *(NumbersTooLong, NumberTaken, AccountExists, CustomerLimit, ResellerLimit),
        ),
    )
    def renumberExtension(call: Call, customer: int, from_: str, to: str) -> ExtensionAnswer:
        """Give a user or a group another number; its account id and its telephone number follow."""
        return service.renumber_extension(call, customer, from_, to)

    @_reading(
        Id(), Number, returns=Extension, faults=(CustomerUnknown, ExtensionUnknown, NoPilot), optional=("number",)
    )
    def getExtension(call: Call, customer: int, number: str | None) -> ExtensionAnswer:
        """An extension of any kind by its number; without one, the pilot."""
        return service.get_extension(call, customer, number or "")

    @listing(ExtensionQuery, returns=ExtensionPage, may=READ_EXTENSIONS)
    def getExtensions(call: Call, query: ExtensionQueryFields | None) -> ExtensionPageAnswer:
        """Extensions that match: a slice of them, and how many there are in all."""
        return service.get_extensions(call, query or {})

    @reading(Id(), returns=ListOf(DirectoryEntry), may=READ_EXTENSIONS, faults=(MissingInput, CustomerUnknown))
    def getDirectory(call: Call, customer: int) -> list[DirectoryEntryAnswer]:
        """Everybody who can be called in a customer's PBX, by number: users, groups, auto attendants and the pilot."""
        return service.get_directory(call, customer)

    @reading(
        *(Id(), Int(1, MOST_AT_ONCE)),
        returns=ListOf(Text(LONGEST_EXTENSION)),
        answers="numbers",
        may=READ_EXTENSIONS,
        faults=(CustomerUnknown, InvalidValue, NumbersUsedUp),
        optional=("count",),
    )
    def suggestExtension(call: Call, customer: int, count: int | None) -> list[str]:
        """The lowest numbers of extensions that are free; one unless more are asked for."""
        return service.suggest_extension(call, customer, 1 if count is None else count)
