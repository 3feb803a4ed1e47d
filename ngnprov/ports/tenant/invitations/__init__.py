# SPDX-License-Identifier: Apache-2.0
"""Invitations: by mail somebody learns that he is a user, and sets his password at the page ``/invitation/TOKEN``.

A token is there in clear in the letter alone. Until that has left it is sealed, and afterwards only its hash is kept.
"""
