# SPDX-License-Identifier: Apache-2.0
"""Suspensions and ends on the wire (tenant.md 14, 15)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerInUse, CustomerUnknown, InvalidValue, MissingInput, NotAuthorized, Terminated
from ngnprov.ports.tenant.errors import DeletionChanged, NotBlockedHere, NotEnding, RestoringTooLate
from ngnprov.ports.tenant.lifecycle import ending, releasing, suspending
from ngnprov.ports.tenant.lifecycle.types import Deletion, DeletionQuote, Suspension, Termination
from ngnprov.ports.tenant.lifecycle.wire import DeletionAnswer, DeletionQuoteAnswer, SuspensionAnswer, TerminationAnswer
from ngnprov.ports.tenant.permissions import END_TENANTS, READ_SUSPENSIONS, SUSPEND_TENANTS
from ngnprov.ports.tenant.profiles.types import CustomerProfile
from ngnprov.ports.tenant.profiles.wire import CustomerProfileAnswer
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Id, ListOf, Text

_HELD = (MissingInput, CustomerUnknown, Terminated, NotAuthorized)
_changing = partial(operation, answers="profile", versioned="tenant_profiles", returns=CustomerProfile)
_suspending = partial(
    _changing, *(Id(), Text(255), Text(16)), may=SUSPEND_TENANTS, optional=("reason", "level"), answers="profile"
)
_ending = partial(_changing, may=END_TENANTS)


class TenantLifecycle(PortService):
    """Suspensions and ends: a tenant is suspended in layers, ends now or on a day, and can be restored for a while."""

    @_suspending(faults=(*_HELD, InvalidValue))
    def suspendTenant(call: Call, customer: int, reason: str | None, level: str | None) -> CustomerProfileAnswer:
        """Suspend a customer, or a reseller with all its customers, at the caller's level: nobody logs in, extensions are
        blocked, all else stays."""
        return suspending.suspend_tenant(call, customer, reason, level or "")

    @_suspending(faults=(*_HELD, InvalidValue, NotBlockedHere))
    def resumeTenant(call: Call, customer: int, reason: str | None, level: str | None) -> CustomerProfileAnswer:
        """Lift the suspension of the caller's level, or of a lower one that is named; what others have suspended stays so."""
        return suspending.resume_tenant(call, customer, reason or "", level or "")

    @reading(
        Id(),
        returns=ListOf(Suspension),
        answers="suspensions",
        may=READ_SUSPENSIONS,
        faults=(MissingInput, CustomerUnknown),
    )
    def getSuspensions(call: Call, customer: int) -> list[SuspensionAnswer]:
        """At which levels a customer is suspended itself, and why."""
        return suspending.get_suspensions(call, customer)

    @_ending(
        *(Id(), Text(10)),
        returns=Termination,
        answers="termination",
        faults=(*_HELD, InvalidValue, CustomerInUse),
        optional=("when",),
    )
    def terminateTenant(call: Call, customer: int, when: str | None) -> TerminationAnswer:
        """Let a tenant end when a day is over, without one now: nothing of it is changed any more, and subscriptions have
        their last day. Answers what ends."""
        return ending.terminate_tenant(call, customer, when or "")

    @_ending(Id(), faults=(*_HELD, NotEnding))
    def withdrawTermination(call: Call, customer: int) -> CustomerProfileAnswer:
        """Let a tenant go on that was to end on a day."""
        return ending.withdraw_termination(call, customer)

    @_ending(Id(), faults=(MissingInput, CustomerUnknown, NotAuthorized, NotEnding, RestoringTooLate))
    def restoreTenant(call: Call, customer: int) -> CustomerProfileAnswer:
        """Let a tenant go on that has ended, with all it had, while that is held."""
        return ending.restore_tenant(call, customer)

    @reading(Id(), returns=DeletionQuote, answers="quote", may=END_TENANTS, faults=(MissingInput, CustomerUnknown))
    def quoteDeletion(call: Call, customer: int) -> DeletionQuoteAnswer:
        """What a tenant has that deleteTenant would remove; a dry run of that tells it to the last record."""
        return releasing.quote_deletion(call, customer)

    @operation(
        *(Id(), Text(64)),
        returns=Deletion,
        answers="deletion",
        may=END_TENANTS,
        faults=(MissingInput, CustomerUnknown, NotAuthorized, CustomerInUse, InvalidValue, DeletionChanged),
    )
    def deleteTenant(call: Call, customer: int, quoteDigest: str) -> DeletionAnswer:
        """Remove a tenant with all it has, as it was quoted, for good; what is kept for the books stays with an entry that has
        ended."""
        return releasing.delete_tenant(call, customer, quoteDigest)
