# SPDX-License-Identifier: Apache-2.0
"""The rights table of customer.md 6.4, every cell: who calls which operation on whose entry (promise P17).

Expected is the fault code, 0 for success. An operation or a kind of entry that is missing here fails.
"""

from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from tests.support.caller import Caller, Fault
from tests.support.scene import Scene, prop

WHO = (
    "administrator",
    "behind reseller",
    "behind deputy",
    "behind customer",
    "behind pointer",
    "behind nobody",
    "reseller",
    "deputy",
    "customer",
    "pointer",
    "nobody",
)
"""A deputy impersonates the reseller, the pointer his sibling."""
WHOSE = ("reseller", "deputy", "customer", "sibling", "pointer", "foreign reseller", "foreign customer", "missing")

_ALL = dict.fromkeys(WHOSE, 0) | {"missing": 5000}
_MINE = dict.fromkeys(WHOSE, 0) | dict.fromkeys(("foreign reseller", "foreign customer", "missing"), 5000)
_SELF = dict.fromkeys(WHOSE, 5000) | {"customer": 0}
_POINTER = dict.fromkeys(WHOSE, 5000) | {"pointer": 0}
_SIBLING = dict.fromkeys(WHOSE, 5000) | {"sibling": 0}
_NONE = dict.fromkeys(WHOSE, 902)
_STRANGER = dict.fromkeys(WHOSE, 901)
READ: dict[str, dict[str, int]] = {
    "administrator": _ALL,
    "behind reseller": _MINE,
    "behind deputy": _MINE,
    "behind customer": _SELF,
    "behind pointer": _POINTER,
    "behind nobody": _NONE,
    "reseller": _MINE,
    "deputy": _MINE,
    "customer": _SELF,
    "pointer": _SIBLING,
    "nobody": _STRANGER,
}
DELETE: dict[str, dict[str, int]] = {
    "administrator": _ALL | {"reseller": 5010, "foreign reseller": 5010},
    "behind reseller": _MINE | {"reseller": 5010},
    "behind deputy": _MINE | {"reseller": 5010},
    "behind customer": _SELF,
    "behind pointer": _POINTER,
    "behind nobody": _NONE,
    "reseller": _MINE | {"reseller": 902},
    "deputy": _MINE | {"reseller": 902, "deputy": 902},
    "customer": _NONE,
    "pointer": _NONE,
    "nobody": _STRANGER,
}
EXPECTED = {
    "getAccount": READ,
    "getProperties": READ,
    "updateAccount": READ,
    "setProperties": READ,
    "deleteAccount": DELETE,
}
ADD = dict(zip(WHO, (0, 0, 0, 0, 0, 902, 0, 0, 902, 902, 901), strict=True))
SEEN = dict(zip(WHO, (7, 5, 5, 1, 1, 0, 5, 5, 1, 1, 901), strict=True))


def arguments(operation: str, id: int) -> dict[str, Any]:
    """A call about the entry ``id`` that would change something."""
    every: dict[str, dict[str, Any]] = {
        "getAccount": {"id": id},
        "deleteAccount": {"id": id},
        "getProperties": {"customer": id},
        "setProperties": {"customer": id, "properties": [prop("a", "1")]},
        "updateAccount": {"account": {"id": id, "city": "Elsewhere"}},
    }
    return every[operation]


@pytest.fixture
def entries(quick: Scene) -> dict[str, int]:
    reseller, other = quick.reseller("reseller"), quick.reseller("other")
    sibling = quick.add("sibling", reseller=reseller)
    return {
        "reseller": reseller,
        "deputy": quick.add("deputy", reseller=reseller, impersonate=reseller),
        "customer": quick.add("customer", reseller=reseller),
        "sibling": sibling,
        "pointer": quick.add("pointer", reseller=reseller, impersonate=sibling),
        "foreign reseller": other,
        "foreign customer": quick.add("foreign", reseller=other),
        "missing": 4711,
    }


def caller(scene: Scene, who: str, entries: dict[str, int]) -> Caller:
    if who.startswith("behind"):
        return scene.behind(entries.get(who.removeprefix("behind "), entries["missing"]))
    return scene.admin if who == "administrator" else scene.login(who)


def code(call: Any) -> int:
    try:
        call()
    except Fault as fault:
        return fault.code
    return 0


def test_the_table_knows_every_operation() -> None:
    (port,) = [each for each in find_ports() if each.name == "customer"]
    assert {each.name for each in port.operations()} == {*EXPECTED, "addAccount", "getCustomers", "getResellers"}


@pytest.mark.parametrize("whose", WHOSE)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("operation", EXPECTED)
def test_who_may_do_what_to_whom(quick: Scene, entries: dict[str, int], operation: str, who: str, whose: str) -> None:
    expected = EXPECTED[operation][who][whose]
    before = quick.world.fingerprint()
    found = code(lambda: caller(quick, who, entries).call(operation, arguments(operation, entries[whose])))
    assert found == expected
    changed = quick.world.fingerprint() != before
    assert changed == (expected == 0 and not operation.startswith("get"))


@pytest.mark.parametrize("who", WHO)
def test_who_may_add(quick: Scene, entries: dict[str, int], who: str) -> None:
    before = quick.world.fingerprint()
    added = caller(quick, who, entries)
    found = code(
        lambda: added.addAccount(account={"username": "new", "password": "p", "reseller": entries["reseller"]})
    )
    assert found == ADD[who]
    if found:
        assert quick.world.fingerprint() == before
    else:
        row = quick.admin.getCustomers(query={"filter": {"username": "new"}})["accounts"][0]
        assert row["reseller"] == entries["reseller"]


@pytest.mark.parametrize("who", WHO)
def test_who_sees_how_much(quick: Scene, entries: dict[str, int], who: str) -> None:
    seeing = caller(quick, who, entries)
    if SEEN[who] == 901:
        assert code(lambda: seeing.getCustomers(query={})) == 901
    else:
        found = seeing.getCustomers(query={"filter": {"username": "%"}})
        assert (found["total"], len(found["accounts"])) == (SEEN[who], SEEN[who])
