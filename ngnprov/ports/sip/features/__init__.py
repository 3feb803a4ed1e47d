# SPDX-License-Identifier: Apache-2.0
"""The personal settings of an account: whom it knows, whom it hears, where its calls go, what it may not dial (sip.md 2.5).

Each subject is a folder of its own. They know nothing of each other, but for the groups of the phonebook that accept rules
name::

    phonebook < acceptance      diversions      screening

Callers who have the account's domain in scope may read and change them (sip.md 6). They are removed with the account.
"""
