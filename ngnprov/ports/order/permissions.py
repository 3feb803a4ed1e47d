# SPDX-License-Identifier: Apache-2.0
"""The permissions of OrderPort."""

from ngnprov.calls.policy import EVERYBODY, RESELLERS, Permission

READ_ORDERS = Permission("orders.read", EVERYBODY)
SUBMIT_ORDERS = Permission("orders.submit", EVERYBODY)
WRITE_TERMS = Permission("terms.write", RESELLERS)
