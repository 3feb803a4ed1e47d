# SPDX-License-Identifier: Apache-2.0
"""How a number is dialled, and which international number it means (pbx.md 19)."""

from dataclasses import dataclass

from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx import e164

LEAST_LOCAL = 3
"""Digits of a number within an area."""


class NotDialled(ValueError):
    """It means no number; the text says why."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How somebody dials: the code of his country, what is dialled before national and international numbers ("" where there
    is no such prefix), and what stands before the numbers of his own area, "" where that is not known."""

    country_code: str
    national_prefix: str
    international_prefix: str
    local_prefix: str

    def meant(self, dialled: str) -> str:
        """The international number, in digits, that is meant by digits, with ``+`` or without. Raises NotDialled."""
        if dialled.startswith("+"):
            return self._checked(dialled[1:])
        if self.international_prefix and dialled.startswith(self.international_prefix):
            return self._checked(dialled.removeprefix(self.international_prefix))
        if self.national_prefix and dialled.startswith(self.national_prefix):
            return self._national(dialled)
        if self.local_prefix:
            if len(dialled) < LEAST_LOCAL:
                raise NotDialled("is neither an extension nor long enough for a number")
            return self._national(self.local_prefix + dialled)
        if self.national_prefix:
            raise NotDialled("is a number within an area, and the extension has no local prefix")
        return self._national(dialled)

    def _national(self, dialled: str) -> str:
        national = dialled.removeprefix(self.national_prefix) if self.national_prefix else dialled
        return self._checked(self.country_code + national)

    def _checked(self, digits: str) -> str:
        try:
            return e164.number(digits, "dialled")
        except InvalidValue as refusal:
            raise NotDialled(refusal.text) from None
