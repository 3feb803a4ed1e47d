# SPDX-License-Identifier: Apache-2.0
"""Roles: what users may do, under names. Some are built in, others a reseller makes for itself and its customers.

``granting`` knows what each gives, and what somebody has to hold who gives it.
"""
