# SPDX-License-Identifier: Apache-2.0
"""Is every last revision whole, and do extensions compare with it? For ``ngnprov doctor``."""

from collections.abc import Iterator, Mapping
from xml.parsers.expat import ExpatError

from ngnprov.calls.finding import Finding
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.provisioning import store as provisioning
from ngnprov.ports.pbx.revisions import forms, store
from ngnprov.ports.pbx.revisions.forms import Form
from ngnprov.ports.pbx.revisions.store import Revision


def examine(unit: Unit) -> Iterator[Finding]:
    """Last revisions whose snapshot is not the one that was applied, and extensions that are compared with something else
    (pbx.md R8)."""
    for revision, snapshot in store.every_last(unit):
        if text := _wrong(unit, revision, snapshot):
            yield Finding(f"{revision.subject}: {text}")


def _wrong(unit: Unit, revision: Revision, snapshot: str) -> str:
    if forms.digest(snapshot) != revision.digest:
        return "its snapshot is not the one of its digest"
    try:
        found = forms.read(snapshot)
    except ExpatError as error:
        return f"its snapshot cannot be read: {error}"
    devices = {name: form for name, form in found.items() if forms.is_device(form)}
    extensions = {name: form for name, form in found.items() if name not in devices}
    if {each.account_id: each.digest for each in store.applied_of(unit, revision.customer)} != _digests(extensions):
        return "what its extensions are compared with is not what it has of them"
    if {each.account_id: each.digest for each in provisioning.of_customer(unit, revision.customer)} != _digests(
        devices
    ):
        return "what its devices are compared with is not what it has of them"
    return ""


def _digests(found: Mapping[str, Form]) -> dict[str, str]:
    return {name: forms.digest(forms.written(form)) for name, form in found.items()}
