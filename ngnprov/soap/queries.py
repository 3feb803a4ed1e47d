# SPDX-License-Identifier: Apache-2.0
"""The Python type of what a list is asked for (:func:`ngnprov.soap.types.query_of`); what it answers is ``Found``."""

from typing import Generic, TypedDict, TypeVar

from ngnprov.soap.wire import OrderByFields, RangeFields

F = TypeVar("F")


class QueryFields(TypedDict, Generic[F], total=False):
    """What was supplied of a query; ``filter`` is what was supplied of its filter."""

    filter: F
    order_by: OrderByFields
    range: RangeFields
