# SPDX-License-Identifier: Apache-2.0
"""Accept rules of an account ("do not disturb"): whose calls it takes, by weekly rules and one temporary rule above them.

``weekly`` and ``temporary`` say what a given rule means; ``service`` stores what changed.
"""
