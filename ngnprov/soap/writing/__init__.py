# SPDX-License-Identifier: Apache-2.0
"""From Python values to the bytes of an answer or a fault."""
