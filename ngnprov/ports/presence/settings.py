# SPDX-License-Identifier: Apache-2.0
"""The section ``[presence]`` of the settings."""

import dataclasses

from ngnprov.settings import setting


@dataclasses.dataclass(frozen=True)
class PresenceSettings:
    """``[presence]``"""

    enabled: bool = setting(
        False,
        "Answer calls of PresencePort, in which SIP accounts log in with their own passwords; else each is fault 900.",
    )
