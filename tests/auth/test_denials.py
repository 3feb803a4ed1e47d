# SPDX-License-Identifier: Apache-2.0
"""Each attempt that is denied leaves a line in the log (promise P27): who, from where, what; no values."""

import logging
from typing import Any

import pytest

from ngnprov.serve.logs import LineFormatter
from tests.support.world import World

ADDRESS = "127.0.0.1"


@pytest.fixture
def reseller(sqlite_world: World) -> int:
    """A reseller ``boss`` and his customer ``carl``; the number of the reseller."""
    admin = sqlite_world.call()
    found: int = admin.addAccount(account={"username": "boss", "password": "pw", "resellerActive": True})["id"]
    admin.addAccount(account={"username": "carl", "password": "pw", "reseller": found})
    return found


def denied(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    names = ("login", "rights", "entry", "behind", "address", "port", "operation", "code", "field")
    records = [vars(record) for record in caplog.records if record.getMessage() == "denied"]
    assert all(record["levelno"] == logging.WARNING and record["request_id"] for record in records)
    return [{name: record[name] for name in names} for record in records]


def test_an_operation_that_needs_other_rights_is_told(
    sqlite_world: World, reseller: int, caplog: pytest.LogCaptureFixture
) -> None:
    carl = sqlite_world.call(username="carl", password="pw", admin=False)
    assert carl.refused("addAccount", account={"username": "canary", "password": "canary"}).code == 902
    (told,) = denied(caplog)
    entry = told.pop("entry")
    assert told == {
        "login": "carl",
        "rights": "customer",
        "behind": False,
        "address": ADDRESS,
        "port": "customer",
        "operation": "addAccount",
        "code": 902,
        "field": "",
    }
    assert entry != reseller
    lines = " ".join(map(LineFormatter().format, caplog.records))
    assert "login=carl" in lines
    assert "canary" not in lines


def test_a_rule_of_a_service_that_denies_is_told_with_its_field(
    sqlite_world: World, reseller: int, caplog: pytest.LogCaptureFixture
) -> None:
    boss = sqlite_world.call(username="boss", password="pw", admin=False)
    mine = {"name": "sip_credit", "category": "credit", "value": "99", "permission": "admin"}
    assert boss.refused("setProperties", customer=reseller, properties=[mine]).code == 902
    (told,) = denied(caplog)
    assert (told["login"], told["rights"], told["operation"]) == ("boss", "reseller", "setProperties")
    assert told["field"] == "properties.0"


def test_an_administrator_behind_an_entry_is_told_as_himself(
    sqlite_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    behind_nobody = sqlite_world.call(impersonate=999)
    assert behind_nobody.refused("addAccount", account={"username": "x", "password": "p"}).code == 902
    (told,) = denied(caplog)
    assert (told["login"], told["rights"], told["behind"], told["entry"]) == ("root", "nobody", True, 999)


def test_what_is_allowed_or_wrong_otherwise_is_not_told(
    sqlite_world: World, reseller: int, caplog: pytest.LogCaptureFixture
) -> None:
    carl = sqlite_world.call(username="carl", password="pw", admin=False)
    carl.getCustomers(query={})
    assert carl.refused("getAccount", id=reseller).code == 5000
    assert sqlite_world.call(username="carl", password="no", admin=False).refused("getCustomers", query={}).code == 901
    assert denied(caplog) == []
