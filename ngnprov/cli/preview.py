# SPDX-License-Identifier: Apache-2.0
"""The preview of a dry run as text for people: what would change, what that would consume, and which limits it meets."""

from collections.abc import Mapping
from typing import Any

from ngnprov.cli.output import as_text

Row = Mapping[str, Any]
"""What one item of the preview holds; an absent member is not in it."""


def preview_as_text(preview: Mapping[str, list[Row]], width: int = 100) -> str:
    """The preview as ``ngnprov.cli.client`` reads it, in blocks with an empty line between."""
    changes = preview.get("changes", [])
    blocks = [_change(change, width) for change in changes] or ["Nothing would change."]
    if consumes := preview.get("consumes", []):
        blocks.append(_block("Would consume", [dict(each) for each in consumes], width))
    if limits := preview.get("limits", []):
        blocks.append(_block("Would meet the limits", [_limit(each) for each in limits], width))
    return "\n\n".join(blocks)


def _change(change: Row, width: int) -> str:
    """``customer 7 would be changed``, and each member: ``city  Bonn -> Berlin``."""
    members = change.get("members", [])
    is_new, is_gone = (not any(side in each for each in members) for side in ("before", "after"))
    done = "changed" if is_new == is_gone else "made" if is_new else "removed"
    shown = {each["name"]: _member(each, done) for each in members}
    return _block(f"{change['subject']} would be {done}", shown, width)


def _member(member: Row, done: str) -> str:
    before, after = (member.get(side, "") for side in ("before", "after"))
    if done != "changed":
        return f"{before}{after}"
    return f"{before or '(empty)'} -> {after or '(empty)'}"


def _limit(limit: Row) -> dict[str, Any]:
    """A row of the table; ``exceeded`` says so or nothing."""
    return {
        **{name: limit[name] for name in ("kind", "holder", "used", "wanted")},
        "limit": limit.get("limit", "unlimited"),
        "exceeded": "EXCEEDED" if limit.get("exceeded") else "",
    }


def _block(title: str, shown: Any, width: int) -> str:
    lines = as_text(shown, width - 2).splitlines()
    return "\n".join([as_text(title), *(f"  {line}".rstrip() for line in lines)])
