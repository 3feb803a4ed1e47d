# SPDX-License-Identifier: Apache-2.0
"""What stands between a customer and one thing more: every limit that it would meet, told before it is met.

It has no ``tables`` and no ``store``: limits are told by the ports that keep them.
"""
