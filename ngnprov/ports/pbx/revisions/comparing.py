# SPDX-License-Identifier: Apache-2.0
"""The draft of a customer: in what its extensions differ from what was applied last (pbx.md R3, R4)."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.extensions import store as extensions
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.numbers import store as numbers
from ngnprov.ports.pbx.numbers.store import Number
from ngnprov.ports.pbx.provisioning import store as provisioning
from ngnprov.ports.pbx.revisions import forms, store
from ngnprov.ports.pbx.revisions.forms import Form
from ngnprov.ports.pbx.revisions.states import ADDED, CHANGED, REMOVED
from ngnprov.ports.pbx.revisions.store import Applied, Revision
from ngnprov.ports.pbx.subscriptions import service as subscriptions


class Difference(NamedTuple):
    """An extension or a device that differs: ``id`` is its number in the database; a form is empty where it is not there."""

    id: int
    state: str
    before: Form
    after: Form

    @property
    def account_id(self) -> str:
        """Its account id, as it is now or as it was."""
        return self.shown[forms.NAME]

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.shown["kind"]

    @property
    def shown(self) -> Mapping[str, str]:
        """What it is called: as it is now, or as it was when it is removed."""
        return dict(self.after or self.before)


class Draft:
    """The extensions of a customer as they are, and what was applied of them."""

    def __init__(self, unit: Unit, customer: int) -> None:
        self.unit, self.customer = unit, customer
        self.last: Revision | None = store.last(unit, customer)
        self.extensions: list[Extension] = extensions.of_customer(unit, customer)
        self.forms: dict[int, Form] = dict(_forms(unit, self.extensions))
        self._applied = store.applied_to(unit, self.extensions)

    @property
    def base(self) -> int:
        """The number of the last revision, 0 before the first one."""
        return 0 if self.last is None else self.last.number

    @cached_property
    def devices(self) -> list[Device]:
        """The devices of the customer as they are."""
        return devices.of_customer(self.unit, self.customer)

    @cached_property
    def device_forms(self) -> dict[int, Form]:
        """What counts of each, by its number in the database."""
        names = {each.id: each.account_id for each in self.extensions}
        return forms.of_devices(self.unit, self.devices, names)

    @cached_property
    def snapshot(self) -> str:
        """What would be applied."""
        return forms.snapshot(self.customer, [*self.forms.values(), *self.device_forms.values()])

    @cached_property
    def changes(self) -> list[Difference]:
        """The extensions that are not as they were applied, by account id."""
        return _in_order(self._differences())

    @cached_property
    def device_changes(self) -> list[Difference]:
        """The same of devices."""
        return _in_order(self._differences_of_devices())

    @property
    def all_changes(self) -> list[Difference]:
        """The same of both."""
        return _in_order([*self.changes, *self.device_changes])

    @cached_property
    def _former(self) -> Mapping[str, Form]:
        """What was applied, by account id."""
        return {} if self.last is None else forms.read(store.snapshot_of(self.unit, self.last))

    def to_apply(self) -> list[Applied]:
        """What the extensions are compared with once the draft is applied."""
        return [Applied(id, forms.name_of(form), forms.digest(forms.written(form))) for id, form in self.forms.items()]

    def device_digests(self) -> dict[int, str]:
        """The same of devices, by their numbers in the database."""
        return {id: forms.digest(forms.written(form)) for id, form in self.device_forms.items()}

    def _differences_of_devices(self) -> Iterable[Difference]:
        applied = {each.device: each.account_id for each in provisioning.of_customer(self.unit, self.customer)}
        for id, form in self.device_forms.items():
            yield Difference(id, CHANGED, self._former[applied.pop(id)], form) if id in applied else _added(id, form)
        for id, name in applied.items():
            yield Difference(id, REMOVED, self._former[name], ())

    def _differences(self) -> Iterable[Difference]:
        former = self._former
        there = set()
        for id, form in self.forms.items():
            if id not in self._applied:
                yield _added(id, form)
                continue
            name = self._applied[id].account_id
            there.add(name)
            yield Difference(id, CHANGED, former[name], form)
        for applied in store.applied_of(self.unit, self.customer) if self.last else ():
            if applied.account_id not in there:
                yield Difference(applied.extension, REMOVED, former[applied.account_id], ())


def _added(id: int, form: Form) -> Difference:
    return Difference(id, ADDED, (), form)


def _in_order(found: Iterable[Difference]) -> list[Difference]:
    return sorted((each for each in found if each.before != each.after), key=lambda each: each.account_id)


def _forms(unit: Unit, found: list[Extension]) -> Iterable[tuple[int, Form]]:
    ids = [each.id for each in found]
    led: dict[int, list[Number]] = {}
    for number in numbers.of_extensions(unit, ids):
        led.setdefault(number.extension or 0, []).append(number)
    held = subscriptions.held_by(unit, ids)
    return zip(ids, forms.of(unit, found, held, led), strict=True)
