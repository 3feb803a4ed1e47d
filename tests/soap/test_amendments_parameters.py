# SPDX-License-Identifier: Apache-2.0
"""W-C: what is no parameter is refused, and what replaces a whole set must be given: only an empty one clears."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest

from ngnprov.calls.operation import Operation
from ngnprov.calls.port import Port, find_ports
from ngnprov.errors import Refusal
from ngnprov.ports.sip.types import Done
from ngnprov.soap.reading.decoder import compile_arguments
from ngnprov.soap.reading.envelope import DIALECTS, open_envelope
from ngnprov.soap.types import is_record, item_type
from tests.support.caller import Caller, Fault, read_answer
from tests.support.every_operation import TABLES
from tests.support.places import LISTS, PLACES, RECORDS, Place, envelope
from tests.support.world import Template, World

OPERATIONS = [(port, operation) for port in find_ports() for operation in port.operations()]
SETS = [(port, operation, name) for port, operation in OPERATIONS for name in sorted(operation.replaces)]
SID = {"username": "alice", "domain": "example.com"}


def refusal(port: Port, operation: Operation, dialect: Any, content: str) -> tuple[int, str | None]:
    body = envelope(dialect, port.namespace, operation.name, content)
    with pytest.raises(Refusal) as caught:
        compile_arguments(operation, port.namespace, dialect)(open_envelope(body).element)
    return caught.value.code, caught.value.field


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_c_what_is_no_parameter_is_101_with_its_name_at_every_operation(dialect: Any) -> None:
    for port, operation in OPERATIONS:
        prefix = "" if dialect == "encoded" else "p:"
        for name in {"param0", "nobodyKnows", "Query", "item"} - operation.parameters.keys():
            for content in (
                f"<{prefix}{name}/>",
                f"<{prefix}{name}><a>1</a></{prefix}{name}>",
                f"<x:{name} xmlns:x='urn:x'/>",
            ):
                assert refusal(port, operation, dialect, content) == (101, name), operation.name


def test_w_c_the_name_that_is_told_is_short_and_plain() -> None:
    port, operation = OPERATIONS[0]
    for name, told in (("n" * 500, "n" * 40), ("é\u4e00x", "??x"), ("a-b.c_1", "a-b.c_1")):
        assert refusal(port, operation, "encoded", f"<{name}/>") == (101, told)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_c_members_that_nobody_knows_stay_ignored(dialect: Any) -> None:
    for place in RECORDS:
        assert place.read(dialect, lambda tag: f"<{tag}><nobodyKnows><a/></nobodyKnows></{tag}>") == {}, place


def test_w_c_sets_are_declared_and_required() -> None:
    assert {"diversions", "rules", "members", "prefixes"} <= {name for _, _, name in SETS}
    for _, operation, name in SETS:
        assert name in operation.required


def test_w_c_what_an_empty_element_clears_is_declared_as_a_set(crowded: Template, crowded_world: World) -> None:
    """Every list or record that an operation which changes something takes, without anything in it."""
    cleared = set()
    for port, operation in OPERATIONS:
        title = port.title.removesuffix("Port")
        row = TABLES[title][operation.name]
        for name, declared in operation.parameters.items():
            if not operation.writes or row.creates or not (is_record(declared) or item_type(declared)):
                continue  # what makes something clears nothing
            crowded.restore(crowded_world)
            before = crowded_world.fingerprint()
            with contextlib.suppress(Fault):
                crowded_world.call().call(
                    operation.name, {**row.arguments, name: [] if item_type(declared) else {}}, title
                )
            if crowded_world.fingerprint() != before:
                cleared.add((title, operation.name, name))
    assert cleared, "nothing that could be cleared was there"
    assert cleared <= {(port.title.removesuffix("Port"), operation.name, name) for port, operation, name in SETS}


def test_w_c_what_may_be_left_out_clears_nothing() -> None:
    """An optional parameter belongs to a question, or is one value, such as the remark of a payment."""
    for port, operation in OPERATIONS:
        if TABLES[port.title.removesuffix("Port")][operation.name].creates:
            continue  # there is nothing yet
        optional = set(operation.parameters) - operation.required
        kinds = [operation.parameters[name] for name in optional if operation.writes]
        assert not any(is_record(kind) or item_type(kind) for kind in kinds), operation.name


EMPTY = [
    "<{0}/>",
    "<{0}></{0}>",
    "<{0}>\n </{0}>",
    '<{0} xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="xsd:anyType[0]"/>',
    '<{0} SOAP-ENC:arrayType="xsd:string[0]"/>',
    '<{0} xsi:type="t:Whatever"/>',
    '<{0} xsi:nil="false"/>',
]
ABSENT = ["", '<{0} xsi:nil="true"/>', '<{0} xsi:nil="1" xsi:type="t:Whatever">\n<!-- nothing --></{0}>']


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_c_an_empty_element_is_the_empty_set_whatever_its_type(dialect: Any) -> None:
    for place in sets():
        for empty in EMPTY:
            right: Any = {} if is_record(place.declared) else []
            assert place.read(dialect, lambda tag: empty.format(tag)) == right, (str(place), empty)


def sets() -> Iterator[Place]:
    for place in PLACES:
        if len(place.path) == 1 and place.path[0] in place.operation.replaces:
            assert place in LISTS or place in RECORDS
            yield place


@pytest.fixture
def place(crowded: Template, crowded_world: World) -> World:
    """Everything is set."""
    crowded.restore(crowded_world)
    sip = crowded_world.call().sip
    sip.setCallDiversions(sipId=SID, diversions={"FUNC": "sip:bob@example.net"})
    sip.setBarringPrefixes(sipId=SID, prefixes=["+900"])
    sip.setRejectMembers(sipId=SID, members=["sip:spam@example.org"])
    sip.setAcceptRules(sipId=SID, rules={"temporary": {"groups": ["nobody"], "duration": 0}})
    return crowded_world


def sent(world: World, dialect: str, operation: str, element: str, port: str = "Sip") -> Any:
    caller: Caller = world.call(dialect).at(port)
    (replaced,) = (known.replaces for at, known in OPERATIONS if (at.title, known.name) == (f"{port}Port", operation))
    given = {name: value for name, value in TABLES[port][operation].arguments.items() if name not in replaced}
    body = caller.envelope(operation, given).decode()
    body = body.replace(f"</p:{operation}>", f"{element}</p:{operation}>")
    path = "/" if dialect == "encoded" else f"/soap/{port.lower()}/"
    return read_answer(world.request(body.encode(), path).body, Done)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(("port", "operation", "name"), SETS, ids=[name for _, _, name in SETS])
def test_w_c_a_set_that_is_left_out_or_null_or_misnamed_stays(
    place: World, dialect: Any, port: Port, operation: Operation, name: str
) -> None:
    before, title = place.fingerprint(), port.title.removesuffix("Port")
    tag = name if dialect == "encoded" else f"p:{name}"
    for absent in ABSENT:
        with pytest.raises(Fault) as caught:
            sent(place, dialect, operation.name, absent.format(tag), title)
        assert (caught.value.code, caught.value.field) == (102, name)
    with pytest.raises(Fault) as caught:
        sent(place, dialect, operation.name, "<param1><item>+901</item></param1>", title)
    assert (caught.value.code, caught.value.field) == (101, "param1")
    assert place.fingerprint() == before


@pytest.mark.parametrize("empty", EMPTY)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_c_an_empty_set_clears(place: World, dialect: Any, empty: str) -> None:
    empty = empty.replace("t:Whatever", "t:CallDiversions")
    sip = place.call().sip
    for operation, name in (
        ("setCallDiversions", "diversions"),
        ("setBarringPrefixes", "prefixes"),
        ("setRejectMembers", "members"),
    ):
        sent(place, dialect, operation, empty.format(name if dialect == "encoded" else f"p:{name}"))
    assert set(sip.getCallDiversions(sipId=SID).values()) == {""}
    assert sip.getBarringPrefixes(sipId=SID) == sip.getRejectMembers(sipId=SID) == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_w_c_no_call_with_a_misnamed_parameter_changes_anything(
    crowded: Template, crowded_world: World, dialect: Any
) -> None:
    """Every operation of every port as it would be good, and one word too much."""
    crowded.restore(crowded_world)
    before = crowded_world.fingerprint()
    caller = crowded_world.call(dialect)
    for port, table in TABLES.items():
        for operation, row in table.items():
            with pytest.raises(Fault) as caught:
                caller.call(operation, {**row.arguments, "param0": "x"}, port)
            assert (caught.value.code, caught.value.field) == (101, "param0"), operation
    assert crowded_world.fingerprint() == before
