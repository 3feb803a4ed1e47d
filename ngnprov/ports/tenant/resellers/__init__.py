# SPDX-License-Identifier: Apache-2.0
"""Profiles of resellers: what the provider lets each do with its tenants, and how it shows itself to them."""
