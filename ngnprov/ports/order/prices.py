# SPDX-License-Identifier: Apache-2.0
"""What an order costs. Amounts are exact until a line is rounded, half up, to what the currency has (order.md 5)."""

from decimal import ROUND_HALF_UP, Decimal

from ngnprov.ports.order import days
from ngnprov.ports.tenant import regions


def rounded(amount: Decimal, currency: str) -> Decimal:
    """An amount of a line as it is charged."""
    return amount.quantize(Decimal(1).scaleb(-regions.minor_units(currency)), ROUND_HALF_UP)


def until_end_of_month(monthly: Decimal, day: str) -> Decimal:
    """What of a month's price is due for the days from one on, that day included."""
    in_month = days.days_in_month(day)
    return monthly * (in_month - int(day[8:10]) + 1) / in_month
