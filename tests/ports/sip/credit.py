# SPDX-License-Identifier: Apache-2.0
"""Accounts and vouchers for the tests of credit."""

from decimal import Decimal
from typing import Any

from sqlalchemy import update

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.db.statement import Statement, parameter
from ngnprov.ports.sip.vouchers import batches, numbers
from ngnprov.ports.sip.vouchers.batches import Voucher
from ngnprov.ports.sip.vouchers.tables import vouchers
from tests.ports.customer.conftest import Scene
from tests.ports.sip.conftest import SipScene, sip_id


def seed_account(
    scene: SipScene, username: str = "alice", domain: str = "example.com", **members: Any
) -> dict[str, str]:
    """Create a prepaid account; its SipId."""
    scene.account(username, domain, **{"prepaid": True, **members})
    return sip_id(username, domain)


def make_vouchers(scene: Scene, count: int = 1, value: str = "10", **members: Any) -> list[Voucher]:
    """Vouchers as ``ngnprov vouchers generate`` makes them."""
    return scene.world.operator.run(
        batches.GENERATE, lambda call: batches.generate(call, count, Decimal(value), **members)
    )


def renumber(scene: Any, id: int, number: str) -> None:
    """Give a voucher a number that a test knows beforehand."""

    def work(call: Call) -> None:
        unit, keys = call.unit, call.context.keys
        hashed = numbers.hash_of(unit, keys)(number)
        unit.run(_RENUMBER, of=id, sealed=numbers.sealed(keys, id, number), hashed=hashed)

    scene.world.operator.run(Task(name="renumber"), work)


_RENUMBER = Statement(
    update(vouchers)
    .where(vouchers.c.id == parameter("of"))
    .values(number=parameter("sealed"), number_hash=parameter("hashed"))
)


def card(voucher: Voucher) -> dict[str, Any]:
    """A voucher as it is sent."""
    return {"id": voucher.id, "number": voucher.number}
