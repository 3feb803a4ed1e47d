# SPDX-License-Identifier: Apache-2.0
"""The permissions of DnsPort."""

from ngnprov.calls.policy import EVERYBODY, Permission

READ = Permission("dns.read", EVERYBODY)
WRITE = Permission("dns.write", EVERYBODY)
