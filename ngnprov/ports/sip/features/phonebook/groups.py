# SPDX-License-Identifier: Apache-2.0
"""Names of groups: those of a phonebook, and the two that accept rules know besides."""

from collections.abc import Iterable

from ngnprov.errors import InvalidValue

EVERYBODY, NOBODY = "everybody", "nobody"
"""All callers, in the phonebook or not, and none."""

MOST = 100
"""Groups of one accept rule."""


def group_of_entry(written: str, field: str) -> str:
    """The group of a phonebook entry, "" for none. Raises InvalidValue for a name that rules read otherwise."""
    group = written.strip()
    if group.lower() in (EVERYBODY, NOBODY):
        raise InvalidValue("has a meaning of its own in accept rules and is no group", field=field)
    return group


def groups_of_rule(written: Iterable[str], field: str) -> tuple[str, ...]:
    """The groups of an accept rule, each once. Raises InvalidValue when there are more than :data:`MOST`."""
    groups = tuple(dict.fromkeys(group for name in written if (group := name.strip())))
    if len(groups) > MOST:
        raise InvalidValue(f"must have at most {MOST} names", field=field)
    return groups
