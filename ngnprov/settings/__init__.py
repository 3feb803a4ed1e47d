# SPDX-License-Identifier: Apache-2.0
"""Settings: typed, frozen, and checked before anything starts.

One dataclass is one section of the ini file. Strength: defaults < ini file < environment < options. A section
or key or ``NGNPROV_`` variable that nobody knows stops the start, so that a typing error is never a silent
default. A port adds a section of its own with a dataclass made of :func:`setting` fields; it is passed to
:func:`load` in ``sections`` and read back with :meth:`Settings.of`.
"""

from ngnprov.settings.field import Network, SettingsError, setting, split_address
from ngnprov.settings.loading import EVERY, load, load_all
from ngnprov.settings.mail import MailSettings
from ngnprov.settings.sections import (
    CustomerSettings,
    DatabaseSettings,
    JournalSettings,
    KeySettings,
    ListSettings,
    LoginSettings,
    LogSettings,
    OutgoingSettings,
    ServerSettings,
    Settings,
)

__all__ = [
    "EVERY",
    "CustomerSettings",
    "DatabaseSettings",
    "JournalSettings",
    "KeySettings",
    "ListSettings",
    "LogSettings",
    "LoginSettings",
    "MailSettings",
    "Network",
    "OutgoingSettings",
    "ServerSettings",
    "Settings",
    "SettingsError",
    "load",
    "load_all",
    "setting",
    "split_address",
]
