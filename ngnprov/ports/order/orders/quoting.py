# SPDX-License-Identifier: Apache-2.0
"""What an order costs, and what has to be known before it is submitted (order.md 5)."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ngnprov.calls.call import Call
from ngnprov.db.columns import money_out
from ngnprov.errors import InvalidValue
from ngnprov.ports.order import days, prices
from ngnprov.ports.order.orders.planning import Change
from ngnprov.ports.order.orders.wire import QuoteAnswer, QuoteLineAnswer
from ngnprov.ports.order.terms import service as terms
from ngnprov.ports.pbx.licences import ordering
from ngnprov.ports.pbx.licences.ordering import Pbx
from ngnprov.ports.tenant.billing import store as billing

MOST = 10**10
"""Amounts on the wire are smaller."""


class Planned(NamedTuple):
    """An order as it would be carried out: of whom, on which ``day``, and what it would change."""

    pbx: Pbx
    kind: str
    day: str
    changes: Sequence[Change]


def quote(call: Call, planned: Planned) -> QuoteAnswer:
    """What it costs at the prices of now. Raises InvalidValue for more than can be told."""
    customer = planned.pbx.customer
    currency = currency_of(call, planned.pbx)
    behind: Counter[int] = Counter()  # of each product, what the lines before remove
    lines: list[QuoteLineAnswer] = []
    for change in planned.changes:
        lines.append(_line(call, change, planned.day, currency, behind[change.item.product]))
        behind[change.item.product] -= min(change.quantity, 0)
    version = terms.present(call, planned.pbx.owner.reseller).version
    added = [(change.item, change.quantity) for change in planned.changes if change.quantity > 0]
    return QuoteAnswer(
        customer=customer,
        date=planned.day,
        currency=currency,
        lines=lines,
        now=_told(sum((line.now for line in lines), Decimal(0)), "order.lines"),
        monthly=_told(sum((line.monthly for line in lines), Decimal(0)), "order.lines"),
        warnings=[*_warnings(planned, call.today)],
        limits=ordering.limits_of(call, planned.pbx.owner, added),
        terms_version=version,
        quote_digest=_digest(planned, currency, lines, version),
    )


def currency_of(call: Call, pbx: Pbx) -> str:
    """The currency in which a customer is charged: every customer with a PBX has a billing profile."""
    assert pbx.profile.billing_profile is not None
    return billing.currency_of(call.unit, pbx.profile.billing_profile)


def _line(call: Call, change: Change, day: str, currency: str, behind: int) -> QuoteLineAnswer:
    item, count = change.item, change.quantity
    if count < 0:
        now, monthly = Decimal(0), -ordering.monthly_of(call.unit, item, -count, behind)
    else:
        monthly = money_out(item.price_monthly) * count
        now = money_out(item.price_once) * count + prices.until_end_of_month(monthly, day)
    return QuoteLineAnswer(
        line=change.line,
        product=item.code,
        name=item.name,
        quantity=count,
        now=_told(prices.rounded(now, currency), change.field),
        monthly=_told(prices.rounded(monthly, currency), change.field),
    )


def _told(amount: Decimal, field: str) -> Decimal:
    """An amount that can be told and stored. Raises InvalidValue."""
    if abs(amount) >= MOST:
        raise InvalidValue(f"comes to an amount of {MOST} or more", field=field)
    return amount


def _warnings(planned: Planned, today: str) -> Iterator[str]:
    last = days.end_of_month(planned.day)
    if any(change.quantity < 0 for change in planned.changes):
        yield f"what is removed is charged until the end of the month, {last}: nothing is refunded"
        if planned.day < last:
            yield (
                f"removed on {planned.day} it cannot be used from then on, though it is charged until {last}: remove it on "
                f"{last} instead"
            )
    if planned.day > today:
        yield f"it is carried out on {planned.day}, at the prices and within the limits of that day"


def _digest(planned: Planned, currency: str, lines: Sequence[QuoteLineAnswer], terms_version: int) -> str:
    """Of all that somebody agrees to; the same order has the same one until something of this changes."""
    parts = [[line.product, line.quantity, str(line.now), str(line.monthly)] for line in lines]
    what = [planned.pbx.customer, planned.kind, planned.day, currency, parts, terms_version]
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()
