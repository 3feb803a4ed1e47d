# SPDX-License-Identifier: Apache-2.0
"""What BillingPort reads of tenants to charge them: many at once, and never changed here."""
