# SPDX-License-Identifier: Apache-2.0
"""Groups of accounts: what an account may do and what state it is in, as a set of names.

No ``types``: a group is a string on the wire.
"""
