# SPDX-License-Identifier: Apache-2.0
"""The permissions of AuditPort; the scope says about whose records."""

from ngnprov.calls.policy import EVERYBODY, RESELLERS, Permission

READ = Permission("audit.read", EVERYBODY)
REVERT = Permission("audit.revert", RESELLERS)
