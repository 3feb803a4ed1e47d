# SPDX-License-Identifier: Apache-2.0
"""Making a customer with all that belongs to it, at once.

It has no ``tables`` and no ``store``: what it makes is that of the other groups, and of CustomerPort.
"""
