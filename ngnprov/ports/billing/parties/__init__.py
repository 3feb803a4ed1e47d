# SPDX-License-Identifier: Apache-2.0
"""Who sells and who buys, as invoices say it: resellers with their tax, terms and account, customers with their mandate."""
