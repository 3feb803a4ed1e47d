# SPDX-License-Identifier: Apache-2.0
"""The permissions of PbxPort."""

from ngnprov.calls.policy import EVERYBODY, RESELLERS, Permission

READ_CATALOG = Permission("catalog.read", RESELLERS)
WRITE_CATALOG = Permission("catalog.write", RESELLERS)
READ_AGREEMENT = Permission("agreement.read", EVERYBODY)
WRITE_AGREEMENT = Permission("agreement.write", RESELLERS)
"""The provider keeps control: no customer changes what it may have (pbx.md A9)."""
