# SPDX-License-Identifier: Apache-2.0
"""Groups of accounts: what an account may do and what state it is in, as a set of names."""
