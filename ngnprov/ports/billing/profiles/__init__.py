# SPDX-License-Identifier: Apache-2.0
"""Billing profiles by themselves, as a reseller keeps them.

It has no ``types``, ``tables`` and ``store``: what tenants name is kept by TenantPort (``ngnprov/ports/tenant/billing``), with
the rules of its members.
"""
