# SPDX-License-Identifier: Apache-2.0
"""The permissions of BillingPort; the scope says about which resellers and customers."""

from ngnprov.calls.policy import ADMINISTRATORS, EVERYBODY, RESELLERS, Permission

READ_PROFILES = Permission("billingProfiles.read", RESELLERS)
WRITE_PROFILES = Permission("billing.write", RESELLERS)
READ_INVOICES = Permission("billing.read", EVERYBODY)
"""Customers read what they are charged themselves."""
RUN_INVOICES = Permission("billing.run", ADMINISTRATORS)
WRITE_INVOICES = Permission("invoices.write", RESELLERS)
READ_INVOICING = Permission("invoicing.read", RESELLERS)
WRITE_INVOICING = Permission("invoicing.write", RESELLERS)
