# SPDX-License-Identifier: Apache-2.0
"""SIP aliases: addresses that lead to other addresses."""
