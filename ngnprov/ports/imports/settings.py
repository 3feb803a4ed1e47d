# SPDX-License-Identifier: Apache-2.0
"""The section ``[imports]`` of the settings."""

import dataclasses

from ngnprov.settings import setting


@dataclasses.dataclass(frozen=True)
class ImportsSettings:
    """``[imports]``"""

    bytes: int = setting(
        1024 * 1024,
        "Largest file of an import in octets. server.max_request must have room for it and what is around it.",
        least=1024,
        most=16 * 1024 * 1024,
    )
    rows: int = setting(
        10_000, "Most rows of a file of which a job is made, and most that one export answers.", least=1, most=1_000_000
    )
    rows_at_once: int = setting(
        1000,
        "Most rows of a file that is imported as a whole within the call. Others wait for it: on SQLite every change, on "
        "PostgreSQL those of the same customer and reseller.",
        least=1,
        most=1_000_000,
    )
    keep_days: int = setting(
        30, "Days for which a job is kept after its last change, with what became of its rows.", least=1, most=3650
    )
