# SPDX-License-Identifier: Apache-2.0
"""The rules of telephone numbers (pbx.md 16): each is held by one customer, and leads to one extension.

What makes calls arrive is an alias in the customer's domain, always, and an ENUM number where the customer has a range that
covers it. They are made and removed by the services of SipPort and EnumPort, in an order in which nobody waits in a circle:
first all ENUM numbers, then all aliases, then accounts."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import fields_as
from ngnprov.calls.once import Once
from ngnprov.db.failures import Duplicate
from ngnprov.errors import Exists
from ngnprov.ports.enum.errors import NumberExists
from ngnprov.ports.enum.numbers import service as enum_numbers
from ngnprov.ports.pbx.errors import NumberTaken
from ngnprov.ports.pbx.numbers import store
from ngnprov.ports.pbx.numbers.store import Holder, Number
from ngnprov.ports.pbx.settings import PbxSettings
from ngnprov.ports.sip.aliases import service as aliases
from ngnprov.ports.sip.errors import AliasExists


class Wanted(NamedTuple):
    """A number that an extension is to have."""

    number: str
    role: str


def require_free(call: Call, customer: int, number: str, field: str) -> None:
    """Raise NumberTaken when somebody holds a number, or another one has held it until a while ago.

    Nobody is told who, but for administrators.
    """
    holder = _in_the_way(call, customer, number)
    if holder is not None:
        raise taken(number, field, whom(call, holder.customer, customer))


def is_free(call: Call, customer: int, number: str) -> bool:
    """May a customer have a number that is not its own yet?"""
    return _in_the_way(call, customer, number) is None


def _in_the_way(call: Call, customer: int, number: str) -> Holder | None:
    holder = store.holder_of(call.unit, number, call.now)
    if holder is None or (not holder.is_live and holder.customer == customer):
        return None
    return holder


def whom(call: Call, holder: int, customer: int) -> int | None:
    """Who holds a number that ``customer`` cannot have, None for callers who must not know."""
    return holder if call.actor.is_admin or holder == customer else None


def until(call: Call) -> str | None:
    """Until when others are kept from a number that is given up now; None for not at all, and when an undo gives it up."""
    days = call.context.settings.of(PbxSettings).quarantine_days
    if not days or call.reverts is not None:
        return None
    return clock.text(clock.moment(call.now) + timedelta(days=days))


def redirect(call: Call, numbers: Sequence[Number], extension: int, address: dict[str, str], field: str) -> None:
    """Let calls to numbers that lead to one extension arrive at another one of the same domain. No credit is asked for."""
    target = f"sip:{address['username']}@{address['domain']}"
    with fields_as({}, field, field):
        for each in numbers:
            store.let_go(call.unit, each.id)
            if each.enum_number is not None:
                mapping: Any = {"type": "sip", "mapto": target}
                enum_numbers.update_number(
                    call, {"id": {"number": each.number, "tld": each.tld}, "mappings": [mapping]}
                )
        for each in numbers:
            if each.alias is not None:
                named: Any = {"username": each.number, "domain": address["domain"]}
                aliases.update_alias(call, {"id": named, "target": dict(address)})  # type: ignore[typeddict-item]
    for each in numbers:
        store.lead(call.unit, each._replace(extension=extension, change_date=call.now))


class Publishing:
    """Lets calls to new numbers arrive, of one call."""

    def __init__(self, call: Call, once: Once | None = None) -> None:
        self._call = call
        once = once or Once(call)
        self._numbers = enum_numbers.NewNumbers(call, once)
        self._aliases = aliases.NewAliases(call, once)

    def hold(self, customer: int, numbers: Sequence[tuple[str, str]]) -> list[str]:
        """Hold the ENUM ranges that cover several numbers of trees, "" for none, before any counter; the trees of those that
        are this customer's: while one waits a range may have gone to somebody else."""
        held = self._numbers.hold_all([each for each in numbers if each[1]])
        ranges = [held.get(each) for each in numbers]
        return [
            tree if found is not None and found.customer == customer else ""
            for (_, tree), found in zip(numbers, ranges, strict=True)
        ]

    def hold_of(self, customer: int) -> None:
        """Hold all ENUM ranges of a customer."""
        self._numbers.hold_of(customer)

    def in_enum(
        self, customer: int, wanted: Wanted, tree: str, address: str, field: str, *, counts: bool = True
    ) -> Number:
        """A number with its ENUM number in a tree, if there is one (:func:`tree_for`). Raises NumberTaken."""
        number = new_number(self._call, customer, wanted)
        if not tree:
            return number
        new: Any = {
            "id": {"number": wanted.number, "tld": tree},
            "owner": customer,
            "mappings": [{"type": "sip", "mapto": f"sip:{address}"}],
        }
        try:
            with fields_as({}, field, field):
                made, _ = self._numbers.make(new, counts=counts)
        except NumberExists:
            raise taken(wanted.number, field) from None
        return number._replace(tld=tree, enum_number=made.id)

    def with_alias(self, number: Number, address: dict[str, str], field: str, *, counts: bool = True) -> Number:
        """A number with its alias. Raises NumberTaken."""
        new: Any = {
            "id": {"username": number.number, "domain": address["domain"]},
            "target": {"username": address["username"], "domain": address["domain"]},
            "owner": number.customer,
        }
        try:
            with fields_as({}, field, field):
                made = self._aliases.make(new, counts=counts)
        except AliasExists:
            raise taken(number.number, field) from None
        return number._replace(alias=made.id)


