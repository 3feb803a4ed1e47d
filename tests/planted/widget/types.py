# SPDX-License-Identifier: Apache-2.0
"""Types of WidgetPort."""

from ngnprov.soap.types import Id, Int, ListOf, Number, Record, Text, page_of, query_of


class Widget(Record):
    """A thing."""

    id = Id()
    customer = Id()
    reseller = Id()
    name = Text(20, pattern="[A-Za-z0-9_-]*")
    size = Int(0, 100)
    weight = Number()
    tags = ListOf(Text(10))
    pin = Text(10, secret=True)


class WidgetFilter(Record):
    """What lists filter by."""

    name = Text(100)
    customer = Id()


WidgetQuery = query_of("WidgetQuery", "widgets", WidgetFilter)
WidgetQueryResult = page_of("WidgetQueryResult", "widgets", widgets=Widget)
