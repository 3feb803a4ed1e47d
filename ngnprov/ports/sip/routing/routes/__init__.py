# SPDX-License-Identifier: Apache-2.0
"""Routes: which carrier takes calls to which numbers."""
