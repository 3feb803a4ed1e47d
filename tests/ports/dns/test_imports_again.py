# SPDX-License-Identifier: Apache-2.0
"""A file that is brought in again finds what exists, and updates it, whatever else has ended (dns.md 7)."""

from typing import Any

import pytest

from tests.ports.dns.conftest import DnsScene
from tests.support.caller import Caller, Fault

ZONE = {"name": "example.com", "ttl": 3600}
RECORDS = (
    {"name": "www", "type": "A", "value": "192.0.2.1"},
    {"name": "", "type": "MX", "value": "mail", "priority": 10},
)
FANCY = (
    {"name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test"},
    {"name": "go", "type": "URL", "value": "http://corp.test/"},
)


def bring_in(caller: Caller, **members: Any) -> list[int]:
    """What CDRTool's import does, and the fault of each addition, 0 for none; every member of ``members`` in every object."""
    return [
        add(caller, "Zone", "zone", {**ZONE, **members}),
        *(add(caller, "Record", "record", {**record, "zone": "example.com", **members}) for record in RECORDS),
        *(add(caller, "FancyRecord", "record", {**record, "zone": "example.com", **members}) for record in FANCY),
    ]


def add(caller: Caller, kind: str, part: str, given: dict[str, Any]) -> int:
    """The fault of an addition after which the update went well."""
    try:
        caller.call(f"add{kind}", {part: given})
    except Fault as fault:
        assert caller.call(f"update{kind}", {part: given})["ttl"] == given["ttl"]
        return fault.code
    return 0


EXISTING = [7001, 7003, 7003, 7005, 7005]


def test_all_exists_and_is_updated_when_every_credit_is_used_up(dns: DnsScene) -> None:
    assert bring_in(dns.customer_login, ttl=60) == [7001, 0, 0, 0, 0]
    for holder, code in ((dns.customer_id, 910), (dns.reseller_id, 911)):
        dns.grant(dns.customer_id, dns_zone_credit=9, email_credit=9)
        dns.grant(holder, dns_zone_credit=1, email_credit=1)
        assert bring_in(dns.customer_login, ttl=holder) == EXISTING
        assert dns.customer_login.refused("addZone", zone={"name": "new.example"}).code == code
        alias = {"name": "new@example.com", "type": "MBOXFW", "value": "me@corp.test"}
        assert dns.customer_login.refused("addFancyRecord", record=alias).code == code
    assert (
        dns.customer_login.getRecords(query={})["total"] == dns.customer_login.getFancyRecords(query={})["total"] == 2
    )


def test_all_exists_and_is_updated_below_a_reseller_who_may_create_nothing(dns: DnsScene) -> None:
    assert bring_in(dns.customer_login, ttl=60) == [7001, 0, 0, 0, 0]
    dns.admin.updateAccount(account={"id": dns.reseller_id, "resellerActive": False})
    for number, caller in enumerate((dns.customer_login, dns.reseller_login, dns.behind(dns.customer_id).dns)):
        assert bring_in(caller, ttl=70 + number) == EXISTING
        listed = {"zone": "example.com", "name": "", "type": "NS", "value": "ns1.provider.test"}
        assert caller.refused("addRecord", record=listed).code == 7003
        for operation, given in (
            ("addZone", {"zone": {"name": "new.example"}}),
            ("addRecord", {"record": {**RECORDS[0], "zone": "example.com", "name": "new"}}),
            ("addFancyRecord", {"record": {**FANCY[0], "name": "new@example.com"}}),
            ("addFancyRecord", {"record": {**FANCY[1], "zone": "example.com", "name": "new"}}),
        ):
            assert caller.refused(operation, **given).code == 902


def test_a_zone_exists_whatever_has_come_below_it_and_whatever_its_servers_have_become(dns: DnsScene) -> None:
    dns.customer_login.updateZone(zone={"name": "example.com", "nameservers": ["ns.sub.example.com"]})
    stranger = dns.stranger().addZone(zone={"name": "strange.example"})["customer"]
    dns.root.addZone(zone={"name": "sub.example.com", "customer": stranger})
    alias = {"zone": "sub.example.com", "name": "ns", "type": "CNAME", "value": "far.example.net"}
    dns.stranger().addRecord(record=alias)
    again = {"name": "example.com", "nameservers": ["ns.sub.example.com"]}
    assert dns.customer_login.refused("addZone", zone=again).code == 7001


