# SPDX-License-Identifier: Apache-2.0
"""Gateway rules: how a number is changed for a gateway."""
