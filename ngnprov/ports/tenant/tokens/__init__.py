# SPDX-License-Identifier: Apache-2.0
"""API tokens: what programs of a user log in by in the place of his password, for less than he may and for a time."""
