# SPDX-License-Identifier: Apache-2.0
"""Subscriptions, as they are looked up, and how those that were ordered end.

It has no ``types``, ``tables``, ``store`` and ``service``: they are PbxPort's (``ngnprov/ports/pbx/subscriptions``), with
the rules of their ends.
"""
