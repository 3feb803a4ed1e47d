# SPDX-License-Identifier: Apache-2.0
"""DnsPort: zones, records, e-mail aliases and URL redirects (docs/contract/dns.md).

One folder for each group of operations, each with the five files of a port. ``names`` and ``rdata`` say what is correct DNS,
``conflicts`` what can be together, ``publication`` what a server answers; ``csv_import`` and ``zone_import`` bring in files.
Routers tell ``dynamic`` which addresses they have.
"""

from ngnprov.calls.port import Events, Port, Unlike, Zones
from ngnprov.ports.dns.clearing import clear, clearable
from ngnprov.ports.dns.dynamic.door import DOOR
from ngnprov.ports.dns.fancy.operations import DnsFancyRecords
from ngnprov.ports.dns.hiding import count_hidden
from ngnprov.ports.dns.hooks import RECOUNTS, examine, in_use
from ngnprov.ports.dns.moving import MOVING
from ngnprov.ports.dns.records.operations import DnsRecords
from ngnprov.ports.dns.settings import DnsSettings
from ngnprov.ports.dns.zones.operations import DnsZones
from ngnprov.ports.dns.zones.service import touch_any
from ngnprov.ports.dns.zones.store import above

PORT = Port(
    name="dns",
    title="DnsPort",
    namespace="urn:AGProjects:NGNPro:Dns",
    services=(DnsZones, DnsRecords, DnsFancyRecords),
    floor=1,
    credits=("dns_zone_credit", "email_credit"),
    in_use=in_use,
    clear=clear,
    clearable=clearable,
    moving=MOVING,
    zones=Zones(above, count_hidden, touch_any),
    recounts=RECOUNTS,
    examine=examine,
    settings=DnsSettings,
    doors=(DOOR,),
    unlike=Unlike(set_by_server=frozenset({"serial"}), goes_along=frozenset({"records", "fancy_records"})),
    events=Events({"DNS zone ": "dnsZone", "DNS record ": "dnsRecord", "DNS fancy record ": "dnsFancyRecord"}),
)
