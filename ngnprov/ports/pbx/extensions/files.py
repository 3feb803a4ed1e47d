# SPDX-License-Identifier: Apache-2.0
"""Users of a PBX in CSV files: each is added as addExtension adds it (pbx.md 12)."""

from collections.abc import Callable, Iterator
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.policy import Policy
from ngnprov.db.lists.page import BATCH
from ngnprov.intake.adding import Form
from ngnprov.intake.record_files import RecordFile, columns_of
from ngnprov.ports.customer.tenancy import Tenancy, read_tenancy
from ngnprov.ports.pbx.extensions import service, store
from ngnprov.ports.pbx.extensions.lookup import find_pbx
from ngnprov.ports.pbx.extensions.presentation import answer_all
from ngnprov.ports.pbx.extensions.store import Extension as Stored
from ngnprov.ports.pbx.extensions.tables import USER
from ngnprov.ports.pbx.extensions.types import Extension
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.pbx.permissions import READ_EXTENSIONS, WRITE_EXTENSIONS

FILE = RecordFile(
    columns_of(
        Extension,
        *("number", "name", "displayName", "sipUsername", "sipPassword", "webUsername", "webPassword"),
        *("email", "timezone", "mainProduct", "addons", "callPlan", "localPrefix", "callerId"),
        *("recordOutbound", "recordEmail", "recordSubject", "groups"),
    ),
    frozenset({"name"}),
    Task(name="extensions import", policy=Policy(WRITE_EXTENSIONS)),
    Task(name="extensions export", policy=Policy(READ_EXTENSIONS), writes=False),
)
SECRET = ("sippassword", "webusername", "webpassword")
"""Columns that are read and not written: no answer has a password, and a user name for the web needs one."""


def member(column: str) -> str:
    """The member of addExtension that a column is, as faults name it."""
    return f"{service.PATH}.{next(each.wire for each in FILE.columns if each.name == column)}"


def require(call: Call, customer: int) -> Tenancy:
    """To whom users belong that are brought in: refuses at once what each row would be refused.

    Raises MissingInput, CustomerUnknown, NotPbx, Terminated, NoPilot on ``customer``.
    """
    return find_pbx(call, customer, "customer").owner


def form(customer: int) -> Form:
    """Files of users of a customer."""

    def adds(call: Call) -> Callable[[Any], Stored]:
        users = service.NewUsers(call).hold(customer)
        return lambda new: users.make(new).extension

    return FILE.form(adds, {"customer": customer})


def rows(call: Call, customer: int) -> Iterator[ExtensionAnswer]:
    """The users of a customer by number, as they are written: what follows from the customer or the number is left empty."""
    return written(call, users(call, customer))


def users(call: Call, customer: int) -> list[Stored]:
    """The users of a customer by number. Raises CustomerUnknown."""
    owner = read_tenancy(call, customer, "customer")
    return sorted(
        (each for each in store.of_customer(call.unit, owner.customer) if each.kind == USER),
        key=lambda user: (len(user.number or ""), user.number),
    )


def written(call: Call, users: list[Stored]) -> Iterator[ExtensionAnswer]:
    """Users as they are written."""
    for start in range(0, len(users), BATCH):
        yield from map(_portable, answer_all(call, users[start : start + BATCH]))


def _portable(shown: ExtensionAnswer) -> ExtensionAnswer:
    is_default = shown.sip_username == shown.account_id
    return shown._replace(
        sip_username="" if is_default else shown.sip_username,
        caller_id="" if shown.caller_id == shown.primary_number else shown.caller_id,
    )
