# SPDX-License-Identifier: Apache-2.0
"""Groups as callers know them: by customer and number."""

from functools import partial

from ngnprov.calls.resource import Resource
from ngnprov.ports.pbx.errors import GroupUnknown
from ngnprov.ports.pbx.extensions.lookup import taken
from ngnprov.ports.pbx.groups import store

GROUPS = Resource(
    store.GROUPS,
    subject=lambda group: group.subject,
    unknown=partial(GroupUnknown, "there is no such group"),
    taken=taken,
)
