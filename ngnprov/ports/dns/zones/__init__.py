# SPDX-License-Identifier: Apache-2.0
"""DNS zones (dns.md 4)."""
