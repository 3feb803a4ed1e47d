# SPDX-License-Identifier: Apache-2.0
"""The table of permissions in docs/contract/permissions.md, made from the declarations of operations."""

from collections import defaultdict
from collections.abc import Iterable

from ngnprov.calls.actor import Level
from ngnprov.calls.policy import Permission
from ngnprov.calls.port import Port

_HEAD = """\
# Permissions

Every operation needs one permission. The three levels of NGNPro are named sets of permissions; whose records a caller
sees is not their matter but that of the scope (customer.md 6.3). Commands need one as well, which administrators
have: `money.issue` for vouchers, `enum.publish` for `enum export`, `platform.operate` for upkeep; those that act for
a customer need what the customer's own calls need. What accounts do themselves (login.md L-E) nobody else calls over
the wire; who has the permission beside them can undo it. Users (login.md L-G) have of their customer's permissions what
their roles name (tenant.md 17); those that are marked no role gives. This page is written by `scripts/wsdl` from what
operations declare.

"""
_LEVELS = {
    Level.ACCOUNT: "account itself",
    Level.CUSTOMER: "customer",
    Level.RESELLER: "reseller",
    Level.ADMIN: "administrator",
}


def page(ports: Iterable[Port]) -> str:
    """The whole page, in Markdown."""
    needed: dict[Permission, list[str]] = defaultdict(list)
    for port in ports:
        for operation in port.operations():
            needed[operation.policy.permission].append(f"{port.title}.{operation.name}")
    rows = [_row(permission, needed[permission]) for permission in sorted(needed, key=lambda each: each.name)]
    head = ["permission", *_LEVELS.values(), "users", "operations"]
    return _HEAD + "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ["---"] * len(head), *rows))


def _row(permission: Permission, operations: list[str]) -> list[str]:
    marks = ["yes" if level in permission.levels else "" for level in _LEVELS]
    return [f"`{permission.name}`", *marks, "never" if permission.withheld else "", ", ".join(operations)]
