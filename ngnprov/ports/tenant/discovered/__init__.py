# SPDX-License-Identifier: Apache-2.0
"""Discovered users: whom a connection has found on its platform, and to which user of the customer each is linked."""
