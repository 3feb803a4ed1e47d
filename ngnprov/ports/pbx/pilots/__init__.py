# SPDX-License-Identifier: Apache-2.0
"""Pilots: the first extension of a customer, which holds its base number.

It has no ``tables`` and no ``store``: a pilot is an extension.
"""
