# SPDX-License-Identifier: Apache-2.0
"""The permissions of CustomerPort; the scope says about which entries (customer.md 6)."""

from ngnprov.calls.policy import EVERYBODY, RESELLERS, Permission

READ_CUSTOMERS = Permission("core.customers.read", EVERYBODY)
WRITE_CUSTOMERS = Permission("core.customers.write", EVERYBODY)
CREATE_CUSTOMERS = Permission("core.customers.create", RESELLERS)
"""Make entries and delete them."""
WRITE_PROPERTIES = Permission("core.properties.write", EVERYBODY)
