# SPDX-License-Identifier: Apache-2.0
"""Parameters and members come in any order, and members with others that nobody knows between them (wire.md Q6, L7; sip.md 1)."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.caller import Caller, Fault
from tests.support.every_operation import TABLES, without_moments
from tests.support.world import Template, World

ID = {"username": "alice", "domain": "example.com"}
MORE: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "Customer": [
        (
            "addAccount",
            {"account": {"username": "u", "password": "p", "city": "X", "balance": 1.5, "resellerActive": True}},
        ),
        ("getCustomers", {"query": {"filter": {"username": "%", "reseller": 1}, "range": {"start": 1, "count": 2}}}),
    ],
    "Sip": [
        (
            "updateAccount",
            {
                "account": {
                    **{
                        "id": ID,
                        "firstName": "A",
                        "lastName": "B",
                        "email": "a@b.example",
                        "quota": 5,
                        "prepaid": False,
                    },
                    **{"groups": ["sms", "quota"], "acl": [{"ip": "10.0.0.0", "mask": 8, "tag": "t"}], "timeout": 40},
                    "properties": [{"name": "b", "value": "1"}, {"name": "a", "value": "2"}],
                }
            },
        ),
        (
            "setAcceptRules",
            {
                "sipId": ID,
                "rules": {
                    "persistent": [{"days": 31, "start": "09:00", "stop": "17:00", "groups": ["vip", "family"]}],
                    "temporary": {"groups": ["nobody"], "duration": 0},
                },
            },
        ),
        ("getAcceptRules", {"sipId": ID}),
        (
            "getAccounts",
            {"query": {"filter": {"username": "a%", "groups": ["sms"]}, "orderBy": {"attribute": "username"}}},
        ),
    ],
    "Enum": [
        (
            "getRanges",
            {"query": {"filter": {"prefix": "31208005", "tld": "e164.arpa"}, "range": {"start": 0, "count": 1}}},
        )
    ],
    "Dns": [
        ("addRecord", {"record": {"zone": "example.com", "type": "MX", "value": "mail", "priority": 5, "ttl": 60}})
    ],
}
"""Requests with more members than those of the tables."""


def reversed_members(value: Any) -> Any:
    """The same with the members of every struct the other way round, and an unknown one in the middle."""
    if isinstance(value, list):
        return [reversed_members(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    pairs = [(name, reversed_members(each)) for name, each in reversed(list(value.items()))]
    pairs.insert(len(pairs) // 2, ("nobodyKnows", {"this": "member"}))
    return dict(pairs)


def reversed_parameters(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The same the other way round; an unknown parameter is refused (W-C) and not among them."""
    return {name: reversed_members(value) for name, value in reversed(list(arguments.items()))}


def told(caller: Caller, port: str, requests: list[tuple[str, Any]]) -> list[str]:
    found = []
    for operation, arguments in requests:
        try:
            found.append(f"{operation} {without_moments(caller.call(operation, arguments, port))}")
        except Fault as fault:
            found.append(f"{operation} {fault}")
    return found


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
@pytest.mark.parametrize("port", TABLES)
def test_the_order_of_parameters_and_members_does_not_matter(
    crowded: Template, crowded_world: World, port: str, dialect: str
) -> None:
    reads = [(operation, row.arguments) for operation, row in TABLES[port].items() if operation.startswith("get")]
    changes = [(operation, row.arguments) for operation, row in TABLES[port].items() if not operation.startswith("get")]
    requests = [*reads, *MORE.get(port, ()), *reads, *changes, *reads[:8]]
    crowded.restore(crowded_world)
    in_order = told(crowded_world.call(dialect), port, requests)
    known = {f"{operation} {row.known} " for operation, row in TABLES[port].items()}
    wrong = [each for each in in_order if re.match(r"\w+ (10\d|90\d) ", each) and not each.startswith(tuple(known))]
    assert not wrong, "a request is no good"
    crowded.restore(crowded_world)
    reversed_requests = [(operation, reversed_parameters(arguments)) for operation, arguments in requests]
    assert told(crowded_world.call(dialect), port, reversed_requests) == in_order
