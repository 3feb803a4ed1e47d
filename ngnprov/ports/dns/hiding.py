# SPDX-License-Identifier: Apache-2.0
"""Records of a zone at names that another port publishes, from a zone of its own (D-M): they are not to be seen."""

from collections.abc import Collection

from ngnprov.db.unit import Unit
from ngnprov.ports.dns import store
from ngnprov.zonefiles import hostnames


def is_hidden(name: str, cuts: Collection[str]) -> bool:
    """Is a name at or below one of the ``cuts``? They are looked up, for there may be many of both."""
    return bool(cuts) and any(above in cuts for above in (name, *hostnames.ancestors(name)))


def count_hidden(unit: Unit, zone: str, name: str) -> int:
    """How many records and fancy records of a zone are at or below a name."""
    return store.count_below(unit, zone, name)
