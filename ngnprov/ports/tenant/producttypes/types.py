# SPDX-License-Identifier: Apache-2.0
"""Types of product types (tenant.md 12)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, ListOf, Money, Text


class ProductType(TenantRecord):
    """A kind of tenant that is sold, known by its ``code``: what it may use, in which countries and by which kinds of
    connections it is offered, all where a list is empty, and what it costs each month, by itself and for each user.

    A tenant of a type that is not ``mutable`` keeps it; else it becomes one of those that ``allowedNext`` names, any where
    that is empty.
    """

    code = Text(32, example="plus")
    name = Text(100, example="Plus")
    features = ListOf(Text(32, example="extensions"))
    regions = ListOf(Text(2, example="GB"))
    connectionTypes = ListOf(Text(32))
    mutable = Flag()
    allowedNext = ListOf(Text(32))
    fee = userFee = Money()
    withdrawn = Flag()
    changeDate = Text(64)