def test_who_cannot_make_a_zone_does_not_learn_whether_another_has_it(dns: DnsScene) -> None:
    stranger = dns.stranger()
    assert stranger.refused("addZone", zone={"name": "example.com"}).code == 7001
    (id,) = (row[0] for row in dns.world.sql("SELECT id FROM customers WHERE username = 'stranger'"))
    dns.grant(id, dns_zone_credit=0)
    theirs, nobodys = (stranger.refused("addZone", zone={"name": name}) for name in ("example.com", "nobodys.com"))
    assert (theirs.code, theirs.text) == (nobodys.code, nobodys.text)


def by_value(caller: Caller, kind: str = "") -> dict[str, tuple[int, int]]:
    """Value -> id and ttl of each record."""
    found = caller.call(f"get{kind}Records", {"query": {}})["records"]
    return {record["value"]: (record["id"], record["ttl"]) for record in found}


@pytest.mark.parametrize("shift", [-2, -1, 1, 2])
def test_records_of_one_name_whose_ids_are_those_of_their_neighbours_are_updated_each(
    dns: DnsScene, shift: int
) -> None:
    dns.customer_login.addZone(zone={"name": "other.example"})
    for number in range(3):
        given = {"zone": "other.example", "name": f"h{number}", "type": "A", "value": "192.0.2.9"}
        dns.customer_login.addRecord(record=given)
    file = [
        {"zone": "example.com", "name": "www", "type": type, "value": value, "priority": 5}
        for type, value in (("A", "192.0.2.1"), ("A", "192.0.2.2"), ("MX", "mail"), ("TXT", "x"), ("A", "192.0.2.3"))
    ]
    ids = [dns.customer_login.addRecord(record=record)["id"] for record in file]
    before = by_value(dns.customer_login)
    for ttl, (record, id) in enumerate(zip(file, ids, strict=True), 61):
        assert add(dns.customer_login, "Record", "record", {**record, "id": id + shift, "ttl": ttl}) == 7003
    after = by_value(dns.customer_login)
    stored = ("192.0.2.1", "192.0.2.2", "mail.example.com", "x", "192.0.2.3")
    assert [after[value] for value in stored] == [(id, ttl) for ttl, id in enumerate(ids, 61)]
    assert after["192.0.2.9"] == before["192.0.2.9"]
    assert after.keys() == before.keys()


@pytest.mark.parametrize("shift", [-2, -1, 1, 2])
def test_targets_of_one_alias_whose_ids_are_those_of_their_neighbours_are_updated_each(
    dns: DnsScene, shift: int
) -> None:
    caller = dns.customer_login
    dns.record("www", "A", "192.0.2.1")
    redirect = {"zone": "example.com", "name": "go", "type": "URL", "value": "http://corp.test/"}
    alias = {"zone": "example.com", "name": "info@example.com", "type": "MBOXFW"}
    file = [redirect, *({**alias, "value": f"{who}@corp.test"} for who in "abc"), {**redirect, "name": "to"}]
    ids = [caller.addFancyRecord(record=record)["id"] for record in file]
    for ttl, (record, id) in enumerate(zip(file, ids, strict=True), 61):
        assert add(caller, "FancyRecord", "record", {**record, "id": id + shift, "ttl": ttl}) == 7005
    found = caller.getFancyRecords(query={})["records"]
    assert sorted((record["id"], record["ttl"]) for record in found) == [(id, ttl) for ttl, id in enumerate(ids, 61)]


def test_the_record_with_the_id_takes_a_value_that_is_new(dns: DnsScene) -> None:
    stored = dns.record("www", "A", "192.0.2.1")
    dns.record("www", "A", "192.0.2.2")
    assert dns.customer_login.updateRecord(record={**stored, "value": "192.0.2.3"})["id"] == stored["id"]
    given = {"name": "info@example.com", "zone": "example.com", "type": "MBOXFW"}
    alias = dns.customer_login.addFancyRecord(record={**given, "value": "a@corp.test"})
    dns.customer_login.addFancyRecord(record={**given, "value": "b@corp.test"})
    changed = dns.customer_login.updateFancyRecord(record={**alias, "value": "c@corp.test"})
    assert (changed["id"], changed["value"]) == (alias["id"], "c@corp.test")
