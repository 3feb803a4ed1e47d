# SPDX-License-Identifier: Apache-2.0
"""Types of EventPort (event.md 2)."""

from ngnprov.outgoing.client import LONGEST_URL
from ngnprov.soap.types import Flag, Id, Int, Json, ListOf, Position, Record, Text, page_of, query_of

LONGEST_TEMPLATE = 16_384
LONGEST_SECRET = 128


class EventRecord(Record):
    """A record of EventPort."""

    __namespace__ = "urn:ngnprov:Event"


class Hook(EventRecord):
    """Where events are sent: those of a customer, of all customers of a reseller, or of everybody (an administrator's, 0).

    ``events`` are types such as customer.created, all of a noun (customer.*), or all (*). ``secret`` is answered when it is
    made, and never again. A hook that is not ``enabled`` says why. ``failures`` are those since the last success.
    """

    id = customer = Id()
    url = Text(LONGEST_URL, example="https://crm.example.com/hooks")
    events = ListOf(Text(64, example="customer.*"))
    template = Text(LONGEST_TEMPLATE, example='{"text": "{{type}}: {{subject}}"}')
    secret = Text(LONGEST_SECRET, secret=True)
    enabled = Flag()
    reason = Text(255)
    failures = Int(0)
    changeDate = Text(64)


class HookFilter(EventRecord):
    """What getHooks filters by."""

    id = customer = Id()


HookQuery = query_of("HookQuery", "hooks", HookFilter)
HookPage = page_of("HookPage", "hooks", hooks=Hook)


class Event(EventRecord):
    """Something that has happened, at a ``position`` among all. ``data`` is a JSON object."""

    position = Position()
    id = Text(64)
    type = Text(64)
    source = Text(255)
    time = Text(64)
    subject = Text(1024)
    actor = Text(255)
    customer = Id()
    data = Json('{"operation": "addAccount", "after": {"city": "Utrecht"}}')


class EventSlice(EventRecord):
    """Events in their order. Whoever asks on from ``position`` misses none; ``more`` says that some are there already."""

    events = ListOf(Event)
    position = Position()
    more = Flag()


class Delivery(EventRecord):
    """An event on its way to a hook: pending, delivered or dead. ``due`` is when it is tried next."""

    id = hook = Id()
    event = Text(64)
    type = Text(64)
    customer = Id()
    state = Text(16)
    attempts = status = Int(0)
    due = Text(64)
    failure = Text(255)
    changeDate = Text(64)


class DeliveryFilter(EventRecord):
    """What getDeliveries filters by."""

    hook = customer = Id()
    state = Text(16)


DeliveryQuery = query_of("DeliveryQuery", "deliveries", DeliveryFilter)
DeliveryPage = page_of("DeliveryPage", "deliveries", deliveries=Delivery)


class Replay(EventRecord):
    """How many events are sent to a hook again, up to which position; ``more`` says that others come after it."""

    hook = Id()
    deliveries = Int(0)
    position = Position()
    more = Flag()
