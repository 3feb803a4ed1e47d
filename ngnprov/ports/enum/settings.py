# SPDX-License-Identifier: Apache-2.0
"""The section ``[enum]`` of the settings."""

import dataclasses

from ngnprov.errors import InvalidValue
from ngnprov.ports.enum import names
from ngnprov.settings import setting
from ngnprov.zonefiles import hostnames


def _read_nameservers(text: str) -> tuple[str, ...]:
    found = text.replace(",", " ").split()
    try:
        return tuple(names.nameservers(found, "nameservers", "e164.arpa"))
    except InvalidValue as refusal:
        raise ValueError(refusal.text) from None


def _read_mailbox(text: str) -> str:
    try:
        return hostnames.administrator(text, "dns_admin_email")
    except InvalidValue as refusal:
        raise ValueError(refusal.text) from None


@dataclasses.dataclass(frozen=True)
class EnumSettings:
    """``[enum]``"""

    nameservers: tuple[str, ...] = setting(
        (),
        "Nameservers of ranges that name none themselves, the primary first.",
        read=_read_nameservers,
    )
    dns_admin_email: str = setting(
        "hostmaster@localhost",
        "Mailbox in the SOA of a range whose customer and reseller have no property dns_admin_email.",
        read=_read_mailbox,
    )
    literal_services: bool = setting(
        False,
        "Publish the mapping types as they are called on the wire (E2U+mailto) where the registered Enumservice has "
        "another name (E2U+email:mailto).",
    )
