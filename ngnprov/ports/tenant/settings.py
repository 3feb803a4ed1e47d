# SPDX-License-Identifier: Apache-2.0
"""The section ``[tenant]`` of the settings."""

import dataclasses
from typing import Final

from ngnprov.settings import setting
from ngnprov.settings.mail import template

WORDS: Final = ("name", "email", "tenant", "link", "until")
"""What can stand in braces."""


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
    invitation_hours: int = setting(168, "Hours for which an invitation of a user is good.", least=1, most=24 * 365)
    invitation_subject: str = setting(
        "Your access to {tenant}",
        "Of the mail that invites a user; it leaves where [mail] says how, and server.public_url where the page is. {name} "
        "and {email} are the user's, {tenant} is the name of the tenant, {link} the page where the password is set, {until} "
        "how long that is good.",
        read=template(*WORDS),
    )
    invitation_text: str = setting(
        "{tenant} gives you access as {email}. Set your password here, until {until} UTC: {link}",
        "Its text, with the same words in braces.",
        read=template(*WORDS),
    )
