# SPDX-License-Identifier: Apache-2.0
"""The permissions of PresencePort."""

from ngnprov.calls.policy import ACCOUNTS, Permission

READ = Permission("presence.read", ACCOUNTS)
WRITE = Permission("presence.write", ACCOUNTS)
