# SPDX-License-Identifier: Apache-2.0
"""Licences: how many users and devices a customer has ordered, and how many of these it uses (pbx.md 18).

It has no ``tables``: an ordered licence is a subscription without an extension.
"""
