# SPDX-License-Identifier: Apache-2.0
"""Stored accounts as the wire shows them (customer.md 2)."""

from collections.abc import Sequence
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.columns import money_out
from ngnprov.db.lists.page import Page
from ngnprov.db.unit import Row
from ngnprov.ports.customer import store
from ngnprov.ports.customer.store import PLACE, Property
from ngnprov.ports.customer.tables import PASSWORD

_PASSWORD, _BALANCE, _CREDIT = PLACE["password"], PLACE["balance"], PLACE["credit"]
_ACTIVE, _DATE = PLACE["reseller_active"], PLACE["change_date"]


def present(call: Call, row: Sequence[Any], properties: Sequence[Property]) -> Row:
    """The 32 members in wire order."""
    shown = list(row)
    if call.context.settings.customers.clear_text_passwords:
        shown[_PASSWORD] = call.context.keys.open(row[_PASSWORD], PASSWORD.at(id=row[0]))
    else:
        shown[_PASSWORD] = ""
    shown[_BALANCE] = money_out(row[_BALANCE])
    shown[_CREDIT] = money_out(row[_CREDIT])
    shown[_ACTIVE] = bool(row[_ACTIVE])
    shown[_DATE] = row[_DATE][: clock.LENGTH_OF_SECONDS]
    shown.append(properties)
    return tuple(shown)


def present_page(call: Call, page: Page) -> Row:
    """A list and the total; a long list comes in batches."""
    return page.answer(lambda rows: _present_rows(call, rows))


def _present_rows(call: Call, rows: Sequence[Row]) -> list[Row]:
    properties = store.properties_of_many(call.unit, [row[0] for row in rows]) if rows else {}
    return [present(call, row, properties.get(row[0], ())) for row in rows]
