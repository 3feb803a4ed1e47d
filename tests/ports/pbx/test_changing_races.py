# SPDX-License-Identifier: Apache-2.0
"""Processes that change a customer, or its numbers, while others make its extensions (pbx.md E1, E4, E14, E15, A10)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.racing import Call, racing
from tests.promises.overlap import STOPS, overlap
from tests.support.examination import examine
from tests.support.scene import DATABASES, Filled

CUSTOMER, RESELLER = PbxScene.customer_id, PbxScene.reseller_id
OTHERS = 4
"""How many processes race with the one that changes something."""


@pytest.fixture(params=DATABASES)
def raced(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[PbxScene]:
    """On either database: the customer may have any number of PBX, and a range covers its numbers."""
    assert find_ports()
    with filled(PbxScene, request.param).copy(tmp_path) as world:
        scene = PbxScene(world, "encoded")
        scene.agree("PBX", customer=RESELLER)
        scene.agree("PBX")
        scene.admin.enum.addRange(
            range={"id": {"prefix": "431", "tld": "e164.arpa"}, "customer": CUSTOMER, "maxDigits": 15}
        )
        yield scene


def new_pilot(number: int, **members: Any) -> Call:
    given = {
        **{"customer": CUSTOMER, "new_domain": {"domain": f"c{number}.pbx.example.org"}},
        **{
            "number": {"cc": "43", "ac": "1", "sn": f"999{number}"},
            "sip_username": "pilot",
            "sip_password": "a secret",
        },
    }
    return Call("addPilot", {"pilot": {**given, **members}}, behind=RESELLER)


def new_user(number: str, customer: int = CUSTOMER) -> Call:
    given = {"customer": customer, "number": number, "name": f"User {number}"}
    return Call("addExtension", {"extension": given}, behind=RESELLER)


def users(scene: PbxScene, customer: int = CUSTOMER) -> dict[str, str]:
    """The telephone numbers of a customer's users, by their own."""
    query = {"filter": {"customer": customer, "kind": "user"}}
    return {each["number"]: each["primaryNumber"] for each in scene.root.getExtensions(query=query)["extensions"]}


def held(scene: PbxScene, **filter: Any) -> list[str]:
    return sorted(each["number"] for each in scene.root.getNumbers(query={"filter": filter})["numbers"])


def test_of_many_pilots_of_a_customer_one_is_made_with_all_that_is_its_own(raced: PbxScene) -> None:
    codes = racing(raced, *(new_pilot(number) for number in range(OTHERS)))
    assert sorted(codes) == [0, *[8110] * (OTHERS - 1)]
    number = codes.index(0)
    assert raced.root.getExtensions(query={})["total"] == 1
    assert [each["domain"] for each in raced.admin.sip.getDomains(query={})["domains"]] == [
        f"c{number}.pbx.example.org"
    ]
    assert held(raced, customer=CUSTOMER) == [f"431999{number}"]


def test_nobody_is_made_below_a_customer_that_was_terminated(raced: PbxScene) -> None:
    raced.pilot()
    end = Call("terminate", {"customer": CUSTOMER}, port="")
    ended, *codes = racing(raced, end, *(new_user(f"10{number}") for number in range(OTHERS)))
    assert ended == 0
    assert set(codes) <= {0, 8402}
    assert users(raced).keys() == {f"10{number}" for number, code in enumerate(codes) if not code}
    assert raced.used("PBX") == raced.used("PBX", RESELLER) == codes.count(0)
    assert raced.root.refused("addExtension", **new_user("200").arguments).code == 8402


def test_a_customer_whose_extensions_are_made_moves_to_no_other_reseller(raced: PbxScene) -> None:
    raced.pilot()
    other = raced.reseller("other")
    move = Call("updateAccount", {"account": {"id": CUSTOMER, "reseller": other}}, port="customer")
    codes = racing(raced, move, *(new_user(f"10{number}") for number in range(OTHERS)))
    assert codes == [5010, *[0] * OTHERS]
    assert len(users(raced)) == raced.used("PBX", RESELLER) == OTHERS
    assert raced.admin.getAccount(id=CUSTOMER)["reseller"] == RESELLER


def test_a_number_is_of_whom_was_renumbered_or_of_whom_was_made(raced: PbxScene) -> None:
    raced.pilot()
    raced.user("101")
    renumber = Call("renumberExtension", {"customer": CUSTOMER, "from_": "101", "to": "150"})
    codes = racing(raced, renumber, *[new_user("150")] * OTHERS)
    assert sorted(codes) == [0, *[8104] * OTHERS]
    assert users(raced) == {"150": "4319999150"} | ({} if codes[0] == 0 else {"101": "4319999101"})
    assert raced.used("PBX") == len(users(raced))


def test_a_base_number_that_becomes_another_takes_those_along_that_are_just_made(raced: PbxScene) -> None:
    raced.pilot()
    raced.user("101")
    base = {"customer": CUSTOMER, "number": {"cc": "43", "ac": "1", "sn": "8888"}}
    change = Call("updatePilot", {"pilot": base}, behind=RESELLER)
    assert racing(raced, change, *(new_user(f"15{number}") for number in range(OTHERS))) == [0] * (OTHERS + 1)
    wanted = ["101", *(f"15{number}" for number in range(OTHERS))]
    assert users(raced) == {number: f"4318888{number}" for number in wanted}
    assert held(raced, customer=CUSTOMER, quarantined=False)[:1] == ["4318888"]


def test_a_number_that_is_derived_from_two_base_numbers_is_of_one(raced: PbxScene) -> None:
    raced.pilot()
    raced.user("7101")
    other, _ = raced.sibling()
    raced.has_pbx(other, "Sibling")
    raced.agree("PBX", customer=other)
    raced.pilot(other, "777")
    base = {"customer": CUSTOMER, "number": {"cc": "43", "ac": "1", "sn": "77"}}
    change = Call("updatePilot", {"pilot": base}, behind=RESELLER)
    changed, *made = racing(raced, change, *[new_user("101", other)] * OTHERS)
    assert (changed, sorted(made)) in ((0, [8140] * OTHERS), (8140, [0, *[8104] * (OTHERS - 1)]))
    assert (users(raced), users(raced, other)) in (
        ({"7101": "431777101"}, {}),
        ({"7101": "43199997101"}, {"101": "431777101"}),
    )
    assert raced.used("PBX", RESELLER) == len(users(raced)) + len(users(raced, other))


@pytest.mark.parametrize("stop", STOPS)
def test_who_comes_first_has_the_number(raced: PbxScene, stop: str) -> None:
    raced.pilot()
    raced.root.addExtension(**new_user("101").arguments)
    renumber = lambda: raced.root.renumberExtension(customer=CUSTOMER, **{"from": "101", "to": "150"})  # noqa: E731
    made = lambda: raced.root.addExtension(**new_user("150").arguments)  # noqa: E731
    codes = overlap(renumber, made, stop)
    assert codes == ((0, 8104) if stop == "before its COMMIT" else (8104, 0))
    assert users(raced) == {"150": "4319999150"} | ({} if codes[0] == 0 else {"101": "4319999101"})
    assert examine(raced.world.database) == []
