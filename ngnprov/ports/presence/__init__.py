# SPDX-License-Identifier: Apache-2.0
"""PresencePort: what SIP accounts say of themselves, and who may see it (docs/contract/presence.md).

The interface of AG Projects' SOAP SIMPLE proxy, in namespaces of its own. SIP accounts themselves call it, by address and
password, and it answers only where the settings say ``[presence] enabled``.
"""

from ngnprov.calls.port import Port
from ngnprov.ports.presence.hooks import KEPT, examine
from ngnprov.ports.presence.operations import PresencePort
from ngnprov.ports.presence.settings import PresenceSettings
from ngnprov.ports.presence.types import NAMESPACE
from ngnprov.ports.sip.accounts.logins import LOGINS

PORT = Port(
    name="presence",
    title="PresencePort",
    namespace=f"{NAMESPACE}:Presence",
    type_namespace=NAMESPACE,
    services=(PresencePort,),
    floor=2,
    accounts=LOGINS,
    examine=examine,
    kept=KEPT,
    settings=PresenceSettings,
)
