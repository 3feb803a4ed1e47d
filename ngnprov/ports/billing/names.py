# SPDX-License-Identifier: Apache-2.0
"""The namespace of BillingPort, and the bounds of its texts."""

NAMESPACE = "urn:ngnprov:Billing"
"""Of the operations and types of the port; billing profiles are TenantPort's."""

LONGEST_NUMBER = 32
LONGEST_NAME = 255
MOST_LINES = 500
"""Of an invoice that somebody writes."""
DATA_NAMESPACE = "urn:ngnprov:BillingData"
"""Of billing data in XML."""
LONGEST_FILE = 16 << 20
