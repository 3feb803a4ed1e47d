# SPDX-License-Identifier: Apache-2.0
"""Invoices for people and for the programs of their receivers: PDF, and e-invoices by EN 16931 (billing.md 11).

It has no operations: :mod:`ngnprov.ports.billing.files` stores what is made here. What it needs is the extra ``einvoice``.
"""
