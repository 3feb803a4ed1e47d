# SPDX-License-Identifier: Apache-2.0
"""Profiles of customers: what a provider keeps of each beside the account that NGNPro knows. ``changes`` reads what is sent,
``localisation`` how dates and numbers are shown, and ``status`` works out what state a tenant is in."""
