# SPDX-License-Identifier: Apache-2.0
"""The properties of a customer: names and values with the right to change them (customer.md 3).

They belong to an account: ``types``, ``tables`` and ``operations`` are those of the port.
"""
