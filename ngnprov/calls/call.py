# SPDX-License-Identifier: Apache-2.0
"""One call: what a service function gets to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ngnprov import clock
from ngnprov.calls.actor import Actor
from ngnprov.calls.context import Context
from ngnprov.db.ledgers import journal
from ngnprov.db.unit import Unit


@dataclass(slots=True)
class Call:
    """One operation on its way: who calls, in which transaction; ``address`` is empty at the machine itself."""

    context: Context
    actor: Actor
    unit: Unit
    operation: str
    request_id: str
    address: str = ""
    _now: str = ""

    @property
    def now(self) -> str:
        """The one time of all changes of the call."""
        if not self._now:
            self._now = clock.now()
        return self._now

    def created(self, subject: str, values: Mapping[str, Any], customer: int = 0) -> None:
        """Write that a record was made, ``values`` by column: see :mod:`ngnprov.db.ledgers.journal`.

        ``customer`` is to whom it belongs, when the values do not say.
        """
        self.journal_entry(subject, after=journal.record_values(values), customer=customer or _customer_of(values))

    def changed(self, subject: str, before: Mapping[str, Any], after: Mapping[str, Any], customer: int = 0) -> None:
        """Write how members of a record differ now, if they do. ``before`` has at least the members of ``after``."""
        old, new = journal.diff(before, after)
        if new:
            self.journal_entry(subject, old, new, customer=customer or _customer_of(before))

    def removed(self, subject: str, values: Mapping[str, Any], customer: int = 0) -> None:
        """Write what a removed record was."""
        self.journal_entry(subject, before=journal.record_values(values), customer=customer or _customer_of(values))

    def journal_entry(
        self,
        subject: str,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        customer: int = 0,
    ) -> None:
        """Write the entry of this change into the same transaction. The values must hold no secrets.

        For what :meth:`created`, :meth:`changed` and :meth:`removed` do not say. ``customer`` is to whom the record belongs;
        without it the values may say so, else it is the customer who calls.
        """
        actor = self.actor
        customer = customer or _customer_of(before or {}) or _customer_of(after or {}) or actor.customer
        journal.write(
            self.unit,
            at=self.now,
            login=actor.login,
            level=actor.level.name.lower(),
            entry=actor.entry,
            behind=actor.impersonated_by_admin,
            request_id=self.request_id,
            operation=self.operation,
            subject=subject,
            before=before,
            after=after,
            address=self.address,
            customer=customer,
        )


def _customer_of(values: Mapping[str, Any]) -> int:
    """The customer that the values of a record name, 0 when they name none."""
    named = values.get("customer", 0)
    return named if isinstance(named, int) else 0
