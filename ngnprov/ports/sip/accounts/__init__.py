# SPDX-License-Identifier: Apache-2.0
"""SIP accounts, the addresses that log in and are called."""
