# SPDX-License-Identifier: Apache-2.0
"""Rules of WidgetPort."""

from typing import NoReturn

from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.calls.operation import Values
from ngnprov.db.columns import fold
from ngnprov.db.failures import Duplicate
from ngnprov.db.ledgers import sequences
from ngnprov.db.unit import Row, Unit
from ngnprov.errors import Exists, InvalidValue, Unknown
from ngnprov.ports.customer import entitlements, tenancy

from . import store
from .tables import PIN


class WidgetUnknown(Unknown):
    """No such widget."""

    code, name = 9000, "WidgetUnknownError"


class WidgetExists(Exists):
    """The name is taken."""

    code, name = 9001, "WidgetExistsError"


KIND = {"widget_credit": 1}


def _shown(call: Call, row: Row) -> Row:
    return (*row[:6], row[6].split(), call.context.keys.open(row[7], PIN.at(id=row[0])) if row[7] else "")


def _sealed(call: Call, id: int, pin: str) -> bytes:
    return call.context.keys.seal(pin, PIN.at(id=id)) if pin else b""


def add(call: Call, new: Values) -> Row:
    owner = tenancy.find_tenancy(call, new.get("customer", 0), "widget.customer")
    entitlements.claim(call, owner.customer, owner.reseller, KIND)
    id = sequences.take(call.unit, "widget")
    row = (
        id,
        owner.customer,
        owner.reseller,
        new.get("name", ""),
        new.get("size", 0),
        new.get("weight", 0.0),
        " ".join(new.get("tags", ())),
        _sealed(call, id, new.get("pin", "")),
    )
    try:
        call.unit.run(store.INSERT, **dict(zip(store.COLUMNS, row, strict=True)), name_fold=fold(row[3]))
    except Duplicate:
        raise WidgetExists("the name is taken") from None
    call.created(f"widget {row[0]}", dict(zip(store.COLUMNS, row, strict=True)))
    return _shown(call, row)


def set_pin(call: Call, id: int, pin: str) -> None:
    row = _get(call, id)
    sealed = _sealed(call, id, pin)
    call.unit.run(store.SET_PIN, id=id, pin=sealed)
    call.changed(f"widget {id}", dict(zip(store.COLUMNS, row, strict=True)), {"pin": sealed})
    call.journal_entry(f"widget {id} as it is typed", after={"pin": pin})


def _get(call: Call, id: int) -> Row:
    row = call.unit.first(store.GET, id=id)
    actor = call.actor
    in_scope = actor.is_admin or (
        row is not None and (row[2] == actor.reseller if actor.level is Level.RESELLER else row[1] == actor.customer)
    )
    if row is None or not in_scope:
        raise WidgetUnknown("there is no such widget")
    return row


def delete(call: Call, id: int) -> None:
    row = _get(call, id)
    call.unit.run(store.DELETE, id=id)
    entitlements.release(call, row[1], row[2], KIND)
    call.removed(f"widget {id}", dict(zip(store.COLUMNS, row, strict=True)))


def move(call: Call, id: int, customer: int) -> None:
    row = _get(call, id)
    owner = tenancy.find_tenancy(call, customer, "customer")
    entitlements.release(call, row[1], row[2], KIND)
    entitlements.claim(call, owner.customer, owner.reseller, KIND)
    call.unit.run(store.MOVE, id=id, to=owner.customer, of=owner.reseller)
    call.changed(f"widget {id}", {"customer": row[1]}, {"customer": owner.customer})


def fail(call: Call, how: str) -> NoReturn:
    if how == "value":
        raise InvalidValue("no", field="how")
    raise ZeroDivisionError("secret detail")


def find(call: Call, query: Values) -> Row:
    page = store.LISTING.find(call.unit, call.actor, query, 100_000)
    return page.answer(lambda rows: [_shown(call, row) for row in rows])


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    return {"widgets": unit.one(store.COUNT, of=customer)[0]}
