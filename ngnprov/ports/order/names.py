# SPDX-License-Identifier: Apache-2.0
"""The namespace of OrderPort, and the bounds of what is ordered."""

NAMESPACE = "urn:ngnprov:Order"
"""Of the operations and types of the port."""

MOST_LINES = 100
MOST_OF_A_LINE = 10_000
MOST_EXTRA_DEVICES = 100
