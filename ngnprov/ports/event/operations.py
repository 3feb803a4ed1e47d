# SPDX-License-Identifier: Apache-2.0
"""Events and hooks on the wire (event.md 1)."""

from collections.abc import Sequence
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.event import service
from ngnprov.ports.event.errors import HookRefused, HookUnknown
from ngnprov.ports.event.permissions import READ, READ_HOOKS, WRITE_HOOKS
from ngnprov.ports.event.types import (
    LONGEST_SECRET,
    DeliveryPage,
    DeliveryQuery,
    EventSlice,
    Hook,
    HookPage,
    HookQuery,
    Replay,
)
from ngnprov.ports.event.wire import (
    DeliveryPageAnswer,
    DeliveryQueryFields,
    EventSliceAnswer,
    HookAnswer,
    HookFields,
    HookPageAnswer,
    HookQueryFields,
    ReplayAnswer,
)
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Id, Int, ListOf, Position, Text

_changing = partial(operation, may=WRITE_HOOKS, versioned="event_hooks")
_FAULTS = (MissingInput, InvalidValue, HookRefused)


class EventHooks(PortService):
    """Events: what has happened, for those who ask, and sent to those who want to be told."""

    @reading(
        *(Position(), Int(0), ListOf(Text(64, example="customer.*"))),
        returns=EventSlice,
        answers="slice",
        may=READ,
        faults=(InvalidValue,),
        optional=("since", "limit", "events"),
    )
    def getEvents(call: Call, since: int | None, limit: int | None, events: Sequence[str] | None) -> EventSliceAnswer:
        """What has happened after a position, in its order; whoever asks on from the position that is answered misses none."""
        return service.get_events(call, since or 0, limit or 0, events or [])

    @_changing(Hook, returns=Hook, answers="hook", faults=(*_FAULTS, CustomerUnknown), ahead=service.look_up)
    def addHook(call: Call, hook: HookFields) -> HookAnswer:
        """Have events sent to an address, from now on; answers the secret by which they are signed, this once."""
        return service.add_hook(call, hook)

    @_changing(Hook, returns=Hook, answers="hook", faults=(*_FAULTS, HookUnknown), ahead=service.look_up)
    def updateHook(call: Call, hook: HookFields) -> HookAnswer:
        """Change the members given; one that was switched off is served again when it is enabled."""
        return service.update_hook(call, hook)

    @_changing(Id(), faults=(HookUnknown,))
    def deleteHook(call: Call, id: int) -> None:
        """Send nothing there any more; what was not sent yet is dropped."""
        service.delete_hook(call, id)

    @_changing(
        *(Id(), Text(LONGEST_SECRET, secret=True)),
        returns=Hook,
        answers="hook",
        faults=(HookUnknown, InvalidValue),
        optional=("secret",),
    )
    def rotateSecret(call: Call, id: int, secret: str | None) -> HookAnswer:
        """Sign by another secret, which is answered this once; for 24 hours the former one signs, too."""
        return service.rotate_secret(call, id, secret or "")

    @listing(HookQuery, returns=HookPage, may=READ_HOOKS)
    def getHooks(call: Call, query: HookQueryFields | None) -> HookPageAnswer:
        """Hooks that match, without their secrets: a slice of them, and how many there are in all."""
        return service.get_hooks(call, query or {})

    @reading(
        DeliveryQuery,
        returns=DeliveryPage,
        may=READ_HOOKS,
        answers_nobody=True,
        optional=("query",),
        faults=(InvalidValue,),
    )
    def getDeliveries(call: Call, query: DeliveryQueryFields | None) -> DeliveryPageAnswer:
        """What was sent to hooks, or is to be, the newest first: a slice of it, and how much there is in all."""
        return service.get_deliveries(call, query or {})

    @operation(*(Id(), Position()), returns=Replay, answers="replayed", may=WRITE_HOOKS, faults=(HookUnknown,))
    def replay(call: Call, hook: int, from_: int) -> ReplayAnswer:
        """Send to a hook again what has happened after a position, with the same ids."""
        return service.replay(call, hook, from_)
