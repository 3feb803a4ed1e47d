# SPDX-License-Identifier: Apache-2.0
"""How extensions and devices differ from what was applied of them (pbx.md R3); so cheap that every answer can tell it."""

from collections.abc import Mapping, Sequence

from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.devices.store import Device
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.provisioning import store as provisioning
from ngnprov.ports.pbx.revisions import forms, store
from ngnprov.ports.pbx.revisions.forms import Held, Led
from ngnprov.ports.pbx.revisions.store import Applied

ADDED, CHANGED, REMOVED, SAME = "added", "changed", "removed", "same"


def states_of(unit: Unit, extensions: Sequence[Extension], held: Held, led: Led) -> dict[int, str]:
    """The states of several extensions, by their numbers in the database: by digests, and no snapshot is read."""
    return _compared(unit, extensions, store.applied_to(unit, extensions), held, led)


def states_of_new(unit: Unit, extensions: Sequence[Extension], held: Held, led: Led) -> dict[int, str]:
    """The same of extensions that were made in this call: one that was removed after it was applied may be there again."""
    return _compared(unit, extensions, store.applied_before(unit, extensions), held, led)


def states_of_devices(unit: Unit, devices: Sequence[Device], names: Mapping[int, str]) -> dict[int, str]:
    """The states of several devices, by their numbers in the database; ``names`` are the account ids of extensions."""
    applied = provisioning.digests_of(unit, [each.id for each in devices])
    found = dict.fromkeys((each.id for each in devices), ADDED)
    for id, form in forms.of_devices(unit, [each for each in devices if each.id in applied], names).items():
        found[id] = SAME if forms.digest(forms.written(form)) == applied[id] else CHANGED
    return found


def _compared(
    unit: Unit, extensions: Sequence[Extension], applied: Mapping[int, Applied], held: Held, led: Led
) -> dict[int, str]:
    found = dict.fromkeys((each.id for each in extensions), ADDED)
    known = [each for each in extensions if each.id in applied]
    for each, form in zip(known, forms.of(unit, known, held, led), strict=True):
        is_same = forms.digest(forms.written(form)) == applied[each.id].digest
        found[each.id] = SAME if is_same else CHANGED
    return found
