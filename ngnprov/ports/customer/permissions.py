# SPDX-License-Identifier: Apache-2.0
"""The permissions of CustomerPort; the scope says about which entries (customer.md 6).

The login of the customer and its token are among what they show and change: roles of users give none of them.
"""

from ngnprov.calls.policy import EVERYBODY, RESELLERS, Permission

READ_CUSTOMERS = Permission("core.customers.read", EVERYBODY, withheld=True)
WRITE_CUSTOMERS = Permission("core.customers.write", EVERYBODY, withheld=True)
CREATE_CUSTOMERS = Permission("core.customers.create", RESELLERS, withheld=True)
"""Make entries and delete them."""
WRITE_PROPERTIES = Permission("core.properties.write", EVERYBODY, withheld=True)
