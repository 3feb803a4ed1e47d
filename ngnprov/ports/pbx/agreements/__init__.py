# SPDX-License-Identifier: Apache-2.0
"""Agreements: which products a customer may use and how many of each; a reseller's bounds all its customers together.

``limits`` tells what an agreement leaves, and is what subscriptions go by.
"""
