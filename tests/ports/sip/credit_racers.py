# SPDX-License-Identifier: Apache-2.0
"""64 processes at the balance of one account, forked from one in which the application is ready and the login known, so that all
run at once."""

from ngnprov.settings import Settings
from tests.support.caller import Caller, Fault
from tests.support.processes import at_once
from tests.support.world import World

ACCOUNTS = [{"username": name, "domain": "example.com"} for name in ("alice", "bob")]


def attempt(caller: Caller, case: str, number: int, card: list[str]) -> int:
    """One call; its fault code, 0 for success."""
    try:
        if case == "voucher":
            given = {"id": int(card[0]), "number": card[1]}
            caller.addBalanceFromVoucher(sipId=ACCOUNTS[number % 2], card=given)
        else:
            value = {"debit": "-1.05", "credit": "0.0001"}[case]
            caller.addBalance(sipId=ACCOUNTS[0], value=value, description=f"{number}")
    except Fault as fault:
        return fault.code
    return 0


def race(settings: Settings, processes: int, case: str, card: list[str]) -> list[int]:
    """Make all ready, call at once; the fault codes of all calls, 0 for success."""
    world = World(settings)
    caller = world.call(username="customer", password="secret", admin=False).sip
    caller.getPrepaidStatus(sipIds=ACCOUNTS)
    world.close()
    return at_once(processes, lambda number: attempt(caller, case, number, card))
