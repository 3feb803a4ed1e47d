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
        """With the national prefix or without: an area code may begin like it (8 in Russia)."""
        without = dialled.removeprefix(self.national_prefix) if self.national_prefix else dialled
        if without != dialled and not e164.is_possible(self.country_code + without):
            whole = self.country_code + dialled
            if not e164.has_trunk_prefix(self.country_code, dialled) and e164.is_possible(whole):
                return self._checked(whole)
        return self._checked(self.country_code + without)

    def _checked(self, digits: str) -> str:
        if e164.is_too_short(digits):
            raise NotDialled("is too short for a telephone number")
        try:
            return e164.number(digits, "dialled")
        except InvalidValue as refusal:
            raise NotDialled(refusal.text) from None
