# SPDX-License-Identifier: Apache-2.0
"""Screening: callers that are rejected (reject members), and numbers that may not be called (barring prefixes).

No ``types``: both are lists of strings on the wire.
"""
