# SPDX-License-Identifier: Apache-2.0
"""What the invoices of a period say: the one place for previews and for what is stored (billing.md 7).

All is read in sets, once for a reseller; nothing is written.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from ngnprov.db.columns import money_in, money_out
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue
from ngnprov.ports.billing.charging import prorata
from ngnprov.ports.billing.charging.prorata import Month, Piece, Standing
from ngnprov.ports.billing.invoices import snapshots, standings, store
from ngnprov.ports.billing.invoices.blocking import Blocks
from ngnprov.ports.billing.invoices.store import Line, Mark
from ngnprov.ports.billing.parties import store as parties
from ngnprov.ports.billing.parties.store import Party
from ngnprov.ports.order import prices
from ngnprov.ports.pbx.charging import charges
from ngnprov.ports.pbx.charging.charges import Charge
from ngnprov.ports.tenant.charging import store as tenants
from ngnprov.ports.tenant.charging.store import Tenant
from ngnprov.ports.tenant.resellers import store as resellers

FEE, USER_FEE, MONTHLY, ONCE, OTHER = "fee", "userFee", "monthly", "once", "other"
MOST: Final = money_in(Decimal(10**10))
"""Amounts on the wire are smaller."""
_LATE: Final = timedelta(days=400)
"""So long behind its last day the end of a subscription may be told of, at the most."""


TaxKey = tuple[str, int, str]
"""Category, rate and reason, by which tax is worked out."""


class Tax(NamedTuple):
    """The tax on all lines of a category and rate, of the sum of their amounts: stored counts."""

    category: str
    rate: int
    reason: str
    net: int
    tax: int


class Draft(NamedTuple):
    """An invoice that has no number yet; amounts are stored counts, ``seller`` and ``buyer`` JSON."""

    customer: int
    customer_name: str
    reference: str
    timezone: str
    language: str
    currency: str
    lines: Sequence[Line]
    net: int
    tax: int
    seller: str
    buyer: str
    payment_days: int
    payment_terms: str


class Sale(NamedTuple):
    """Between whom an invoice is: what is known of the reseller is asked once for all its customers."""

    tenant: Tenant
    seller: Party
    buyer: Party
    seller_json: str
    currency: str

    @property
    def taxed(self) -> tuple[str, int, str]:
        """Tax category, rate and reason: the customer's, else the reseller's."""
        party = self.buyer if self.buyer.tax_category else self.seller
        return (party.tax_category, party.tax_rate, party.tax_reason)


@dataclass(frozen=True, slots=True)
class Built:
    """The invoices of a period, by customer, and how far they come."""

    drafts: Sequence[Draft]
    marks: Sequence[tuple[int, Mark]]


def build(
    unit: Unit, reseller: int, period: Month, *, customer: int = 0, imagined: Iterable[Charge] | None = None
) -> Built:
    """What is to be invoiced for a month to all customers of a reseller, or to one; to that as it would be with the charges
    ``imagined``.

    Raises InvalidValue for a customer without a currency, or an amount that cannot be told.
    """
    marks = store.marks_of(unit, reseller, customer)
    held = charges_of(unit, reseller, customer, marks) if imagined is None else {customer: list(imagined)}
    blocks = Blocks(charges.blocked(unit, reseller), reseller)
    drafts, made = list[Draft](), list[tuple[int, Mark]]()
    for sale in sales(unit, reseller, customer):
        number = sale.tenant.customer
        own = held.get(number, ())
        mark = marks.get(number)
        standing = standings.of(sale.tenant, mark, period, sale.seller)
        lines = list(_lines(sale, own, standing, mark, blocks))
        if lines:
            drafts.append(draft(sale, lines))
        last = standing.end.isoformat()
        newest = max((charge.origin for charge in own if charge.start <= last), default=0)
        made.append((number, standings.next_mark(mark, standing, newest)))
    return Built(drafts, made)


def charges_of(unit: Unit, reseller: int, customer: int, marks: Mapping[int, Mark]) -> dict[int, list[Charge]]:
    """By customer what it holds, or has held since the first of ``marks``."""
    reached = min((mark.reached or mark.covered for mark in marks.values() if mark.covered), default="")
    since = (date.fromisoformat(reached) - _LATE).isoformat() if reached else ""
    rows = charges.charges(unit, reseller, customer, since)
    return {number: list(map(Charge._make, each)) for number, each in groupby(rows, itemgetter(0))}


def sales(unit: Unit, reseller: int, customer: int = 0) -> Iterator[Sale]:
    """Who may be charged below a reseller: all, or one."""
    known = parties.of_reseller(unit, reseller)
    seller = known.get(reseller, Party(reseller))
    rules = resellers.of_reseller(unit, reseller)
    shown = json.dumps(snapshots.seller(tenants.one(unit, reseller), seller, rules)._asdict(), ensure_ascii=False)
    found = [tenants.one(unit, customer)] if customer else tenants.of_reseller(unit, reseller)
    for tenant in found:
        buyer = known.get(tenant.customer, Party(tenant.customer))
        yield Sale(tenant, seller, buyer, shown, tenant.currency or rules.currency)


def draft(sale: Sale, lines: Sequence[Line], currency: str = "") -> Draft:
    """An invoice of these lines. Raises InvalidValue without a currency, or for more than can be told."""
    tenant, seller, buyer = sale.tenant, sale.seller, sale.buyer
    charged = currency or sale.currency
    if not charged:
        raise InvalidValue(
            f"customer {tenant.customer} is charged, and neither its billing profile nor its reseller has a currency",
            field="reseller",
        )
    net = sum(line.amount for line in lines)
    tax = sum(each.tax for each in taxes(lines, charged))
    if net + tax >= MOST:
        raise InvalidValue(f"customer {tenant.customer} comes to {MOST // 10_000} or more", field="reseller")
    shown = snapshots.buyer(tenant, buyer)
    return Draft(
        customer=tenant.customer,
        customer_name=shown.name,
        reference=shown.reference,
        timezone=standings.timezone_of(tenant),
        language=snapshots.language_of(tenant),
        currency=charged,
        lines=lines,
        net=net,
        tax=tax,
        seller=sale.seller_json,
        buyer=json.dumps(shown._asdict(), ensure_ascii=False),
        payment_days=buyer.payment_days or seller.payment_days,
        payment_terms=buyer.payment_terms or seller.payment_terms,
    )


def taxes(lines: Iterable[Line], currency: str, before: Mapping[TaxKey, int] | None = None) -> list[Tax]:
    """The tax on lines by category and rate, each of the sum of its rounded lines and rounded once.

    Of a credit note it is the tax on all that is credited with it, less that on what was credited ``before``: so all credit
    notes of an invoice come to its tax.
    """
    found = []
    for key, net in sorted(taxed_sums((line, line.amount) for line in lines).items()):
        category, rate, reason = key
        earlier = 0 if before is None else before.get(key, 0)
        tax = _tax(earlier + net, rate, currency) - _tax(earlier, rate, currency)
        found.append(Tax(category, rate, reason, net, tax))
    return found


def taxed_sums(parts: Iterable[tuple[Line, int]]) -> dict[TaxKey, int]:
    """What parts of lines come to by category, rate and reason of tax; lines without tax are left out."""
    sums: dict[TaxKey, int] = {}
    for line, amount in parts:
        if line.tax_category:
            key = (line.tax_category, line.tax_rate, line.tax_reason)
            sums[key] = sums.get(key, 0) + amount
    return sums


def _tax(net: int, rate: int, currency: str) -> int:
    return money_in(prices.rounded(money_out(net) * money_out(rate) / 100, currency))


def _lines(sale: Sale, held: Sequence[Charge], standing: Standing, mark: Mark | None, blocks: Blocks) -> Iterator[Line]:
    yield from _fees(sale, standing)
    newest = 0 if mark is None else mark.newest
    taxed, currency = sale.taxed, sale.currency
    zone = standings.timezone_of(sale.tenant)
    is_blocked = bool(blocks)
    for charge in held:
        start, until = _day(charge.start), None if charge.until is None else _day(charge.until)
        is_new = charge.origin > newest or start > standing.covered
        blocked = blocks.since(charge, zone) if is_blocked else None
        found = list(prorata.pieces(start, until, standing, is_new=is_new, blocked=blocked))
        if not found:
            continue
        if charge.origin > newest and charge.price_once and start >= standing.since:
            free = prorata.reason(start, standing)
            amount = 0 if free else _once(charge.price_once, charge.quantity, currency)
            days = (charge.start, charge.start)
            yield _line(ONCE, charge, days, charge.price_once, amount, free, taxed)
        for piece in found:
            amount = _amount(charge.price_monthly, charge.quantity, piece, currency)
            days = (piece.first.isoformat(), piece.last.isoformat())
            yield _line(MONTHLY, charge, days, charge.price_monthly, amount, _tags(piece), taxed)


def _line(
    kind: str, charge: Charge, days: tuple[str, str], price: int, amount: int, tags: str, taxed: tuple[str, int, str]
) -> Line:
    return Line(
        kind,
        charge.id,
        None,
        charge.code,
        charge.name,
        charge.part_number,
        charge.quantity,
        *days,
        price,
        amount,
        tags,
        charge.account_id,
        charge.holder,
        charge.holder_kind,
        taxed[0],
        taxed[1],
        taxed[2],
    )


def _fees(sale: Sale, standing: Standing) -> Iterator[Line]:
    """What the product type of a customer costs, by itself and for each user, since the customer is there."""
    tenant = sale.tenant
    if not tenant.fee and not tenant.user_fee:
        return
    start = standings.first_day(tenant)
    found = list(prorata.pieces(start, None, standing, is_new=start > standing.covered))
    for kind, price, quantity in ((FEE, tenant.fee or 0, 1), (USER_FEE, tenant.user_fee or 0, tenant.users)):
        if not price or not quantity:
            continue
        name = tenant.type_name or ""
        for piece in found:
            amount = _amount(price, quantity, piece, sale.currency)
            yield Line(
                kind=kind,
                subscription=None,
                credits_place=None,
                product=tenant.type_code or "",
                name=name,
                part_number="",
                quantity=quantity,
                from_date=piece.first.isoformat(),
                to_date=piece.last.isoformat(),
                unit_price=price,
                amount=amount,
                tags=_tags(piece),
                user_id="",
                user_name="",
                role="",
                tax_category=sale.taxed[0],
                tax_rate=sale.taxed[1],
                tax_reason=sale.taxed[2],
            )


def _amount(price: int, quantity: int, piece: Piece, currency: str) -> int:
    if piece.free:
        return 0
    return _for_days(price, quantity, piece.days, prorata.end_of_month(piece.first).day, currency)


@lru_cache(maxsize=65536)
def _for_days(price: int, quantity: int, days: int, of_month: int, currency: str) -> int:
    """A stored count; most lines of a run are alike."""
    return money_in(prorata.due(money_out(price), quantity, days, of_month, currency))


@lru_cache(maxsize=4096)
def _once(price: int, quantity: int, currency: str) -> int:
    return money_in(prices.rounded(money_out(price) * quantity, currency))


def _tags(piece: Piece) -> str:
    return piece.free if piece.is_whole else f"{prorata.PRORATA} {piece.free}".rstrip()


_day = lru_cache(maxsize=65536)(date.fromisoformat)
