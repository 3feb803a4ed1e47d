# SPDX-License-Identifier: Apache-2.0
"""What a call can be asked besides: once only, try first, only if unchanged (docs/contract/request.md)."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from tests.support.caller import Caller, Fault
from tests.support.every_operation import TABLES, Crowd, succeeds, without_moments
from tests.support.world import Template, World

OPERATIONS = {
    (port.title.removesuffix("Port"), operation.name): operation
    for port in find_ports()
    for operation in port.operations()
}
VERSIONED = [key for key, operation in OPERATIONS.items() if operation.versioned and succeeds(*key)]
WRITING = [key for key, operation in OPERATIONS.items() if operation.writes and succeeds(*key)]
MAKES = ("add",)
GIVES = {"addToGroup"}
"""Begins as what makes a record, and changes one."""


def arguments(port: str, operation: str) -> Mapping[str, Any]:
    return TABLES[port][operation].arguments


@pytest.fixture(params=["encoded", "literal"])
def crowd(request: pytest.FixtureRequest, crowded: Template, crowded_world: World) -> Crowd:
    crowded.restore(crowded_world)
    return Crowd(crowded_world, request.param)


def makes(operation: str) -> bool:
    return operation.startswith(MAKES) and operation not in GIVES


@pytest.mark.parametrize(("port", "operation"), WRITING)
def test_a_dry_run_says_what_the_call_would_say_and_do_and_leaves_nothing(
    crowd: Crowd, port: str, operation: str
) -> None:
    world = crowd.world
    before = world.fingerprint()
    trying = crowd.admin.asking(dryRun=True)
    foreseen = trying.call(operation, arguments(port, operation), port)
    preview = trying.reply["preview"]
    assert world.fingerprint() == before
    last = world.sql("SELECT coalesce(max(id), 0) FROM journal")[0][0]
    counted = counters(world)
    said = crowd.admin.call(operation, arguments(port, operation), port)
    assert without_moments(foreseen) == without_moments(said)
    entries = world.sql(f"SELECT subject, before, after FROM journal WHERE id > {last} ORDER BY id")
    assert [without_moments(each) for each in preview["changes"]] == [without_moments(told(*row)) for row in entries]
    used = {key: value - counted.get(key, 0) for key, value in counters(world).items()}
    foretold = {(each["kind"], int(each["holder"])): int(each["count"]) for each in preview["consumes"]}
    assert foretold == {key: count for key, count in used.items() if count}


def counters(world: World) -> dict[tuple[str, int], int]:
    """What is used of credits and agreements, by kind and holder."""
    agreed = "SELECT 'product ' || p.code, i.customer, i.used FROM pbx_agreement_items i JOIN pbx_products p ON p.id = i.product"
    rows = world.sql("SELECT kind, customer, used FROM counters") + world.sql(agreed)
    return {(kind, holder): used for kind, holder, used in rows}


def told(subject: str, before: str | None, after: str | None) -> dict[str, Any]:
    """An entry of the journal as a preview tells it."""
    old, new = (json.loads(side) if side else {} for side in (before, after))
    members = []
    for name in {**old, **new}:
        member = {"name": name}
        for side, values in (("before", old), ("after", new)):
            if name in values:
                value = values[name]
                member[side] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        members.append(member)
    return {"subject": subject, "members": members}


@pytest.mark.parametrize(("port", "operation"), VERSIONED)
def test_a_record_that_was_changed_meanwhile_is_left_alone(crowd: Crowd, port: str, operation: str) -> None:
    known = arguments(port, operation)
    asked = crowd.admin.asking()
    if makes(operation):
        before = crowd.world.fingerprint()
        fault = refused(crowd.admin.asking(ifVersion=1), operation, known, port)
        assert (fault.code, fault.field) == (101, "request.ifVersion")
        assert crowd.world.fingerprint() == before
        asked.call(operation, known, port)
        assert asked.reply["version"] == "1"
        return
    before = crowd.world.fingerprint()
    fault = refused(crowd.admin.asking(ifVersion=77), operation, known, port)
    assert (fault.code, fault.field) == (903, "request.ifVersion")
    assert fault.members["ifVersion"] == "77"
    assert crowd.world.fingerprint() == before
    asked = crowd.admin.asking(ifVersion=fault.members["version"])
    asked.call(operation, known, port)
    if operation.startswith("get"):
        assert asked.reply == {"version": fault.members["version"], "replayed": "false"}
    elif operation.startswith("delete"):
        assert "version" not in asked.reply
    else:
        assert int(asked.reply["version"]) == int(fault.members["version"]) + 1


def refused(caller: Caller, operation: str, given: Mapping[str, Any], port: str) -> Fault:
    with pytest.raises(Fault) as caught:
        caller.call(operation, given, port)
    return caught.value


@pytest.mark.parametrize(("port", "operation"), WRITING)
def test_a_request_with_an_id_is_done_once(crowd: Crowd, port: str, operation: str) -> None:
    caller = crowd.admin.asking(id="retry 1")
    first = caller.call(operation, arguments(port, operation), port)
    sent, reply, state = caller.answered, caller.reply, crowd.world.fingerprint()
    assert reply["replayed"] == "false"
    again = caller.call(operation, arguments(port, operation), port)
    assert again == first
    assert body(caller.answered) == body(sent)
    assert caller.reply == {**reply, "replayed": "true"}
    assert crowd.world.fingerprint() == state


def body(answer: bytes) -> bytes:
    return answer[answer.index(b"<SOAP-ENV:Body>") :]
