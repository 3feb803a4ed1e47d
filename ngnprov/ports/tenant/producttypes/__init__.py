# SPDX-License-Identifier: Apache-2.0
"""Product types: what kinds of tenants the provider sells, where, and what each may use (tenant.md 12).

``features`` stands below whatever a tenant uses, and says whether its type has it.
"""
