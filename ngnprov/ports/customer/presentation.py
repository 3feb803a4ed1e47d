# SPDX-License-Identifier: Apache-2.0
"""Stored accounts as the wire shows them (customer.md 2)."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.columns import money_out
from ngnprov.ports.customer.properties.store import Property, of_accounts
from ngnprov.ports.customer.store import Account
from ngnprov.ports.customer.tables import PASSWORD
from ngnprov.ports.customer.wire import CustomerAccountAnswer, CustomerAccountMember


def answer_all(call: Call, accounts: list[Account]) -> list[CustomerAccountAnswer]:
    """Stored accounts as they are answered, in the same order."""
    found = of_accounts(call.unit, call.context.keys, [account.id for account in accounts]) if accounts else {}
    return [answer(call, account, found.get(account.id, ())) for account in accounts]


def answer(call: Call, account: Account, properties: Sequence[Property]) -> CustomerAccountAnswer:
    """An account with these properties; its password only where the settings say so.

    What is stored stands in the order of the wire, so that a few members are put in place and the rest is taken as it is: an
    account of a long list costs half of what it would if each member were named.
    """
    shown: list[Any] = list(account)
    in_clear = call.context.settings.customers.clear_text_passwords
    shown[_PASSWORD] = call.context.keys.open(shown[_PASSWORD], PASSWORD.at(id=account.id)) if in_clear else ""
    shown[_BALANCE] = money_out(shown[_BALANCE])
    shown[_CREDIT] = money_out(shown[_CREDIT])
    shown[_CHANGE_DATE] = clock.to_seconds(shown[_CHANGE_DATE])
    shown.append(properties)
    return cast("CustomerAccountAnswer", tuple(shown))  # a plain tuple costs the garbage collector less


def _places(*names: CustomerAccountMember) -> Iterator[int]:
    """Where members stand in an answer, which has those of a stored account in the same order and ``properties`` behind."""
    if CustomerAccountAnswer._fields != (*Account._fields, "properties"):
        raise TypeError("customer/store.py: the members of Account must stand in the order of types.py")
    return map(CustomerAccountAnswer._fields.index, names)


_PASSWORD, _BALANCE, _CREDIT, _CHANGE_DATE = _places("password", "balance", "credit", "change_date")
