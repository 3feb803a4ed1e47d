# SPDX-License-Identifier: Apache-2.0
"""Which licences an order would bring, and which it would take (order.md 4)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ngnprov.calls.fields import required
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.order.names import MOST_EXTRA_DEVICES, MOST_LINES, MOST_OF_A_LINE
from ngnprov.ports.order.orders.store import Line
from ngnprov.ports.order.orders.tables import ADD, CHANGE, REMOVE
from ngnprov.ports.order.orders.wire import OrderLineFields
from ngnprov.ports.pbx.licences import ordering
from ngnprov.ports.pbx.licences.ordering import DEVICE_LICENCE, USER_LICENCE, Item


class Change(NamedTuple):
    """So many licences of an item more, or less when it is negative; ``line`` is the place of the line that says so."""

    line: int
    item: Item
    quantity: int

    @property
    def field(self) -> str:
        """The line, as faults name it."""
        return f"order.lines.{self.line}"


def read_lines(given: Sequence[OrderLineFields], kind: str) -> list[Line]:
    """The lines of an order of a kind, as they are stored. Raises MissingInput, InvalidValue."""
    if not given:
        raise MissingInput("must be given", field="order.lines")
    if len(given) > MOST_LINES:
        raise InvalidValue(f"must be at most {MOST_LINES} lines", field="order.lines")
    found: list[Line] = []
    for place, each in enumerate(given):
        path = f"order.lines.{place}"
        product = required(each.get("product"), f"{path}.product")
        if product in {line.product for line in found}:
            raise InvalidValue("is ordered by a line before", field=f"{path}.product")
        extra, device = each.get("extra_devices", 0), each.get("device_product", "")
        if kind == CHANGE and (extra or device):
            raise InvalidValue("belongs to orders that add or remove", field=_said(path, extra))
        if not 0 <= extra <= MOST_EXTRA_DEVICES:
            raise InvalidValue(f"must be 0 to {MOST_EXTRA_DEVICES}", field=f"{path}.extraDevices")
        found.append(Line(product, _quantity(each.get("quantity"), kind, f"{path}.quantity"), extra, device))
    return found


def changes_of(unit: Unit, customer: int, kind: str, lines: Sequence[Line]) -> list[Change]:
    """What the lines come to, in their order, each user before its devices.

    Raises MissingInput, InvalidValue, NotInAgreement.
    """
    gone: Counter[int] = Counter()  # of each product, by the lines before
    found: list[Change] = []
    for place, line in enumerate(lines):
        for change in _changes(unit, customer, kind, place, line, gone):
            found.append(change)
            gone[change.item.product] -= change.quantity
    return found


def _changes(unit: Unit, customer: int, kind: str, place: int, line: Line, gone: Mapping[int, int]) -> Iterator[Change]:
    path = f"order.lines.{place}"
    item = ordering.find_item(unit, customer, line.product, f"{path}.product")
    if kind == CHANGE:
        yield Change(place, item, line.quantity - ordering.held(unit, item))
        return
    sign = -1 if kind == REMOVE else 1
    yield Change(place, item, sign * line.quantity)
    if item.kind != USER_LICENCE:
        if line.extra_devices or line.device_product:
            raise InvalidValue("belongs to licences of users", field=_said(path, line.extra_devices))
        return
    device = _device(unit, customer, line, path)
    if device is None:
        return
    count = line.quantity * (1 + line.extra_devices)
    if kind == REMOVE:  # a user may have been ordered without one
        there = ordering.held(unit, device) - gone[device.product]
        count = max(line.quantity * line.extra_devices, min(count, there))
    if count:
        yield Change(place, device, sign * count)


def _device(unit: Unit, customer: int, line: Line, path: str) -> Item | None:
    """The licence of devices that comes with a user: the one that is named, or the only one of the agreement."""
    if line.device_product:
        field = f"{path}.deviceProduct"
        item = ordering.find_item(unit, customer, line.device_product, field)
        if item.kind != DEVICE_LICENCE:
            raise InvalidValue("is no licence of devices", field=field)
        return item
    found = [item for item in ordering.items_of(unit, customer) if item.kind == DEVICE_LICENCE]
    if len(found) > 1:
        raise MissingInput(
            "must be given: the agreement has several licences of devices", field=f"{path}.deviceProduct"
        )
    if not found and line.extra_devices:
        raise InvalidValue("must be 0: the agreement has no licence of devices", field=f"{path}.extraDevices")
    return found[0] if found else None


def _said(path: str, extra: int) -> str:
    """The field of what was said of devices."""
    return f"{path}.{'extraDevices' if extra else 'deviceProduct'}"


def _quantity(given: int | None, kind: str, field: str) -> int:
    least = 0 if kind == CHANGE else 1
    if given is None and kind != ADD:
        raise MissingInput("must be given", field=field)
    quantity = 1 if given is None else given
    if not least <= quantity <= MOST_OF_A_LINE:
        raise InvalidValue(f"must be {least} to {MOST_OF_A_LINE}", field=field)
    return quantity
