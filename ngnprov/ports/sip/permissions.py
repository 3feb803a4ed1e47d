# SPDX-License-Identifier: Apache-2.0
"""The permissions of SipPort."""

from ngnprov.calls.policy import ADMINISTRATORS, EVERYBODY, RESELLERS, Permission

READ = Permission("sip.read", EVERYBODY)
WRITE = Permission("sip.write", EVERYBODY)
WRITE_MONEY = Permission("money.write", EVERYBODY)
"""Balances of prepaid accounts; the switch ``prepaid_changes`` decides about the records (sip.md 6)."""
ISSUE_VOUCHERS = Permission("money.issue", ADMINISTRATORS)
READ_ROUTING = Permission("routing.read", RESELLERS)
WRITE_ROUTING = Permission("routing.write", RESELLERS)
READ_PLATFORM = Permission("platform.read", ADMINISTRATORS)
"""What the SIP proxy and the media relays do at the moment, for everybody's calls."""
