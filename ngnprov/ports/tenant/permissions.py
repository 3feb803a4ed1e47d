# SPDX-License-Identifier: Apache-2.0
"""The permissions of TenantPort; the scope says about which customers."""

from ngnprov.calls.policy import ADMINISTRATORS, EVERYBODY, RESELLERS, Permission

CREATE = Permission("tenants.create", RESELLERS)
READ_PROFILES = Permission("customer.read", EVERYBODY)
WRITE_PROFILES = Permission("profile.write", EVERYBODY)
"""Customers themselves write how they want to see dates and numbers, and nothing else (tenant.md 4)."""
READ_CONTACTS = Permission("contacts.read", RESELLERS)
WRITE_CONTACTS = Permission("contacts.write", RESELLERS)
READ_RESELLERS = Permission("resellerProfile.read", RESELLERS)
WRITE_RESELLERS = Permission("resellerProfile.write", RESELLERS)
"""A reseller writes what is not the administrator's (tenant.md 10)."""
READ_USERS = Permission("users.read", EVERYBODY)
WRITE_USERS = Permission("users.manage", EVERYBODY)
"""A user who has not this one sees himself alone."""
ACCEPT = Permission("invitations.accept", EVERYBODY, withheld=True)
"""Whoever holds the token of an invitation has it, through the page; and a portal that does it for him."""
WRITE_TOKENS = Permission("apiTokens.write", EVERYBODY)
"""A user makes tokens of his own, and nobody else does."""
SESSIONS = Permission("sessions.open", EVERYBODY, withheld=True, everyones=True)
"""Whoever logs in has sessions and a second factor of his own; those of others are for who has users.manage."""
WRITE_ROLES = Permission("roles.write", RESELLERS)
MANAGE_TRIALS = Permission("trials.manage", RESELLERS)
SUSPEND_TENANTS = Permission("tenants.suspend", RESELLERS)
READ_SUSPENSIONS = Permission("suspensions.read", RESELLERS)
END_TENANTS = Permission("tenants.end", RESELLERS)
MOVE_TENANTS = Permission("tenants.move", ADMINISTRATORS)
READ_TYPES = Permission("productTypes.read", RESELLERS)
WRITE_TYPES = Permission("productTypes.write", ADMINISTRATORS)
READ_CONNECTIONS = Permission("connections.read", EVERYBODY)
WRITE_CONNECTIONS = Permission("connections.write", RESELLERS)
READ_TEMPLATES = Permission("connectionTemplates.read", RESELLERS)
WRITE_TEMPLATES = Permission("connectionTemplates.write", RESELLERS)
