# SPDX-License-Identifier: Apache-2.0
"""Subscriptions: which extension holds which product since when. Extensions, groups and attendants take and end them.

``rules`` says which products go together, ``service`` is for whatever makes and removes extensions, ``assigning`` for callers.
"""
