# SPDX-License-Identifier: Apache-2.0
"""What the types of TenantPort have in common."""

NAMESPACE = "urn:ngnprov:Tenant"
