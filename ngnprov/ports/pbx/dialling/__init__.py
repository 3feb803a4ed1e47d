# SPDX-License-Identifier: Apache-2.0
"""What becomes of what an extension dials, without calling anybody.

It has no ``tables`` and no ``store``: numbers and extensions are kept by their own folders.
"""
