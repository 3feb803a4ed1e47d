# SPDX-License-Identifier: Apache-2.0
"""Invoices as data for billing systems, and as files of their own, which are stored once they are made."""
