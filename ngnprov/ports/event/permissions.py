# SPDX-License-Identifier: Apache-2.0
"""The permissions of EventPort; the scope says about whose records."""

from ngnprov.calls.policy import RESELLERS, Permission

READ = Permission("events.read", RESELLERS)
READ_HOOKS = Permission("hooks.read", RESELLERS)
WRITE_HOOKS = Permission("hooks.write", RESELLERS)
