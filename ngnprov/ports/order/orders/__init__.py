# SPDX-License-Identifier: Apache-2.0
"""Orders: written as drafts, quoted, submitted with the terms accepted, and carried out on their day.

``planning`` says which licences an order would bring and take, ``quoting`` what that costs, ``carrying_out`` does it.
"""
