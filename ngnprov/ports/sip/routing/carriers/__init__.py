# SPDX-License-Identifier: Apache-2.0
"""Carriers, to which calls to the telephone network are handed over."""
