# SPDX-License-Identifier: Apache-2.0
"""The entry that an operation is about, resellers and customers alike."""

from functools import partial

from ngnprov.calls.resource import Resource
from ngnprov.errors import CustomerUnknown
from ngnprov.ports.customer import store

ACCOUNTS = Resource(
    store.ACCOUNTS,
    subject=lambda account: account.subject,
    unknown=partial(CustomerUnknown, "there is no such customer"),
)
