# SPDX-License-Identifier: Apache-2.0
"""Invoices as data for billing systems.

It has no ``types``, ``tables`` and ``store``: it answers texts, made of what :mod:`ngnprov.ports.billing.invoices` keeps.
"""
