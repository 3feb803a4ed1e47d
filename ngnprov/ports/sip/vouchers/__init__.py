# SPDX-License-Identifier: Apache-2.0
"""Vouchers: prepaid cards, each good once for the credit it carries."""
