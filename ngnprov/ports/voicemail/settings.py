# SPDX-License-Identifier: Apache-2.0
"""The section ``[voicemail]`` of the settings."""

import dataclasses

from ngnprov.settings import setting


@dataclasses.dataclass(frozen=True)
class VoicemailSettings:
    """``[voicemail]``"""

    first_mailbox: int = setting(
        1_000_000,
        "The number of the first mailbox; later ones count on. None is given twice, so that a lower number set afterwards has "
        "no effect.",
        least=1,
        most=10**15,
    )
