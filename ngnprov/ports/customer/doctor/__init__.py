# SPDX-License-Identifier: Apache-2.0
"""What must hold among customers, for ``ngnprov doctor``."""
