# SPDX-License-Identifier: Apache-2.0
"""From which day on a subscription costs nothing, as its extension is blocked or its customer suspended (billing.md 7)."""

from collections.abc import Iterable, Iterator
from datetime import date

from ngnprov.ports.billing.invoices import standings
from ngnprov.ports.pbx.charging.charges import Blocked, Charge


class Blocks:
    """The blocks of a reseller and its customers."""

    def __init__(self, found: Iterable[Blocked], reseller: int) -> None:
        self._extensions: dict[int, list[Blocked]] = {}
        self._entries: dict[int, list[Blocked]] = {}
        self._reseller = reseller
        for each in found:
            if each.extension is None:
                self._entries.setdefault(each.customer, []).append(each)
            else:
                self._extensions.setdefault(each.extension, []).append(each)

    def __bool__(self) -> bool:
        return bool(self._extensions or self._entries)

    def since(self, charge: Charge, zone: str) -> date | None:
        """The first day on which a charge costs nothing, where the customer is; None when no block says so."""
        if charge.when_blocked_by_customer and charge.when_blocked_by_provider:
            return None
        moments = [each.since for each in self._of(charge) if not _is_charged(charge, each)]
        return standings.day_in(zone, min(moments)) if moments else None

    def _of(self, charge: Charge) -> Iterator[Blocked]:
        if charge.extension is not None:
            yield from self._extensions.get(charge.extension, ())
        yield from self._entries.get(charge.customer, ())
        yield from self._entries.get(self._reseller, ())


def _is_charged(charge: Charge, block: Blocked) -> bool:
    return bool(charge.when_blocked_by_customer if block.by_customer else charge.when_blocked_by_provider)
