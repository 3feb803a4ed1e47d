# SPDX-License-Identifier: Apache-2.0
"""SIP domains: each belongs to a customer, and its accounts and aliases with it."""
