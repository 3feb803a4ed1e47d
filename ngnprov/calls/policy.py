# SPDX-License-Identifier: Apache-2.0
"""The right to call an operation, declared beside it: source of enforcement, reference page and test matrix."""

from dataclasses import dataclass

from ngnprov.calls.actor import Actor, Level
from ngnprov.errors import NotAuthorized


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may call an operation at all; what he may do to which object is the service's rule.

    ``least`` is the lowest level that may call. ``administrator_behind`` lets an administrator who impersonates an
    entry of a lower level call all the same (customer.md 6.3, the two allowances). ``answers_nobody`` is for list queries:
    an administrator who impersonates an id that is gone gets an empty list and no refusal (wire.md W4).
    """

    least: Level
    administrator_behind: bool = False
    answers_nobody: bool = False

    def require(self, actor: Actor) -> None:
        """Raise :class:`~ngnprov.errors.NotAuthorized` (902) when ``actor`` may not call."""
        behind = self.administrator_behind and actor.administrator and actor.level is not Level.NOBODY
        nobody = self.answers_nobody and actor.level is Level.NOBODY
        if actor.level >= self.least or behind or nobody:
            return
        raise NotAuthorized(f"this operation needs the rights of {_WHO[self.least]}")

    def sentence(self) -> str:
        """The rule in words, for the reference page."""
        text = {
            Level.NOBODY: "anybody with a login",
            Level.CUSTOMER: "customers, resellers and administrators",
            Level.RESELLER: "resellers and administrators",
            Level.ADMIN: "administrators",
        }[self.least]
        if self.administrator_behind:
            text += "; also an administrator who impersonates"
        return text


_WHO = {
    Level.NOBODY: "a login",
    Level.CUSTOMER: "a customer",
    Level.RESELLER: "a reseller",
    Level.ADMIN: "an administrator",
}
