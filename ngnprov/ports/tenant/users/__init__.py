# SPDX-License-Identifier: Apache-2.0
"""Users: people of a customer who are to log in by their e-mail addresses. They are kept, and nobody logs in as one yet.

``roles`` knows what each may do by name.
"""
