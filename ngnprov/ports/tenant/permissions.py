# SPDX-License-Identifier: Apache-2.0
"""The permissions of TenantPort; the scope says about which customers."""

from ngnprov.calls.policy import EVERYBODY, RESELLERS, Permission

CREATE = Permission("tenants.create", RESELLERS)
READ_PROFILES = Permission("customer.read", EVERYBODY)
WRITE_PROFILES = Permission("profile.write", EVERYBODY)
"""Customers themselves write how they want to see dates and numbers, and nothing else (tenant.md 4)."""
READ_CONTACTS = Permission("contacts.read", RESELLERS)
WRITE_CONTACTS = Permission("contacts.write", RESELLERS)
