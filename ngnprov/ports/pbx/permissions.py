# SPDX-License-Identifier: Apache-2.0
"""The permissions of PbxPort."""

from ngnprov.calls.policy import EVERYBODY, RESELLERS, Permission

READ_CATALOG = Permission("catalog.read", RESELLERS)
WRITE_CATALOG = Permission("catalog.write", RESELLERS)
READ_AGREEMENT = Permission("agreement.read", EVERYBODY)
WRITE_AGREEMENT = Permission("agreement.write", RESELLERS)
"""The provider keeps control: no customer changes what it may have (pbx.md A9)."""
READ_EXTENSIONS = Permission("extensions.read", EVERYBODY)
WRITE_EXTENSIONS = Permission("extensions.write", EVERYBODY)
BLOCK_EXTENSIONS = Permission("extensions.block", EVERYBODY)
WRITE_GROUPS = Permission("groups.write", EVERYBODY)
WRITE_PILOTS = Permission("pilots.write", RESELLERS)
READ_REWRITING = Permission("rewriting.read", RESELLERS)
WRITE_REWRITING = Permission("rewriting.write", RESELLERS)
TEST_REWRITING = Permission("rewriting.test", EVERYBODY)
CHECK_DOMAINS = Permission("domains.check", RESELLERS)
ASSIGN_PRODUCTS = Permission("products.assign", EVERYBODY)
ACTIVATE_EXTENSIONS = Permission("extensions.activate", RESELLERS)
"""An agreement says which products wait for it (pbx.md A2)."""
MANAGE_NUMBERS = Permission("numbers.manage", RESELLERS)
ASSIGN_NUMBERS = Permission("numbers.assign", EVERYBODY)
APPLY_CONFIGURATION = Permission("config.apply", EVERYBODY)
READ_DEVICES = Permission("devices.read", EVERYBODY)
WRITE_DEVICES = Permission("devices.write", EVERYBODY)
"""Whoever has it is told with what a device registers."""
REDIRECT = Permission("phones.redirect", RESELLERS)
"""To say with what a reseller speaks to the services of vendors."""
