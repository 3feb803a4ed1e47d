# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

from ngnprov.db.lists.page import Found, Listed
from ngnprov.soap.queries import QueryFields

HookFields = TypedDict("HookFields", {
    "id": int, "customer": int, "url": str, "events": list[str], "template": str, "secret": str, "enabled": bool,
    "reason": str, "failures": int, "change_date": str,
}, total=False)
"""What was supplied of a Hook."""


HookMember = Literal[
    "id", "customer", "url", "events", "template", "secret", "enabled", "reason", "failures", "change_date",
]


class HookAnswer(NamedTuple):
    """A Hook as it is answered, in wire order."""

    id: int
    customer: int
    url: str
    events: Sequence[str]
    template: str
    secret: str
    enabled: bool
    reason: str
    failures: int
    change_date: str


HookFilterFields = TypedDict("HookFilterFields", {
    "id": int, "customer": int,
}, total=False)
"""What was supplied of a HookFilter."""


HookQueryFields = QueryFields[HookFilterFields]


HookPageAnswer = Found[HookAnswer]


class EventAnswer(NamedTuple):
    """A Event as it is answered, in wire order."""

    position: int
    id: str
    type: str
    source: str
    time: str
    subject: str
    actor: str
    customer: int
    data: str


class EventSliceAnswer(NamedTuple):
    """A EventSlice as it is answered, in wire order."""

    events: Listed[EventAnswer]
    position: int
    more: bool


class DeliveryAnswer(NamedTuple):
    """A Delivery as it is answered, in wire order."""

    id: int
    hook: int
    event: str
    type: str
    customer: int
    state: str
    attempts: int
    status: int
    due: str
    failure: str
    change_date: str


DeliveryFilterFields = TypedDict("DeliveryFilterFields", {
    "hook": int, "customer": int, "state": str,
}, total=False)
"""What was supplied of a DeliveryFilter."""


DeliveryQueryFields = QueryFields[DeliveryFilterFields]


DeliveryPageAnswer = Found[DeliveryAnswer]


class ReplayAnswer(NamedTuple):
    """A Replay as it is answered, in wire order."""

    hook: int
    deliveries: int
    position: int
    more: bool
