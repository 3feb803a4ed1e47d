# SPDX-License-Identifier: Apache-2.0
"""The section ``[network]`` of the settings."""

import dataclasses
import ipaddress

from ngnprov.settings import setting


def _read_address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text)) if text else ""
    except ValueError:
        raise ValueError("must be an IP address, or empty") from None


@dataclasses.dataclass(frozen=True)
class NetworkSettings:
    """``[network]``"""

    address: str = setting(
        "",
        "IP address that getStatus of NetworkPort tells of this server; empty: the one on which it listens, or, where it "
        "listens on all, the one from which it reaches others.",
        read=_read_address,
    )
