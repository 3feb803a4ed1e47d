# SPDX-License-Identifier: Apache-2.0
"""The section ``[sip]`` of the settings."""

import dataclasses

from ngnprov.settings import setting
from ngnprov.settings.field import holds_password, read_any, read_factory


@dataclasses.dataclass(frozen=True)
class SipSettings:
    """``[sip]``"""

    store_clear_text_passwords: bool = setting(
        True,
        "Keep SIP passwords in clear text (sealed) beside their digests and answer them to those who may read them. A "
        "reseller or customer switches it off for their own accounts with the property of the same name.",
    )
    first_number: int = setting(
        1000,
        "The first user name that <autoincrement> gives in a domain without numeric user names.",
        least=1,
        most=10**15,
    )
    keep_quota_group: bool = setting(
        False,
        "Keep an account in the groups quota and, unless an administrator saves, blocked when updateAccount sends a list "
        "of groups without them: CDRTool's settings page drops groups that it does not know.",
    )
    platform: str = setting(
        "",
        "Python that answers for the SIP platform (devices, calls, traces, media, nodes), as MODULE:FACTORY; empty for none. "
        "The factory gets platform_options and gives the provider that docs/platform.md describes.",
        read=read_factory,
    )
    platform_options: str = setting(
        "",
        "What the factory of the platform gets, in its own form: an address, a URL, a path.",
        read=read_any,
        secret=holds_password,
    )
    platform_seconds: int = setting(
        3,
        "Seconds in which the platform must answer; after that the caller gets the empty answer of a server without one. The "
        "old client gives up after 5.",
        least=1,
        most=60,
    )
