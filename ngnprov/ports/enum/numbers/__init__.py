# SPDX-License-Identifier: Apache-2.0
"""ENUM numbers: each lies in the longest range that covers it."""
