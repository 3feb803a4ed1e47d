# SPDX-License-Identifier: Apache-2.0
"""Invoices: what they would say, how a period is invoiced, and what stays of it for ever."""
