# SPDX-License-Identifier: Apache-2.0
"""Connections: where a customer has users on another platform, and the key to it. They are kept, and nothing connects yet."""
