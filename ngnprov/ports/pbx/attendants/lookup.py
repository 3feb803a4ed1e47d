# SPDX-License-Identifier: Apache-2.0
"""Auto attendants as callers know them: by customer and the count among its own. What their keys lead to."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.resource import Resource
from ngnprov.ports.pbx.attendants import store
from ngnprov.ports.pbx.attendants.store import Key
from ngnprov.ports.pbx.errors import AttendantUnknown, BadKey
from ngnprov.ports.pbx.extensions.lookup import find_named, taken
from ngnprov.ports.pbx.numbers.store import held_by

ATTENDANTS = Resource(
    store.ATTENDANTS,
    subject=lambda attendant: attendant.subject,
    unknown=partial(AttendantUnknown, "there is no such auto attendant"),
    taken=taken,
)


def key_to(call: Call, customer: int, key: str, written: str, field: str) -> Key:
    """A key that leads where ``written`` says: to an extension of the customer, else to a number that it holds (T4).

    Raises BadKey.
    """
    extension = find_named(call, customer, written) if written else None
    if extension is not None:
        return Key(key, extension.number or extension.account_id, extension.id, None)
    digits = written.removeprefix("+")
    number = held_by(call.unit, customer, digits) if digits else None
    if number is None:
        raise BadKey("leads to no extension of the customer and to no number that it holds", field=field)
    return Key(key, f"+{digits}", None, number.id)
