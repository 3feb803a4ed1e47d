# SPDX-License-Identifier: Apache-2.0
"""SQL of presence: what an account says of itself, and the lists of its policy, replaced as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import delete, select

from ngnprov.db.grouping import grouped
from ngnprov.db.lists.page import each
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.presence.tables import information, policies


class Information(NamedTuple):
    """What an account says of itself."""

    activity: str
    note: str


Policy = Mapping[str, Sequence[str]]
"""What happens -> to whom, in the order given; what happens to nobody is not there."""

_i, _p = information.c, policies.c

_INFORMATION = Statement(select(_i.activity, _i.note).where(_i.account == parameter("account")))
_INFORM = insertion(information)
_INFORM_NOTHING = Statement(delete(information).where(_i.account == parameter("account")))
_POLICY = Statement(
    select(_p.action, _p.watcher).where(_p.account == parameter("account")).order_by(_p.action, _p.position)
)
_ENTER = insertion(policies)
_ACTIVITIES = Statement(select(_i.account, _i.activity).order_by(_i.account))
_WATCHERS = Statement(select(_p.account, _p.action, _p.watcher).order_by(_p.account, _p.action, _p.position))
_CLEAR = Statement(delete(policies).where(_p.account == parameter("account")))


def information_of(unit: Unit, account: int) -> Information | None:
    """What an account says of itself, None when it says nothing."""
    row = unit.first(_INFORMATION, account=account)
    return None if row is None else Information(*row)


def replace_information(unit: Unit, account: int, said: Information | None) -> None:
    """Store this and nothing else."""
    unit.run(_INFORM_NOTHING, account=account)
    if said is not None:
        unit.run(_INFORM, account=account, **said._asdict())


def policy_of(unit: Unit, account: int) -> Policy:
    """The policy of an account."""
    return grouped(unit.all(_POLICY, account=account), str)


def replace_policy(unit: Unit, account: int, policy: Policy) -> None:
    """Store these lists and no others."""
    unit.run(_CLEAR, account=account)
    rows = [
        {"account": account, "action": action, "watcher": watcher, "position": position}
        for action, watchers in policy.items()
        for position, watcher in enumerate(watchers)
    ]
    unit.run_many(_ENTER, rows)


def activities(unit: Unit) -> Iterator[Row]:
    """(account, activity) of every account that says something."""
    return each(unit, _ACTIVITIES)


def watchers(unit: Unit) -> Iterator[Row]:
    """(account, action, watcher) of every entry of every policy."""
    return each(unit, _WATCHERS)
