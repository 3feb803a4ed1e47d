# SPDX-License-Identifier: Apache-2.0
"""The section ``[event]`` of the settings."""

import dataclasses

from ngnprov.settings import setting


@dataclasses.dataclass(frozen=True)
class EventSettings:
    """``[event]``"""

    keep_days: int = setting(
        30,
        "Days for which getEvents tells of events and deliveries are kept after their last attempt. The journal itself stays.",
        least=1,
        most=3650,
    )
    senders: int = setting(
        8,
        "Hooks that are served at the same time; half as many again are served whose receiver did not answer lately.",
        least=2,
        most=64,
    )
