# SPDX-License-Identifier: Apache-2.0
"""Types of WidgetPort."""

from ngnprov.soap.types import Id, Int, ListOf, Number, OrderBy, Part, Range, Record, Text


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


class WidgetQuery(Record):
    """A query."""

    filter = Part(WidgetFilter)
    orderBy = Part(OrderBy)
    range = Part(Range)


class WidgetQueryResult(Record):
    """Widgets and their number."""

    widgets = ListOf(Widget)
    total = Int(0)
