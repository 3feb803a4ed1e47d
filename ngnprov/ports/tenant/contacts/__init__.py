# SPDX-License-Identifier: Apache-2.0
"""Contacts: people whom a reseller's invoices and letters go to."""
