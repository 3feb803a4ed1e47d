# SPDX-License-Identifier: Apache-2.0
"""What cannot be together in DNS (R8, MX and NS of dns.md 5): certain while the zone is held."""

from collections.abc import Iterable

from ngnprov.calls.call import Call
from ngnprov.ports.dns.errors import RecordConflict, RecordExists
from ngnprov.ports.dns.fancy import store as fancy
from ngnprov.ports.dns.rdata import Data
from ngnprov.ports.dns.records import store as records
from ngnprov.ports.dns.zones.store import Zone


def require_room(call: Call, zone: Zone, name: str, data: Data, other_than: int = 0) -> None:
    """May a record be at ``name``, beside all others but the one numbered ``other_than``?

    A CNAME is alone at its name and not at the apex, and nothing that must lead to a host leads to one (RFC 1912 2.4, RFC 2181
    10.1, 10.3). Raises RecordConflict; RecordExists for an NS that the zone lists.
    """
    if data.type == "CNAME":
        _require_alone(call, zone, name, data, other_than)
    else:
        require_no_cname(call, zone, name, "record.name", other_than)
    require_unlisted(zone, name, data)
    if data.type == "MX" and records.contradicts_exchangers(call.unit, zone.name, name, data.target, other_than):
        raise RecordConflict(
            "cannot have the MX . beside others: it says that there is no mail (RFC 7505)", field="record.value"
        )
    if data.type in ("MX", "NS"):
        require_no_alias(call, (data.target,), "record.value")


def require_unlisted(zone: Zone, name: str, data: Data) -> None:
    """Raise RecordExists for an NS at the apex that the zone lists among its name servers (R9)."""
    if data.type == "NS" and name == zone.name and data.target in zone.servers:
        raise RecordExists("the zone lists this name server", field="record.value")


def require_no_cname(call: Call, zone: Zone, name: str, field: str, other_than: int = 0) -> None:
    """Raise RecordConflict when there is a CNAME at ``name`` in ``zone``."""
    if records.has_cname(call.unit, zone.name, name, other_than):
        raise RecordConflict("there is a CNAME at this name, which stands alone", field=field)


def require_no_alias(call: Call, targets: Iterable[str], field: str) -> None:
    """Raise RecordConflict when one of the hosts is a CNAME in any zone kept here."""
    for target in targets:
        if records.is_alias(call.unit, target):
            raise RecordConflict(f"cannot lead to {target}, which is a CNAME", field=field)


def _require_alone(call: Call, zone: Zone, name: str, data: Data, other_than: int) -> None:
    if name == zone.name:
        raise RecordConflict("cannot be a CNAME: the zone itself is here", field="record.name")
    if records.has_others(call.unit, zone.name, name, data.digest, other_than) or fancy.is_at(
        call.unit, zone.name, name
    ):
        raise RecordConflict("has other records, and a CNAME stands alone", field="record.name")
    if name in zone.servers or records.is_led_to(call.unit, zone.name, name, other_than):
        raise RecordConflict("cannot be a CNAME: an MX or a name server leads here", field="record.name")
