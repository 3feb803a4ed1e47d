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
    sync_minutes: int = setting(
        60,
        "Minutes after which the platform of a connection is asked again for its users; 0 for only when somebody asks for it.",
        least=0,
        most=43_200,
    )
    sync_seconds: int = setting(
        300,
        "Seconds in which a platform must have answered all that a connection asks; each answer obeys outgoing.timeout, too.",
        least=1,
        most=3600,
    )
    sync_users: int = setting(
        20_000, "Most users of a platform that a connection takes; with more it fails.", least=1, most=1_000_000
    )
    retry_minutes: int = setting(
        60,
        "Longest time until a connection that has failed is tried again; at first it is a minute, and doubles.",
        least=1,
        most=1440,
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
