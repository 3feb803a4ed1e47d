# SPDX-License-Identifier: Apache-2.0
"""EventPort: what has happened, for those who ask, and sent to those who want to be told (docs/contract/event.md).

::

    kinds        which event an entry of the journal is
    telling      what is told of it, and to whom
    signing      Standard Webhooks 1.0.0
    templates    bodies in a form of the receiver's
    service      hooks, and events for those who ask
    delivering   how a server sends events to hooks
"""

from ngnprov.calls.port import Events, Port
from ngnprov.outgoing.client import Outgoing
from ngnprov.ports.event.delivering import jobs
from ngnprov.ports.event.hooks import KEPT, examine
from ngnprov.ports.event.moving import MOVING
from ngnprov.ports.event.operations import EventHooks
from ngnprov.ports.event.settings import EventSettings

PORT = Port(
    name="event",
    title="EventPort",
    namespace="urn:ngnprov:Event",
    type_namespace="urn:ngnprov:Event",
    services=(EventHooks,),
    floor=7,
    settings=EventSettings,
    attach=lambda settings: Outgoing(settings.outgoing),
    examine=examine,
    moving=MOVING,
    kept=KEPT,
    jobs=jobs,
    events=Events({"hook ": "hook"}, verbs={"rotateSecret": "rotated", "replay": "replayed"}),
)
