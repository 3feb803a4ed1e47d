# SPDX-License-Identifier: Apache-2.0
"""The section ``[tenant]`` of the settings."""

import dataclasses

from ngnprov.settings import setting


@dataclasses.dataclass(frozen=True)
class TenantSettings:
    """``[tenant]``"""

    restore_days: int = setting(
        30,
        "Days for which a tenant that has ended can be restored, and all it had is held. Then it is removed, and its numbers "
        "become free. 0 for not at all.",
        least=0,
        most=3650,
    )
