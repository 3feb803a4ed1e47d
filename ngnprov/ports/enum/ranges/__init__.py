# SPDX-License-Identifier: Apache-2.0
"""ENUM ranges: each is a zone of numbers that belongs to a customer, and its numbers with it."""
