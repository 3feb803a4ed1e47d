# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import NamedTuple, TypedDict

from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.sip.domains.wire import SipDomainFields

BaseNumberFields = TypedDict("BaseNumberFields", {
    "cc": str, "ac": str, "sn": str,
}, total=False)
"""What was supplied of a BaseNumber."""


PilotFields = TypedDict("PilotFields", {
    "customer": int, "domain": str, "new_domain": SipDomainFields, "number": BaseNumberFields, "name": str,
    "display_name": str, "web_username": str, "web_password": str, "sip_username": str, "sip_password": str,
    "rewrite_rule_set": str,
}, total=False)
"""What was supplied of a Pilot."""


class AddedPilotAnswer(NamedTuple):
    """A AddedPilot as it is answered, in wire order."""

    pilot: ExtensionAnswer
    warnings: Sequence[str]


class RenumberedAnswer(NamedTuple):
    """A Renumbered as it is answered, in wire order."""

    was: str
    now: str


class UpdatedPilotAnswer(NamedTuple):
    """A UpdatedPilot as it is answered, in wire order."""

    pilot: ExtensionAnswer
    renumbered: Sequence[RenumberedAnswer]
