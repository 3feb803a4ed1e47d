# SPDX-License-Identifier: Apache-2.0
"""Serials of zones that are gone, by the name of the zone, whichever port published it: those of a later one go on above."""

from ngnprov.db.ledgers import sequences
from ngnprov.db.unit import Unit


def remember(unit: Unit, zone: str, serial: int) -> None:
    """The zone goes, and was published up to ``serial``."""
    sequences.skip_to(unit, _kind(zone), serial)


def last(unit: Unit, zone: str) -> int:
    """The serial up to which a zone of this name was published that is gone, 0 when there was none."""
    return sequences.last(unit, _kind(zone))


def _kind(zone: str) -> str:
    return f"serial of zone {zone}"
