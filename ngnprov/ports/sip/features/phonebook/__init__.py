# SPDX-License-Identifier: Apache-2.0
"""The phonebook of an account: addresses with names, in groups."""