def attach(call: Call, numbers: Sequence[Number], extension: int, field: str) -> list[Number]:
    """Store new numbers as those of an extension. Raises NumberTaken."""
    return [stored(call, each._replace(extension=extension), field) for each in numbers]


def withdraw(call: Call, numbers: Sequence[Number], domain: str) -> None:
    """Remove what made calls to released numbers arrive, at an address of a domain."""
    Publishing(call).hold(0, [(each.number, each.tld) for each in numbers])
    for each in numbers:
        withdraw_from_enum(call, each)
    for each in numbers:
        withdraw_alias(call, each, domain)


def withdraw_from_enum(call: Call, number: Number, *, counts: bool = True) -> None:
    """Remove the ENUM number of a released number, if it had one."""
    if number.enum_number is not None:
        enum_numbers.delete_number(call, {"number": number.number, "tld": number.tld}, counts=counts)


def withdraw_alias(call: Call, number: Number, domain: str, *, counts: bool = True) -> None:
    """Remove the alias of a released number, if it had one."""
    if number.alias is not None:
        aliases.delete_alias(call, {"username": number.number, "domain": domain}, counts=counts)


def tree_for(call: Call, customer: int, number: str) -> str:
    """The tree in which a number is published, "" where no range of the customer covers it."""
    return next(iter(enum_numbers.trees_covering(call, number, customer)), "")


def new_number(call: Call, customer: int, wanted: Wanted) -> Number:
    """A number that leads nowhere yet, to be stored."""
    return Number(
        id=0,
        number=wanted.number,
        customer=customer,
        extension=None,
        role=wanted.role,
        tld="",
        enum_number=None,
        alias=None,
        since=call.now,
        change_date=call.now,
    )


def stored(call: Call, number: Number, field: str) -> Number:
    """Store a new number. Raises NumberTaken."""
    try:
        return store.insert(call.unit, number)
    except Duplicate:
        raise taken(number.number, field) from None


def taken(number: str, field: str, holder: int | None = None) -> Exists:
    """What is said of a number that somebody holds."""
    return NumberTaken(f"the number {number} is taken", field=field, holder=holder)


def taken_by(number: str, extension: str, field: str, holder: int) -> Exists:
    """The same to those who hold it themselves."""
    return NumberTaken(f"the number {number} leads to {extension}", field=field, holder=holder)
