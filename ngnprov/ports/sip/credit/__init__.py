# SPDX-License-Identifier: Apache-2.0
"""Prepaid credit: a balance for each account, and a ledger whose entries add up to it."""
