# SPDX-License-Identifier: Apache-2.0
"""DNS records (dns.md 5)."""
