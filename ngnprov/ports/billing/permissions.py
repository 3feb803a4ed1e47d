# SPDX-License-Identifier: Apache-2.0
"""The permissions of BillingPort; the scope says about which resellers."""

from ngnprov.calls.policy import RESELLERS, Permission

READ_PROFILES = Permission("billing.read", RESELLERS)
WRITE_PROFILES = Permission("billing.write", RESELLERS)
