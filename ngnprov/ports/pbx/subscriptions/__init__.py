# SPDX-License-Identifier: Apache-2.0
"""Subscriptions: which extension holds which product since when. Extensions, groups and attendants take and end them.

No ``types`` and no ``operations``: nobody calls for them but what has them. ``rules`` says which products go together.
"""
