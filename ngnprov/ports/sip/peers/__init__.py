# SPDX-License-Identifier: Apache-2.0
"""Trusted peers: addresses whose calls the proxy takes without asking for a password (sip.md 5.15)."""
