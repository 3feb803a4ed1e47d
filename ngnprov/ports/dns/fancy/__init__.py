# SPDX-License-Identifier: Apache-2.0
"""E-mail aliases and URL redirects, the fancy records (dns.md 5)."""
