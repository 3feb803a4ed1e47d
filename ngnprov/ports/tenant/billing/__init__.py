# SPDX-License-Identifier: Apache-2.0
"""Billing profiles: how a reseller charges its tenants, and by which rating profiles their calls are priced.

There is no ``operations``: those are BillingPort's (``ngnprov/ports/billing``). TenantPort makes one with a tenant, or takes
one that is there.
"""
