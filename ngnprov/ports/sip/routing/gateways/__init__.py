# SPDX-License-Identifier: Apache-2.0
"""Gateways: where a carrier takes calls."""
